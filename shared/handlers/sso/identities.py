"""Request handlers of a user's own accounts at providers: list, link, unlink, prove with one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import uuid4

from shared.call import Call
from shared.errors import Conflict, NotAuthenticated, NotFound, NotPermitted, Stale
from shared.models.credentials import UserCredentials
from shared.models.second_factor.requests import Proved
from shared.models.sso.providers import SignInProvider
from shared.models.sso.sign_ins import (
    IdentitiesView,
    IdentityView,
    OfferedProvider,
    Purpose,
    SsoBegin,
    SsoDeparture,
    SsoReturn,
    UnlinkedIdentity,
)
from shared.models.traces import mentions
from shared.models.users import SignInFacts, User
from shared.oauth.openid.kinds import kind_of
from shared.operations.sign_in.freshness import LIFETIME, with_proof
from shared.operations.sign_in.own_user import own_user
from shared.operations.sign_in.second_factors import is_asked
from shared.operations.sign_in.ways_in import ways_in
from shared.operations.sso.admission import require_reach
from shared.operations.sso.departures import Arrived, arrive, depart
from shared.operations.sso.identity_facts import facts_of
from shared.operations.sso.linked import linked_to, offered_to, serves
from shared.repositories.users import StoredUser

MOST_IDENTITIES = 20
CLOCKS_DIFFER = timedelta(minutes=2)


async def page(call: Call) -> IdentitiesView:
    """Return the caller's accounts at providers, and the providers to link one of."""
    user = await own_user(call)
    offered = await offered_to(call.platform, user)
    credentials = await call.platform.directory.credentials.get(user.id)
    return IdentitiesView(
        identities=[_view(name, credentials, offered) for name in user.principals],
        providers=[OfferedProvider(id=one.id, name=one.name, kind=one.kind) for one in offered],
    )


async def begin_link(call: Call, asked: SsoBegin, base: str) -> SsoDeparture:
    """Begin to link an account: the address for the browser, and a secret that the page keeps."""
    return await depart(call, asked.provider_id, Purpose.LINK, base)


async def link(call: Call, came: SsoReturn) -> IdentityView:
    """Link the account that the provider proved to the caller who left; Conflict if it is taken."""
    arrived = await _arrived(call, came, Purpose.LINK)
    before = await _own(call)
    user, identity = before.user, arrived.arrival.identity
    await _require_reach(call, arrived, user)
    owner = await call.platform.directory.users.find_by_principal(identity.principal)
    if owner not in (None, user.id):
        raise Conflict("this account is linked to another user: unlink it there first")
    if len(user.principals) >= MOST_IDENTITIES:
        raise Conflict(f"you have {MOST_IDENTITIES} accounts linked already: unlink one first")
    names = tuple(dict.fromkeys([*user.principals, identity.principal]))
    await _replace(call, before, names)
    kept = facts_of(call, arrived.provider, identity)
    changed = await call.platform.directory.credentials.change(
        user.id, lambda now: now.with_identity(kept)
    )
    return _view(identity.principal, changed.after, [arrived.provider])


async def unlink(call: Call, identity_id: str) -> None:
    """Unlink an account, and end the sessions that its provider opened.

    Conflict if no other way in would be left.
    """
    before = await _own(call)
    user = before.user
    name = next((one for one in user.principals if id_of(one) == identity_id), None)
    if name is None:
        raise NotFound("linked account", identity_id)
    ways = await ways_in(call.platform, user)
    offered = await offered_to(call.platform, user)
    ended = {one.id for one in offered if serves(one, name)}
    gone = UnlinkedIdentity(id=uuid4(), principal=name, at=ways.at)

    def without(now: UserCredentials) -> UserCredentials:
        after = now.without_identity(gone)
        ways.require(after)
        sessions = tuple(
            one
            for one in now.sessions
            if one.provider_id not in ended or one.id == call.caller.session_id
        )
        return after.model_copy(update={"sessions": sessions})

    changed = await call.platform.directory.credentials.change(user.id, without)
    try:
        await _replace(call, before, tuple(one for one in user.principals if one != name))
    except Stale:
        await _count_again(call, changed.before, gone)
        raise


