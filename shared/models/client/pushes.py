"""Access to pushed nudges."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.models.base import Model


class NegotiateRequest(Model):
    """Which channels the page follows."""

    channels: Annotated[
        tuple[Annotated[str, StringConstraints(max_length=40)], ...],
        Field(min_length=1, max_length=10),
    ]


class Negotiated(Model):
    """Where to connect. A message ``{"channel": "..."}`` says: ask the stream now."""

    url: str = Field(description="The address of a WebSocket; it contains the access.")
    expires_at: datetime = Field(description="Until then nudges arrive; negotiate again before.")
