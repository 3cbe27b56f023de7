"""A secret: a name that everybody may see, and a value that only runs do."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from sdk.rpc.redaction import SHORTEST_SECRET
from shared.models.base import Model
from shared.wording.error_messages import Pattern

#: What the vault takes.
MOST_BYTES = 25_600
MOST_USERS = 100

SecretName = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}$",
        "give 1 to 120 letters, digits, '_', '.' and '-', the first no '.' or '-'",
    ),
]


def fitting(value: SecretStr) -> SecretStr:
    """The value; ValueError if the vault cannot hold it, or nobody could hide it in a log."""
    text = value.get_secret_value()
    if len(text.strip()) < SHORTEST_SECRET:
        raise ValueError(f"a secret has at least {SHORTEST_SECRET} characters")
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"a secret has at most {MOST_BYTES} bytes")
    return value


SecretValue = Annotated[SecretStr, AfterValidator(fitting)]


class SecretUser(Model):
    """What refers to a secret, so that it is not deleted under it: ``config`` and its key."""

    kind: Annotated[str, Pattern(r"^[a-z]{1,20}$", "give 1 to 20 small letters")]
    id: Annotated[
        str, Pattern(r"^[A-Za-z0-9_.-]{1,128}$", "give 1 to 128 letters, digits, '_', '.' and '-'")
    ]


class SecretUse(Model):
    """What uses a secret: ``config`` and its key, or ``workflow`` and a file that names it.

    Which file that is, only platform administrators read.
    """

    kind: str
    id: str


class SecretRecord(Model):
    """What is remembered of a secret outside the vault."""

    name: str
    org_id: str
    created_by: str
    created_at: datetime
    updated_by: str
    updated_at: datetime
    is_deleting: bool = Field(
        default=False, description="A deletion was begun and cut off: delete or set it again."
    )


class SecretVersionView(Model):
    id: str
    created_at: datetime


class Secret(SecretRecord):
    """Everything about a secret but its value."""

    versions: tuple[SecretVersionView, ...] = Field(description="The newest first.")
    used_by: tuple[SecretUse, ...] = Field(description=f"The first {MOST_USERS}.")


class SecretSaved(SecretRecord):
    """``secretKey`` is the name again, as the predecessor called it."""

    secret_key: str


class SecretDeleted(Model):
    """The name can be used again at once: the vault then brings the old versions back."""

    name: str
    org_id: str
    recoverable_until: datetime | None
    used_by: tuple[SecretUse, ...] = Field(description="What refers to it and is broken now.")


class SecretNames(Model):
    """The secrets of one scope, or some of them; ``count`` is how many are in this answer."""

    secrets: tuple[str, ...]
    org_id: str
    count: int
    continuation_token: str | None = None


class SecretCreate(Model):
    """``orgId`` is for clients that send it: it has to be the organization in scope."""

    secret_key: SecretName
    value: SecretValue
    org_id: str | None = None


class SecretUpdate(Model):
    value: SecretValue
