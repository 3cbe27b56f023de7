"""The health of a connection, as its organization sees it."""

from datetime import datetime

from pydantic import Field

from shared.models.connections import ConnectionStatus, Plain


class ConnectionHealth(Plain):
    """The health of a connection for the organization in scope, with advice."""

    connection_name: str
    org_id: str
    status: ConnectionStatus
    status_message: str | None
    connected_by: str | None
    connected_at: datetime | None
    expires_at: datetime | None
    last_refresh_at: datetime | None
    next_refresh_at: datetime | None
    failures: int = Field(description="Consecutive failures.")
    failing_since: datetime | None
    provider: str
    provider_state: str = Field(
        description="`open`: this instance sends the provider no requests for a while."
    )
    used_by: tuple[str, ...] = Field(
        description="Workspace files that name it; only platform administrators see their paths."
    )
    redirect_uri: str = Field(description="The address to register at the provider.")
    old_redirect_uri: str | None = Field(
        description="Also accepted until the connection is edited."
    )
    partner_connection: str | None = Field(description="The connection with the sign-in for it.")
    partner_status: ConnectionStatus | None
    serves: tuple[str, ...] = Field(description="The connections that depend on this one.")
    what_to_do: str
