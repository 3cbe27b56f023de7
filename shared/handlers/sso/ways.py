"""Request handlers of the ways to sign in that an organization allows."""

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput
from shared.models.base import GLOBAL
from shared.models.sso.ways import SignInWays
from shared.operations.conditional_edits import require_version, show_version
from shared.operations.sso.ways import FRONT_END, LOCAL, way_of
from shared.repositories.organizations import StoredOrganization


async def get(call: Call) -> SignInWays:
    """Return the ways that the organization in scope allows; none listed means all."""
    organization = (await _stored(call)).organization
    show_version(call, organization, SignInWays)
    return SignInWays(allowed_sign_ins=organization.allowed_sign_ins)


async def put(call: Call, wanted: SignInWays) -> SignInWays:
    """Allow these ways only; they apply to open sessions within 30 s.

    Conflict if the caller, who is no platform administrator, would lock themselves out.
    """
    stored = await _stored(call)
    before = stored.organization
    require_version(call, before, SignInWays)
    await _require_known(call, wanted)
    await _require_own(call, wanted)
    facts = {
        "allowed_sign_ins": wanted.allowed_sign_ins,
        "updated_by": call.caller.actor.id,
        "updated_at": call.platform.services.clock.now(),
    }
    after = before.model_copy(update=facts)
    await call.platform.directory.organizations.replace(stored, after)
    had = SignInWays(allowed_sign_ins=before.allowed_sign_ins)
    call.changed("signInWays", before.id, had, wanted)
    show_version(call, after, SignInWays)
    return wanted


async def _stored(call: Call) -> StoredOrganization:
    if call.caller.scope == GLOBAL:
        raise InvalidInput("name the organization whose ways to sign in these are")
    return await call.platform.directory.organizations.get(call.caller.scope)


async def _require_known(call: Call, wanted: SignInWays) -> None:
    store = call.platform.directory.sign_in_providers
    found = [*await store.all(GLOBAL), *await store.all(call.caller.scope)]
    known = {LOCAL, FRONT_END, *(str(one.record.id) for one in found if one.record.is_enabled)}
    faults = [
        Detail(("body", "allowedSignIns", index), "there is no such provider that is enabled")
        for index, way in enumerate(wanted.allowed_sign_ins)
        if way not in known
    ]
    if faults:
        raise InvalidInput("the body is invalid: see details", faults)


async def _require_own(call: Call, wanted: SignInWays) -> None:
    caller = call.caller
    if caller.is_platform_admin or not wanted.allowed_sign_ins or caller.user_id is None:
        return
    way = FRONT_END
    if caller.session_id:
        credentials = call.platform.directory.credentials
        session = await credentials.known_session(caller.user_id, caller.session_id)
        way = way_of(session) if session else LOCAL
    if way not in wanted.allowed_sign_ins:
        raise Conflict(
            "you would lock yourself out: sign in by one of these ways first, and then allow only "
            "them"
        )
