"""Request handlers of sign-in providers: the platform's in GLOBAL, and organizations' own."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Conflict
from shared.models.sso.providers import (
    ISSUERS,
    MOST_PROVIDERS,
    ProviderCreate,
    ProviderTest,
    ProviderUpdate,
    SignInProvider,
    SignInProviderView,
    view_of,
)
from shared.operations.conditional_edits import require_version, show_version
from shared.operations.sso import provider_checks, provider_trials
from shared.repositories.stored_record import StoredRecord

SECRET = {"client_secret"}


async def page(call: Call) -> Sequence[SignInProviderView]:
    """Return the providers of the organization in scope, or the platform's in GLOBAL."""
    found = await call.platform.directory.sign_in_providers.all(call.caller.scope)
    return [view_of(one.record) for one in found]


async def get(call: Call, provider_id: UUID) -> SignInProviderView:
    stored = await call.platform.directory.sign_in_providers.get(call.caller.scope, provider_id)
    show_version(call, stored.record, ProviderUpdate)
    return view_of(stored.record)


async def create(call: Call, new: ProviderCreate) -> SignInProviderView:
    """Add a provider; Conflict if there are too many, or if the id is taken."""
    store, scope = call.platform.directory.sign_in_providers, call.caller.scope
    if len(await store.all(scope)) >= MOST_PROVIDERS:
        raise Conflict(f"there are {MOST_PROVIDERS} providers already: delete one first")
    if new.id and await store.find(new.id):
        raise Conflict("there is a provider with this id")
    facts = new.model_dump(by_alias=False, exclude={*SECRET, "id", "issuer"})
    made = SignInProvider(
        **facts,
        id=new.id or uuid4(),
        org_id=scope,
        issuer=(new.issuer or ISSUERS.get(new.kind, "")),
        is_the_operators=call.caller.is_platform_admin,
        created_by=call.caller.actor.id,
        created_at=call.platform.services.clock.now(),
    )
    secret = new.client_secret.get_secret_value() if new.client_secret else None
    await provider_checks.require_valid(call, made, secret, names_issuer=new.issuer is not None)
    if secret:
        sealed = await call.platform.oauth.sign_in.sealed_secret(made, secret)
        made = made.model_copy(update={"sealed_secret": sealed})
    await store.add(made)
    await call.platform.directory.open_providers.copy(scope)
    call.changed("signInProvider", made.id, None, view_of(made))
    show_version(call, made, ProviderUpdate)
    return view_of(made)


async def update(call: Call, provider_id: UUID, change: ProviderUpdate) -> SignInProviderView:
    """Change the fields that were sent; the kind and the issuer are for good."""
    store = call.platform.directory.sign_in_providers
    stored = await store.get(call.caller.scope, provider_id)
    before = stored.record
    require_version(call, before, ProviderUpdate)
    facts = {
        name: getattr(change, name)
        for name in change.model_fields_set - SECRET
        if getattr(change, name) is not None
    }
    by = {
        "is_the_operators": call.caller.is_platform_admin,
        "updated_by": call.caller.actor.id,
        "updated_at": call.platform.services.clock.now(),
    }
    after = _ending_sessions(before, before.model_copy(update={**facts, **by}))
    secret = change.client_secret.get_secret_value() if change.client_secret else None
    await provider_checks.require_valid(call, after, secret, names_issuer=False)
    if secret:
        sealed = await call.platform.oauth.sign_in.sealed_secret(after, secret)
        after = after.model_copy(update={"sealed_secret": sealed})
    await _store(call, stored, after)
    call.changed("signInProvider", after.id, view_of(before), view_of(after))
    show_version(call, after, ProviderUpdate)
    return view_of(after)


def _ending_sessions(before: SignInProvider, after: SignInProvider) -> SignInProvider:
    """Have sessions end that the provider would not open any more."""
    is_closed = before.is_enabled and not after.is_enabled
    if is_closed or not set(before.tenants) <= set(after.tenants):
        return after.model_copy(update={"sessions_since": after.updated_at})
    return after


async def _store(call: Call, stored: StoredRecord[SignInProvider], after: SignInProvider) -> None:
    """Store a change, and have all organizations know whether the provider is enabled.

    One that closes does so there first: if the process ends in between, its sessions have ended.
    """
    copies = call.platform.directory.open_providers
    if after.sessions_since != stored.record.sessions_since:
        await copies.copy(after.org_id, without=after.id)
    try:
        await call.platform.directory.sign_in_providers.replace(stored, after)
    finally:  # another request may have changed it first
        await copies.copy(after.org_id)


async def delete(call: Call, provider_id: UUID) -> None:
    """Delete a provider; its users keep their links, and sessions that it opened end."""
    store = call.platform.directory.sign_in_providers
    stored = await store.get(call.caller.scope, provider_id)
    require_version(call, stored.record, ProviderUpdate)
    copies, scope = call.platform.directory.open_providers, call.caller.scope
    await copies.copy(scope, without=provider_id)
    try:
        await store.remove(stored)
    finally:  # another request may have changed it first
        await copies.copy(scope)
    call.changed("signInProvider", provider_id, view_of(stored.record), None)


async def test(call: Call, provider_id: UUID) -> ProviderTest:
    """Ask the provider for all that a sign-in needs, short of a user."""
    stored = await call.platform.directory.sign_in_providers.get(call.caller.scope, provider_id)
    return await provider_trials.tried(call, stored.record)
