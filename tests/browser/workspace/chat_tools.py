"""Tools of the agent that the tests of conversations ask."""

import logging

from bifrost import workflow

logger = logging.getLogger(__name__)


@workflow(tool=True, effects="read", reaches="none", access="members")
async def find_device(name: str) -> dict[str, object]:
    """Find a device by its name."""
    logger.info("looking for %s", name)
    return {"name": name, "kind": "printer"}


@workflow(tool=True, effects="destructive", reaches="organization", access="members")
async def retire_device(name: str) -> str:
    """Retire a device for good."""
    return f"{name} is retired"