async def _count_again(call: Call, had: UserCredentials, gone: UnlinkedIdentity) -> None:
    """Count an account as a way in again: it stays linked, since the user was changed meanwhile."""
    facts = next((one for one in had.identities if one.principal == gone.principal), None)

    def counted(now: UserCredentials) -> UserCredentials:
        kept = tuple(one for one in now.unlinked if one.id != gone.id)
        after = now.model_copy(update={"unlinked": kept})
        return after.with_identity(facts) if facts else after

    await call.platform.directory.credentials.change(had.user_id, counted)


async def begin_proof(call: Call, asked: SsoBegin, base: str) -> SsoDeparture:
    """Begin a fresh proof at a provider of the caller's, which asks for the sign-in again."""
    user = await own_user(call)
    if asked.provider_id not in {one.id for one in await linked_to(call.platform, user)}:
        raise NotFound("linked provider", asked.provider_id)
    return await depart(call, asked.provider_id, Purpose.STEP_UP, base)


async def prove(call: Call, came: SsoReturn) -> Proved:
    """Take a proof at a provider as a fresh one, if it was given since the caller left."""
    arrived = await _arrived(call, came, Purpose.STEP_UP)
    user, at = (await _own(call)).user, call.platform.services.clock.now()
    identity = arrived.arrival.identity
    if identity.principal not in user.principals:
        raise NotPermitted("this is not one of your accounts: sign in at the provider with yours")
    await _require_reach(call, arrived, user)
    if not _is_since(arrived, identity.proved_at):
        raise NotPermitted(
            "the provider does not say that you signed in again just now (auth_time): ask your "
            "administrator to have it in its ID token"
        )

    def proved(now: UserCredentials) -> UserCredentials:
        if is_asked(call.platform.settings, now) and not identity.has_second_factor:
            raise NotPermitted("you have a second factor here: confirm with a code of it")
        return with_proof(call.caller, now, at)

    await call.platform.directory.credentials.change(user.id, proved)
    call.changed("user", user.id, None, None, traces=mentions(user))
    return Proved(proved_until=at + LIFETIME)


def id_of(principal: str) -> str:
    """Return the id of an identity in addresses of the API, which names no account.

    >>> id_of("openid:https://id.example.com#ada")[:8]
    '097dd3a9'
    """
    return sha256(principal.encode()).hexdigest()[:32]


async def _own(call: Call) -> StoredUser:
    return await call.platform.directory.users.get((await own_user(call)).id)


async def _arrived(call: Call, came: SsoReturn, purpose: Purpose) -> Arrived:
    """Return who came back; a signed-in caller stays signed in, whatever the provider says."""
    try:
        return await arrive(call, came, purpose)
    except NotAuthenticated as error:
        raise NotPermitted(str(error)) from error


async def _require_reach(call: Call, arrived: Arrived, user: User) -> None:
    try:
        await require_reach(call, arrived.provider, user)
    except NotAuthenticated as error:
        raise NotPermitted(str(error)) from error


async def _replace(call: Call, before: StoredUser, names: tuple[str, ...]) -> None:
    user = before.user.model_copy(update={"principals": names})
    if user != before.user:
        await call.platform.directory.users.replace(before, user)
    had = SignInFacts(principals=before.user.principals)
    facts = SignInFacts(principals=names)
    call.changed("user", user.id, had, facts, traces=mentions(user))


def _is_since(arrived: Arrived, proved_at: datetime | None) -> bool:
    """Whether the proof was given after the departure, as far as the provider can say that."""
    if not kind_of(arrived.provider).tells_when:
        return True
    return proved_at is not None and proved_at >= arrived.left.left_at - CLOCKS_DIFFER


def _view(
    name: str, credentials: UserCredentials, offered: Sequence[SignInProvider]
) -> IdentityView:
    provider = next((one for one in offered if serves(one, name)), None)
    kept = next((one for one in credentials.identities if one.principal == name), None)
    place = urlsplit(name.partition(":")[2]).netloc or name.partition(":")[0]
    return IdentityView(
        id=id_of(name),
        kind=provider.kind if provider else None,
        provider=provider.name if provider else place,
        provider_id=provider.id if provider else None,
        address=kept.address if kept else "",
        used_at=kept.used_at if kept else None,
    )
