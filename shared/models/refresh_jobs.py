"""What came of refreshing all that is due, with the names of the predecessor's clients."""

from datetime import datetime

from pydantic import Field

from shared.models.connections import Plain


class RefreshJob(Plain):
    """``needs_refresh`` is what was due; an error names the organization and its connection."""

    message: str
    total_connections: int | None = Field(
        default=None, description="Of all organizations; the timer does not count them."
    )
    needs_refresh: int = 0
    refreshed_successfully: int = 0
    refresh_failed: int = 0
    errors: tuple[str, ...] = Field(default=(), description="At most 50.")
    duration_seconds: float = 0
    started_at: datetime | None = None
