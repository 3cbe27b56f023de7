"""The HTTP doorbell: asks another instance of this app, by its own address, to claim a run now.

The request says which run and until when it counts, and carries an HMAC-SHA256 by a key derived
from ``BIFROST_SECRET_KEY``. It can only have a waiting run claimed, which a message in the queue
does a little later anyway: a lost request costs that delay, a repeated one finds the run claimed.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from shared.models.doorbells import Ring

#: What the signing key is derived for, so that it signs nothing else.
PURPOSE = b"bifrost doorbell v1"
VALID_FOR = timedelta(seconds=60)
#: The accepted difference between two instances' clocks.
SKEW = timedelta(seconds=5)
PATH = "/api/doorbell"


class Doorbell(Protocol):
    """Sends rings to the app's own route."""

    async def ring(self, body: bytes) -> None:
        """Send the body; return once it is on the wire, or after 200 ms. Raises nothing."""
        ...


class MemoryDoorbell:
    """Records the rings."""

    def __init__(self) -> None:
        self.rung: list[bytes] = []

    async def ring(self, body: bytes) -> None:
        self.rung.append(body)


class RingSignatures:
    """Signs rings with the first secret; verifies them with each."""

    def __init__(self, secrets: Sequence[str]) -> None:
        """``secrets`` are ``BIFROST_SECRET_KEY`` and, if there is one, the one before."""
        self._keys = [hmac.digest(secret.encode(), PURPOSE, "sha256") for secret in secrets]

    def signed(self, org_id: str, execution_id: UUID, now: datetime) -> Ring:
        """A ring that counts for 60 s."""
        expiry = int((now + VALID_FOR).timestamp())
        signature = _signature(self._keys[0], org_id, execution_id, expiry)
        return Ring(organization=org_id, id=execution_id, expiry=expiry, signature=signature)

    def is_valid(self, ring: Ring, now: datetime) -> bool:
        """Whether one of the secrets signed the ring, and it counts now."""
        left = ring.expiry - now.timestamp()
        if not 0 < left <= (VALID_FOR + SKEW).total_seconds():
            return False
        given = ring.signature.encode()
        made = [_signature(key, ring.organization, ring.id, ring.expiry) for key in self._keys]
        return any(hmac.compare_digest(given, each.encode()) for each in made)


def _signature(key: bytes, org_id: str, execution_id: UUID, expiry: int) -> str:
    # The id and the expiry have no line feed, so that no two rings have the same text.
    text = f"{execution_id}\n{expiry}\n{org_id}"
    return hmac.digest(key, text.encode(), "sha256").hex()
