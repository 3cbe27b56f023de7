"""Devices that sign in (RFC 8628): a command line asks, a user allows it on a page."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from shared.models.base import Model

LIFETIME = timedelta(minutes=10)
#: How far apart two polls are at least.
INTERVAL = timedelta(seconds=5)
#: Letters of a code for people: none is a vowel, and none looks like another (RFC 8628, 6.1).
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
HALF = 4


class GrantState(StrEnum):
    PENDING = "pending"
    ALLOWED = "allowed"
    DENIED = "denied"


class DeviceGrant(Model):
    """What a device asked for, until it is fetched or over; its codes are stored as hashes.

    ``client`` is what the device says of itself, ``address`` where the request came from. ``proof``
    is a digest of how the user signs in: if that changed meanwhile, the grant is void. ``methods``
    and ``provider_id`` are of the session that allowed it, and become those of the device's.
    """

    device_hash: str
    code_hash: str
    client: str
    address: str
    created_at: datetime
    polled_at: datetime | None = None
    state: GrantState = GrantState.PENDING
    user_id: UUID | None = None
    org_id: str | None = None
    proof: str = ""
    methods: tuple[str, ...] = ()
    provider_id: UUID | None = None

    def lives(self, now: datetime) -> bool:
        return now < self.created_at + LIFETIME


def folded_code(text: str) -> str:
    """Return a code as it is compared, whatever a person typed around it.

    >>> folded_code(" wdjb-mjht ")
    'WDJBMJHT'
    """
    return "".join(letter for letter in text.upper() if letter in ALPHABET)
