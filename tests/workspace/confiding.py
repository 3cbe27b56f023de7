"""Workflows that are given something in confidence."""

import logging
from typing import Annotated

from bifrost import Field, RetryPolicy, UserError, context, workflow, workflows

Password = Annotated[str, Field(secret=True, label="First password")]
logger = logging.getLogger(__name__)


@workflow(access="members")
async def keeps_a_password(
    password: Password, note: str = "", pin: Password | None = None
) -> dict[str, object]:
    """Says it wherever something can be said, and proves that it had it."""
    print(f"it is {password}")
    logger.warning("it is still %s", password)
    return {"said": password, "length": len(password), "note": len(note), "pin": len(pin or "")}


@workflow(retry_policy=RetryPolicy(max_attempts=2, backoff_seconds=1))
async def fails_with_a_password(password: Password) -> int:
    logger.info("attempt with %s", password)
    given = [password, {"inner": password}]
    if context.attempt == 1:
        raise ValueError(f"{password} was not taken: {given}")
    return len(password)


@workflow(access="members")
async def refuses_a_password(password: Password) -> None:
    raise UserError(f"{password} is too easily guessed")


@workflow
async def hands_a_password_on(length: int, name: str = "keeps_a_password") -> object:
    made = "made-up-" * (length // 8)
    found = await workflows.execute(name, {"password": made})
    print(f"the child had {made}")
    return found
