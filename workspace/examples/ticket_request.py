"""Configuration and secrets: values that differ between organizations are not in the code."""

import logging

from bifrost import UserError, config, workflow

logger = logging.getLogger(__name__)


@workflow(category="Examples", tags=["configuration", "secrets"])
async def ticket_request(path: str = "tickets") -> dict[str, object]:
    """Prepare a request to the ticket system of the organization."""
    address = await config.get("ticket_url")
    key = await config.get("ticket_key")
    if not isinstance(address, str) or not isinstance(key, str):
        raise UserError("Set ticket_url, and ticket_key as a secret_ref, first.")
    headers = {"Authorization": f"Bearer {key}"}
    # The secret is redacted from the log and from the result.
    logger.info("asking %s with %s", address, headers)
    return {
        "url": f"{address}/{path}",
        "page_size": await config.get("ticket_page_size", default=100),
        "headers": headers,
    }
