"""Tools of the agent that the tests of conversations ask."""

import logging
from typing import Annotated

from bifrost import Field, workflow

logger = logging.getLogger(__name__)


@workflow(tool=True, effects="read", reaches="none", access="members")
async def find_device(name: str) -> dict[str, object]:
    """Find a device by its name."""
    logger.info("looking for %s", name)
    return {"name": name, "kind": "printer"}


@workflow(tool=True, effects="read", reaches="none", access="members")
async def check_pin(name: str, pin: Annotated[str, Field(secret=True)]) -> str:
    """Check the PIN of a device."""
    return f"the PIN of {name} has {len(pin)} digits"


@workflow(tool=True, effects="destructive", reaches="organization", access="members")
async def retire_device(name: str) -> str:
    """Retire a device for good."""
    return f"{name} is retired"
