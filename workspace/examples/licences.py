"""Options that depend on the customer: a data provider lists them, the workflow checks them."""

from typing import Annotated

from bifrost import Field, UserError, config, context, data_provider, workflow

#: Sample data; a real provider asks the vendor: see ``workspace/modules``.
FREE = {"E3": 4, "E5": 1, "F1": 0}


@data_provider(category="Examples", cache_ttl_seconds=60)
async def licence_choices(at_least: int = 1) -> list[dict[str, object]]:
    """List the customer's free licences."""
    prefix = await config.get("licence_prefix", default="Office")
    return [
        {"label": f"{prefix} {name}", "value": name, "description": f"{free} free"}
        for name, free in FREE.items()
        if free >= at_least
    ]


@workflow(category="Examples", tags=["choices"])
async def give_licence(
    email: str,
    licence: Annotated[str, Field(label="Licence", data_provider="licence_choices")],
    seats: Annotated[int, Field(ge=1, le=10)] = 1,
) -> dict[str, object]:
    """Give a user a licence."""
    free = FREE.get(licence, 0)
    if free < seats:
        raise UserError(f"{context.org_name} has {free} of {licence} left.")
    return {"email": email, "licence": licence, "left": free - seats}
