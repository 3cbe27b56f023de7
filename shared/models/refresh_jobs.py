"""The report of refreshing all tokens that are due, with the names of the predecessor's API."""

from datetime import datetime

from pydantic import Field

from shared.models.connections import Plain


class RefreshJob(Plain):
    """A report; ``needs_refresh`` were due, and errors name organization and connection."""

    message: str
    total_connections: int | None = Field(
        default=None, description="In all organizations; null from the timer, which does not count."
    )
    needs_refresh: int = 0
    refreshed_successfully: int = 0
    refresh_failed: int = 0
    errors: tuple[str, ...] = Field(default=(), description="At most 50.")
    duration_seconds: float = 0
    started_at: datetime | None = None
