"""Workflows and choices behind the forms of tests."""

from typing import Any

from bifrost import UserError, WorkflowError, context, data_provider, forms, workflow


@workflow
async def take_form(
    name: str,
    seats: int = 1,
    plan: str = "",
    tags: list[str] | None = None,
    agreed: bool = False,
    flag: str = "unset",
    paper: str | None = None,
    licence: int | None = None,
) -> dict[str, object]:
    return {**locals()}


@workflow
async def tells_its_startup(name: str = "") -> object:
    return context.startup


@workflow
async def take_anything(name: str = "", **others: Any) -> dict[str, object]:
    return {"name": name, **others}


@workflow(access="members")
async def launch_form(region: str = "eu", fail: bool = False, big: int = 0) -> dict[str, object]:
    if fail:
        raise UserError("There is nothing to start with.")
    return {"region": region, "show": region == "us", "big": "x" * big}


@workflow(execution_mode="async")
async def launch_later() -> dict[str, object]:
    return {}


@data_provider(cache_ttl_seconds=60)
async def plans_of(region: str, token: str = "") -> list[dict[str, object]]:
    return [{"label": f"{region} {number}", "value": f"{region}-{number}"} for number in range(2)]


@workflow(access="members")
async def reads_forms(form_id: str) -> dict[str, object]:
    """The names that are listed, and what one is asked for is answered."""
    names = [form["name"] for form in await forms.list()]
    try:
        return {"names": names, "found": (await forms.get(form_id))["name"]}
    except WorkflowError as error:
        return {"names": names, "refused": error.code}
