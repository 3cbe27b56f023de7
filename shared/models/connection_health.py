"""How a connection is doing, as its organization is told."""

from datetime import datetime

from pydantic import Field

from shared.models.connections import ConnectionStatus, Plain


class ConnectionHealth(Plain):
    """How a connection is doing for the organization in scope, and what to do about it."""

    connection_name: str
    org_id: str
    status: ConnectionStatus
    status_message: str | None
    connected_by: str | None
    connected_at: datetime | None
    expires_at: datetime | None
    last_refresh_at: datetime | None
    next_refresh_at: datetime | None
    failures: int = Field(description="In a row.")
    failing_since: datetime | None
    provider: str
    provider_state: str = Field(
        description="`open`: this instance does not ask the provider for a while."
    )
    used_by: tuple[str, ...] = Field(
        description="Files of the workspace that name it; which ones, platform administrators read."
    )
    redirect_uri: str = Field(description="What to register at the provider.")
    old_redirect_uri: str | None = Field(
        description="Still used as well, until the connection is edited."
    )
    partner_connection: str | None = Field(description="On whose sign-in it depends.")
    partner_status: ConnectionStatus | None
    serves: tuple[str, ...] = Field(description="The connections that depend on this one.")
    what_to_do: str
