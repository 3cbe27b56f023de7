"""Adds a passkey to a user's credentials: in an open session, and in a sign-in that needs one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.errors import Conflict
from shared.models.credentials import UserCredentials
from shared.models.second_factor.passkeys import NewPasskey
from shared.models.second_factor.stored_passkeys import MOST_PASSKEYS, Passkey
from shared.operations.sign_in.passkeys import by_credential_id, with_spent
from shared.services.identity.passkeys import MadePasskey


@dataclass(frozen=True, slots=True)
class PasskeyAddition:
    """A passkey to add, with the recovery codes for a user who has none yet."""

    id: UUID
    made: MadePasskey
    name: str
    given: NewPasskey
    challenge_id: UUID
    hashes: tuple[str, ...]
    at: datetime

    def added(self, now: UserCredentials) -> UserCredentials:
        """Return credentials with the passkey; Conflict if it is there already, or one too many."""
        if by_credential_id(now, self.made.credential_id):
            raise Conflict("this passkey is one of yours already")
        if len(now.passkeys) >= MOST_PASSKEYS:
            raise Conflict(f"you have {MOST_PASSKEYS} passkeys: remove one first")
        changes = {
            "passkeys": (*now.passkeys, self.passkey),
            "recovery_hashes": now.recovery_hashes or self.hashes,
        }
        return with_spent(now, self.challenge_id, self.at).model_copy(update=changes)

    def is_in(self, now: UserCredentials) -> bool:
        """Whether this same addition was stored, and its answer lost."""
        return any(one.id == self.id for one in now.passkeys)

    @property
    def passkey(self) -> Passkey:
        return Passkey(
            id=self.id,
            credential_id=self.made.credential_id,
            public_key=self.made.public_key,
            sign_count=self.made.sign_count,
            name=self.name,
            transports=self.given.transports,
            is_synced=self.made.is_synced,
            added_at=self.at,
        )
