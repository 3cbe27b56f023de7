"""Secrets: a name that administrators see, and a value that only runs read."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from sdk.rpc.redaction import SHORTEST_SECRET
from shared.models.base import Model
from shared.wording.error_messages import Pattern

#: The limit of the vault.
MOST_BYTES = 25_600
MOST_USERS = 100

SecretName = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}$",
        "give 1 to 120 letters, digits, '_', '.' and '-', not beginning with '.' or '-'",
    ),
]


def fitting(value: SecretStr) -> SecretStr:
    """Return the value; ValueError if it is too long for the vault or too short for redaction."""
    text = value.get_secret_value()
    if len(text.strip()) < SHORTEST_SECRET:
        raise ValueError(f"a secret must have at least {SHORTEST_SECRET} characters")
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"a secret may have at most {MOST_BYTES} bytes")
    return value


SecretValue = Annotated[SecretStr, AfterValidator(fitting)]


class SecretUser(Model):
    """A reference that keeps a secret from being deleted: ``config`` and its key."""

    kind: Annotated[str, Pattern(r"^[a-z]{1,20}$", "give 1 to 20 lower-case letters")]
    id: Annotated[
        str, Pattern(r"^[A-Za-z0-9_.-]{1,128}$", "give 1 to 128 letters, digits, '_', '.' and '-'")
    ]


class SecretUse(Model):
    """A use of a secret: ``config`` and its key, or ``workflow`` and a file that names it.

    Only platform administrators see which file.
    """

    kind: str
    id: str


class SecretRecord(Model):
    """The facts of a secret that are stored outside the vault."""

    name: str
    org_id: str
    created_by: str
    created_at: datetime
    updated_by: str
    updated_at: datetime
    is_deleting: bool = Field(
        default=False, description="A deletion was interrupted: delete or set it again."
    )


class SecretVersionView(Model):
    id: str
    created_at: datetime


class Secret(SecretRecord):
    """Everything about a secret except its value."""

    versions: tuple[SecretVersionView, ...] = Field(description="Newest first.")
    used_by: tuple[SecretUse, ...] = Field(description=f"The first {MOST_USERS}.")


class SecretSaved(SecretRecord):
    """A saved secret; ``secretKey`` repeats the name, as the predecessor's clients read it."""

    secret_key: str


class SecretDeleted(Model):
    """A deleted secret; if its name is used again, the vault restores the old versions."""

    name: str
    org_id: str
    recoverable_until: datetime | None
    used_by: tuple[SecretUse, ...] = Field(description="References that are broken now.")


class SecretNames(Model):
    """The names of a scope's secrets, or a page of them; ``count`` is the size of this page."""

    secrets: tuple[str, ...]
    org_id: str
    count: int
    continuation_token: str | None = None


class SecretCreate(Model):
    """A new secret; ``orgId``, which some clients send, must be the organization in scope."""

    secret_key: SecretName
    value: SecretValue
    org_id: str | None = None


class SecretUpdate(Model):
    value: SecretValue
