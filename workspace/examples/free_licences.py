"""A ready-made module at work: each organization's tenant is asked with its own token."""

from bifrost import context, workflow
from modules import microsoft_graph


@workflow(category="Examples", tags=["microsoft", "licences"])
async def free_licences(organizations: list[str] | None = None) -> dict[str, dict[str, int]]:
    """Count the licences of Microsoft that nobody uses; in GLOBAL, of several organizations."""
    free: dict[str, dict[str, int]] = {}
    for org_id in organizations or [context.scope]:
        graph = await microsoft_graph.connect(org_id=org_id)
        free[org_id] = {
            sku["skuPartNumber"]: sku["prepaidUnits"]["enabled"] - sku["consumedUnits"]
            async for sku in graph.licences()
        }
    return free
