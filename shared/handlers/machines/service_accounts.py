"""Request handlers of service accounts: an organization's own principals for programs.

A service account has the rights of a member with its roles, and is never an administrator. It acts
by its keys, which end with it.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound
from shared.models.base import GLOBAL
from shared.models.keys import PREFIX, ApiKey, ApiKeyView, view_of
from shared.models.machines.service_accounts import (
    ServiceAccount,
    ServiceAccountCreate,
    ServiceAccountKeyCreate,
    ServiceAccountUpdate,
    ServiceAccountView,
)
from shared.models.pages import Listed
from shared.operations import waiting_runs
from shared.operations.sign_in.password_links import hash_of

MOST_ROLES = 1000
KEYS_AT_ONCE = 50


async def page(call: Call, limit: int, start: str | None) -> Listed[ServiceAccountView]:
    """List the service accounts of the organization in scope."""
    found = await call.platform.directory.service_accounts.page(_organization(call), start, limit)
    return Listed([await _view(call, each) for each in found.items], found.next)


async def create(call: Call, new: ServiceAccountCreate) -> ServiceAccountView:
    """Make a service account of the organization in scope."""
    account = ServiceAccount(
        id=uuid4(),
        org_id=_organization(call),
        name=new.name,
        description=new.description,
        created_by=call.caller.actor.id,
        created_at=call.platform.services.clock.now(),
    )
    await _require_roles(call, new.role_ids)
    await call.platform.directory.service_accounts.add(account)
    await _set_roles(call, account, new.role_ids)
    view = await _view(call, account)
    call.changed("serviceAccount", account.id, None, view)
    return view


async def update(call: Call, account_id: UUID, change: ServiceAccountUpdate) -> ServiceAccountView:
    """Change the fields that were sent; without ``isActive`` its keys are refused."""
    accounts = call.platform.directory.service_accounts
    stored = await accounts.get(_organization(call), account_id)
    before = await _view(call, stored.account)
    sent = change.model_dump(exclude_none=True, by_alias=False, exclude={"role_ids"})
    now = call.platform.services.clock.now()
    account = stored.account.model_copy(update={**sent, "updated_at": now})
    if change.role_ids is not None:
        await _require_roles(call, change.role_ids)
    await accounts.replace(stored, account)
    if change.role_ids is not None:
        await _set_roles(call, account, change.role_ids)
    if stored.account.is_active and not account.is_active:
        await waiting_runs.after_account(call, account.org_id, account.id)
    view = await _view(call, account)
    call.changed("serviceAccount", account.id, before, view)
    return view


async def delete(call: Call, account_id: UUID) -> None:
    """Delete a service account with its keys; its waiting runs are cancelled."""
    directory = call.platform.directory
    stored = await directory.service_accounts.get(_organization(call), account_id)
    before = await _view(call, stored.account)
    await directory.service_accounts.remove(stored)
    await _set_roles(call, stored.account, ())
    await _remove_keys(call, stored.account)
    await waiting_runs.after_account(call, stored.account.org_id, account_id)
    call.changed("serviceAccount", account_id, before, None)


async def create_key(call: Call, account_id: UUID, new: ServiceAccountKeyCreate) -> ApiKeyView:
    """Make a key of a service account; only this answer has its text."""
    directory, now = call.platform.directory, call.platform.services.clock.now()
    account = (await directory.service_accounts.get(_organization(call), account_id)).account
    if not account.is_active:
        raise Conflict("this service account is not active: activate it first")
    secret = secrets.token_urlsafe(32)
    key = ApiKey(
        id=uuid4(),
        secret_hash=hash_of(secret),
        org_id=account.org_id,
        description=new.description or account.name,
        created_by=call.caller.actor.id,
        created_at=now,
        expires_at=now + timedelta(days=new.expires_in_days) if new.expires_in_days else None,
        service_account=account.id,
    )
    await directory.api_keys.add(key)
    call.changed("apiKey", key.id, None, view_of(key))
    return view_of(key, f"{PREFIX}{key.id.hex}_{secret}")


async def _remove_keys(call: Call, account: ServiceAccount) -> None:
    """Remove the keys; a key that a crash leaves is refused, for its account is gone."""
    api_keys = call.platform.directory.api_keys
    start: str | None = None
    while True:
        page = await api_keys.page(account.org_id, start, KEYS_AT_ONCE)
        theirs = [key for key in page.items if key.service_account == account.id]
        if theirs:
            await api_keys.remove(theirs)
        start = page.next
        if start is None:
            return


async def _require_roles(call: Call, role_ids: Sequence[UUID]) -> None:
    faults: list[Detail] = []
    for number, role_id in enumerate(role_ids):
        try:
            await call.roles.get(role_id)
        except NotFound:
            faults.append(Detail(("body", "roleIds", number), "there is no such role here"))
    if faults:
        raise InvalidInput("a role is not of this organization: see details", faults)


async def _set_roles(call: Call, account: ServiceAccount, role_ids: Sequence[UUID]) -> None:
    had, wanted = await _roles(call, account), dict.fromkeys(role_ids)
    for role_id in wanted:
        if role_id not in had:
            await call.roles.add_users(await call.roles.get(role_id), [account.id])
    for role_id in had:
        if role_id not in wanted:
            await call.roles.remove_user(role_id, account.id)


async def _roles(call: Call, account: ServiceAccount) -> Sequence[UUID]:
    return (await call.roles.roles_of(account.id, None, MOST_ROLES)).items


async def _view(call: Call, account: ServiceAccount) -> ServiceAccountView:
    return account.view(await _roles(call, account))


def _organization(call: Call) -> str:
    if call.caller.scope == GLOBAL:
        fault = Detail(("header", "X-Organization-Id"), "GLOBAL has no service accounts")
        raise InvalidInput("name an organization in X-Organization-Id", [fault])
    return call.caller.scope
