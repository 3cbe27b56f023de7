"""What is stored of a user's passkeys, in a column of their own in the row of the credentials."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from shared.models.base import Model
from shared.wording.error_messages import Pattern

MOST_PASSKEYS = 20
#: More challenges than this within their lifetime are no person who signs in.
MOST_SPENT_CHALLENGES = 50

Base64Url = Pattern(r"^[A-Za-z0-9_-]+$", "give bytes in base64url, without padding")
CredentialId = Annotated[str, StringConstraints(min_length=1, max_length=700), Base64Url]
EncodedBytes = Annotated[str, StringConstraints(min_length=1, max_length=8192), Base64Url]
Transport = Literal["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]


class Passkey(Model):
    """A key pair of a user; the private key is in their device or with its provider.

    ``sign_count`` counts the uses of one that counts them, else it is 0. A count that does not rise
    means that the key was copied.
    """

    id: UUID
    credential_id: str
    public_key: str
    sign_count: int
    name: str
    transports: tuple[Transport, ...] = ()
    is_synced: bool = False
    added_at: datetime
    used_at: datetime | None = None


class Passkeys(Model):
    """All passkeys of a user, the oldest first."""

    items: tuple[Passkey, ...] = ()


class SpentChallenge(Model):
    """A challenge that a passkey has answered; remembered for as long as it would be valid."""

    id: UUID
    at: datetime
