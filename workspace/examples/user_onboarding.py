"""Two systems in one run: an account in the directory and a help desk ticket, or neither."""

import logging
from typing import Annotated, cast

from bifrost import Field, UserError, context, workflow
from modules import halopsa, microsoft_graph
from modules.errors import ApiError

logger = logging.getLogger(__name__)


@workflow(category="Examples", tags=["microsoft", "halopsa"], time_saved_minutes=25)
async def onboard_user(
    full_name: Annotated[str, Field(min_length=3, label="Full name")],
    domain: Annotated[str, Field(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}$", label="Mail domain")],
    password: Annotated[str, Field(secret=True, min_length=12, label="First password")],
    client_id: Annotated[int, Field(ge=1, label="Customer in HaloPSA")],
) -> dict[str, object]:
    """Create an account for a new colleague, and a ticket for the help desk.

    If the ticket cannot be created, the account is deleted again.
    """
    graph = await microsoft_graph.connect()
    halo = await halopsa.connect()
    account = await _account(graph, full_name, domain, password)
    try:
        ticket = await halo.create_ticket(
            {
                "summary": f"New colleague: {full_name}",
                "details": f"Account {account} was created by {context.executed_by_name}.",
                "client_id": client_id,
            }
        )
    except ApiError:
        logger.warning("deleting account %s: its ticket could not be created", account)
        await graph.client.delete(f"/users/{account}")
        raise
    return {"account": account, "ticket": ticket["id"]}


async def _account(
    graph: microsoft_graph.MicrosoftGraph, full_name: str, domain: str, password: str
) -> str:
    nickname = ".".join(full_name.casefold().split())
    asked: dict[str, object] = {
        "accountEnabled": True,
        "displayName": full_name,
        "mailNickname": nickname,
        "userPrincipalName": f"{nickname}@{domain}",
        "passwordProfile": {"forceChangePasswordNextSignIn": True, "password": password},
    }
    try:
        made = await graph.client.post("/users", asked)
    except ApiError as error:
        raise UserError(f"The account could not be created: {error}") from error
    return str(cast("dict[str, object]", made)["userPrincipalName"])
