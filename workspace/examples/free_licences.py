"""A ready-made module: every request to an organization's tenant has that tenant's token."""

from bifrost import context, workflow
from modules import microsoft_graph


@workflow(category="Examples", tags=["microsoft", "licences"])
async def free_licences(organizations: list[str] | None = None) -> dict[str, dict[str, int]]:
    """Count the unused Microsoft licences; in GLOBAL, those of several organizations."""
    free: dict[str, dict[str, int]] = {}
    for org_id in organizations or [context.scope]:
        graph = await microsoft_graph.connect(org_id=org_id)
        free[org_id] = {
            sku["skuPartNumber"]: sku["prepaidUnits"]["enabled"] - sku["consumedUnits"]
            async for sku in graph.licences()
        }
    return free
