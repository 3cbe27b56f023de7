"""The body of a request to claim a waiting run now: see ``shared.services.outbound.doorbell``."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.models.base import Model


class Ring(Model):
    """Which run to claim. ``expiry`` is in seconds since 1970, ``signature`` in hexadecimal."""

    organization: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    id: UUID
    expiry: Annotated[int, Field(ge=0, le=10**11)]
    signature: Annotated[str, StringConstraints(max_length=64)]
