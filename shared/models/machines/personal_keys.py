"""Personal API keys: a program acts as its user, with the user's rights or less."""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from shared.models.base import Model

PREFIX = "bfp_"
MOST_KEYS = 20


class PersonalKey(Model):
    """A personal key as stored, with a hash of its secret, among the credentials of its owner.

    ``org_id`` limits it to one organization. ``is_proved`` says that a session with a second factor
    made it, ``provider_id`` where that session began, if not here. After a rotation, the secret
    before is good beside the new one until ``previous_until``.
    """

    id: UUID
    secret_hash: str
    name: str
    org_id: str | None = None
    reads_only: bool = False
    is_proved: bool = False
    provider_id: UUID | None = None
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None
    previous_hash: str | None = None
    previous_until: datetime | None = None

    def opens_with(self, secret: str, now: datetime) -> bool:
        """Whether this secret is the key's, or was until just now, and the key has not ended."""
        return now < self.expires_at and is_secret_of(
            secret, self.secret_hash, self.previous_hash, self.previous_until, now
        )


def is_secret_of(
    secret: str, kept: str, previous: str | None, until: datetime | None, now: datetime
) -> bool:
    """Whether a secret has this hash, or the one before while that is good; in constant time."""
    given = hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
    is_previous = hmac.compare_digest(given, previous or kept)
    is_still = previous is not None and until is not None and now < until
    return hmac.compare_digest(given, kept) or (is_still and is_previous)
