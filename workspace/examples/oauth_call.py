"""Ask another system as the customer: the platform keeps the token fresh, and nobody sees it."""

import asyncio
import json
from urllib.request import Request, urlopen

from bifrost import UserError, config, oauth, workflow


@workflow(category="Examples", tags=["oauth"])
async def whose_connection(connection: str = "crm") -> dict[str, object]:
    """Say whose account a connection was made with.

    Several systems at once, pages and retries: ``modules`` has that ready.
    """
    address = await config.get("crm_url")
    if not isinstance(address, str):
        raise UserError("Set crm_url first: where the system is.")
    request = Request(f"{address}/me", headers=await oauth.headers(connection))  # noqa: S310  as below
    found = json.loads(await asyncio.to_thread(_read, request))
    return {"account": found["name"], "mail": found["mail"]}


def _read(request: Request) -> bytes:
    with urlopen(request, timeout=10) as answer:  # noqa: S310  the administrator's own address
        content: bytes = answer.read()
    return content
