"""Encryption of runs' secret inputs: implements ``shared.engine.inputs.secret_inputs.Seals``."""

from dataclasses import dataclass
from uuid import UUID

from shared.oauth.key_ring import Vault, input_place


@dataclass(frozen=True, slots=True)
class InputSeals:
    vault: Vault

    async def seal(self, text: str, org_id: str, execution_id: UUID) -> str:
        return await self.vault.seal(text, input_place(org_id, execution_id))

    async def unseal(self, sealed: str, org_id: str, execution_id: UUID) -> str:
        return await self.vault.unseal(sealed, input_place(org_id, execution_id))
