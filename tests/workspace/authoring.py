"""What an author writes: parameters of every kind, and providers of choices."""

import asyncio
import os
import time
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated

from bifrost import (
    ExecutionContext,
    Field,
    UserError,
    WorkflowError,
    config,
    context,
    data_provider,
    organizations,
    param,
    workflow,
)


class Kind(Enum):
    FULL_TIME = "full"
    GUEST = "guest"


@dataclass
class Address:
    street: str
    zip: Annotated[str, Field(pattern=r"^\d{5}$")]


@data_provider(category="Licences", cache_ttl_seconds=60, access="members")
async def licences_of(region: str, most: int = 3) -> list[dict[str, object]]:
    """The licences that are free in a region."""
    return [
        {"label": f"{region} {number}", "value": number, "metadata": {"asked_at": time.time_ns()}}
        for number in range(most)
    ]


@data_provider(cache_ttl_seconds=0, access="members")
def whoever_asks() -> list[str]:
    return [context.scope, context.executed_by, str(os.getpid())]


@data_provider(cache_ttl_seconds=60, access="members")
async def slow_choices() -> list[str]:
    await asyncio.sleep(0.2)
    return [str(time.time_ns())]


@data_provider(cache_ttl_seconds=0, access="members")
async def configured_choices() -> list[str]:
    return [str(await config.get("region"))]


@data_provider(cache_ttl_seconds=60)
async def what_is_seen(seconds: float = 0) -> list[str]:
    """All that may differ from one asker to the next."""
    await asyncio.sleep(seconds)
    try:
        customers = [one.name for one in await organizations.list()]
    except WorkflowError as error:
        customers = [error.code]
    asker = [context.scope, context.user_id, context.name, str(context.email)]
    rights = [context.is_admin, context.is_platform_admin, context.is_function_key]
    return [*asker, *map(str, rights), *sorted(customers)]


@data_provider(cache_ttl_seconds=60, access="members")
def junk_choices(what: str) -> object:
    junk = {
        "text": "a text",
        "nothing": None,
        "unlabelled": [{"value": 1}],
        "nested": [["a", "b"]],
        "many": ["a"] * 10_001,
        "infinite": [{"label": "a", "value": {"a": 1}}],
    }
    print(f"asked for {what}")
    if what == "refused":
        raise UserError("There are no choices for you.")
    if what == "broken":
        raise RuntimeError("the password is hunter2")
    if what == "dead":
        os._exit(3)
    return junk[what]


@workflow(category="Users", tags=["people"], time_saved_minutes=12, access="members")
@param("licence", label="Licence", data_provider=licences_of, provider_inputs={"region": "city"})
async def onboard(
    context: ExecutionContext,
    name: Annotated[str, Field(min_length=2, message="Give the whole name.")],
    kind: Kind,
    begins_on: date,
    address: Address | None = None,
    city: str = "Berlin",
    licence: int = 0,
) -> dict[str, object]:
    """Onboard somebody.

    Args:
        name: as it is in the passport
    """
    return {
        "name": name,
        "kind": kind.name,
        "weekday": begins_on.strftime("%A"),
        "street": address.street if address else None,
        "city": city,
        "licence": licence,
        "for": context.org_id,
    }
