"""Call another system for a customer: the platform keeps the token fresh and redacted."""

import asyncio
import json
from urllib.request import Request, urlopen

from bifrost import UserError, config, oauth, workflow


@workflow(category="Examples", tags=["oauth"])
async def whose_connection(connection: str = "crm") -> dict[str, object]:
    """Return the account that a connection belongs to.

    For paging and retries, use one of the clients in ``modules``.
    """
    address = await config.get("crm_url")
    if not isinstance(address, str):
        raise UserError("Set crm_url first: where the system is.")
    request = Request(f"{address}/me", headers=await oauth.headers(connection))  # noqa: S310  the administrator's address
    found = json.loads(await asyncio.to_thread(_read, request))
    return {"account": found["name"], "mail": found["mail"]}


def _read(request: Request) -> bytes:
    with urlopen(request, timeout=10) as answer:  # noqa: S310  the administrator's address
        content: bytes = answer.read()
    return content
