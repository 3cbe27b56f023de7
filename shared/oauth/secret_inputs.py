"""Encryption of runs' secret inputs: implements ``shared.engine.inputs.secret_inputs.Seals``."""

from dataclasses import dataclass
from uuid import UUID

from shared.oauth.key_ring import KeyRing, input_place


@dataclass(frozen=True, slots=True)
class InputSeals:
    key_ring: KeyRing

    async def seal(self, text: str, org_id: str, execution_id: UUID) -> str:
        return await self.key_ring.seal(text, input_place(org_id, execution_id))

    async def unseal(self, sealed: str, org_id: str, execution_id: UUID) -> str:
        return await self.key_ring.unseal(sealed, input_place(org_id, execution_id))
