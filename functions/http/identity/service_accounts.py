"""/api/service-accounts: an organization's own principals for programs, with roles and keys."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import machines
from shared.models.keys import ApiKeyView
from shared.models.pages import Listed, key_of

routes = Routes()


@routes.endpoint("GET", "service-accounts", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_service_accounts(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> "Listed[machines.service_accounts.ServiceAccountView]":
    """List the organization's service accounts, with their roles."""
    start = key_of(continuation_token, f"o|{call.caller.scope}|", mark=call.mark)
    return await handlers.machines.service_accounts.page(call, limit, start)


@routes.endpoint(
    "POST",
    "service-accounts",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="serviceAccount.create",
    status=201,
    fresh=True,
)
async def create_service_account(
    call: Call, body: "machines.service_accounts.ServiceAccountCreate"
) -> "machines.service_accounts.ServiceAccountView":
    """Create a service account: a program with roles, never an administrator."""
    return await handlers.machines.service_accounts.create(call, body)


@routes.endpoint(
    "PATCH",
    "service-accounts/{account_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="serviceAccount.update",
    problems=[Conflict, NotFound],
    fresh=True,
)
async def update_service_account(
    call: Call, account_id: UUID, body: "machines.service_accounts.ServiceAccountUpdate"
) -> "machines.service_accounts.ServiceAccountView":
    """Change the fields that are sent; while isActive is false, its keys are refused."""
    return await handlers.machines.service_accounts.update(call, account_id, body)


@routes.endpoint(
    "DELETE",
    "service-accounts/{account_id}",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="serviceAccount.delete",
    status=204,
    problems=[Conflict, NotFound],
    fresh=True,
)
async def delete_service_account(call: Call, account_id: UUID) -> None:
    """Delete a service account with its keys; its waiting executions are cancelled."""
    await handlers.machines.service_accounts.delete(call, account_id)


@routes.endpoint(
    "POST",
    "service-accounts/{account_id}/keys",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    audit="serviceAccount.createKey",
    status=201,
    problems=[Conflict, NotFound],
    fresh=True,
)
async def create_service_account_key(
    call: Call, account_id: UUID, body: "machines.service_accounts.ServiceAccountKeyCreate"
) -> ApiKeyView:
    """Create a key of a service account; /api/workflow-keys lists, rotates and revokes it."""
    return await handlers.machines.service_accounts.create_key(call, account_id, body)
