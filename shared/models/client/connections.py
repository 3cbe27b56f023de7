"""What administrators ask about a connection besides its own facts: a test call, all customers."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from shared.models.connections import ConnectionStatus, Plain
from shared.wording.error_messages import Pattern

#: The most bytes of the answer to a test call that are shown.
SHOWN_BYTES = 1024

TestPath = Annotated[
    str,
    Field(max_length=500),
    Pattern(r"^/[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*$", "give a path, such as /v1/status"),
]


class ConnectionTrial(Plain):
    """A test call: a GET of this path on the host of the connection's token URL."""

    path: TestPath = "/"


class ConnectionTrialResult(Plain):
    """The answer to a test call."""

    url: str
    status: int
    body: str = Field(description="The first KiB, without the token and what looks like one.")
    milliseconds: int


class ConnectionEntity(Plain):
    """One organization's part in a connection of GLOBAL that has a token for each of them."""

    org_id: str
    name: str
    domains: tuple[str, ...]
    is_active: bool
    is_own: bool = Field(
        description="Whether the organization has a connection of its own by this name."
    )
    entity_id: str | None
    etag: str = Field(description="The version of the entity, for If-Match when you change it.")
    status: ConnectionStatus
    status_message: str | None
    what_to_do: str = Field(description="As far as the stored state says: see its health.")
    expires_at: datetime | None
