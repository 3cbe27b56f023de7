"""Request handlers of devices that sign in (RFC 8628), such as the command line.

The user types the code that the device shows: the page never has it filled in, so that no link can
make a user allow a stranger's device without looking.
"""

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime
from uuid import uuid4

from shared.call import Call
from shared.errors import (
    AlreadyExists,
    Conflict,
    Detail,
    InvalidInput,
    NotFound,
    NotPermitted,
    Unavailable,
)
from shared.models.credentials import LONGEST, SignInSession, UserCredentials
from shared.models.machines.device_requests import (
    DeviceAsker,
    DeviceAuthorization,
    DeviceDecision,
    DeviceTokens,
    Place,
)
from shared.models.machines.devices import (
    ALPHABET,
    HALF,
    INTERVAL,
    LIFETIME,
    DeviceGrant,
    GrantState,
    folded_code,
)
from shared.models.traces import mentions
from shared.models.users import User
from shared.operations.sign_in.factor_demands import WITH_BOTH, proves_factor
from shared.operations.sign_in.own_user import own_user
from shared.operations.sign_in.password_links import hash_of
from shared.operations.sign_in.sessions import MOST_SESSIONS
from shared.repositories.machines.device_grants import StoredDevice
from shared.repositories.sign_in_throttle import network_of

#: Requests of one network in a minute.
MOST_A_MINUTE = 10
MOST_TRIES = 5
MOST_CHARACTERS = 80
LOOPBACK = ("127.0.0.1", "::1")
BY_COMMAND_LINE = "cli"


class Pending(Exception):
    """The device has no token yet; the text is the error code of RFC 8628, 3.5."""


async def begin(call: Call, client: str) -> DeviceAuthorization:
    """Begin the sign-in of a device, for ten minutes."""
    directory, now = call.platform.directory, call.platform.services.clock.now()
    network = network_of(call.origin.address)
    await directory.rate_limits.take(f"device {network}", MOST_A_MINUTE, now)
    device_code = secrets.token_urlsafe(32)
    for _ in range(MOST_TRIES):
        code = _new_code()
        grant = DeviceGrant(
            device_hash=hash_of(device_code),
            code_hash=hash_of(folded_code(code)),
            client=_shown(client),
            address=call.origin.address or "",
            created_at=now,
        )
        try:
            await directory.device_grants.add(grant)
        except AlreadyExists:
            continue
        return DeviceAuthorization(
            device_code=device_code,
            user_code=code,
            verification_uri=f"{call.platform.settings.public_url}/device",
            expires_in=int(LIFETIME.total_seconds()),
            interval=int(INTERVAL.total_seconds()),
        )
    raise Unavailable("no free code was found: try again")


async def poll(call: Call, device_code: str) -> DeviceTokens:
    """Return the token of a device that was allowed, once; Pending says why there is none."""
    directory, now = call.platform.directory, call.platform.services.clock.now()
    stored = await directory.device_grants.find(hash_of(device_code))
    if stored is None or not stored.grant.lives(now):
        raise Pending("expired_token")
    grant = stored.grant
    if grant.state is GrantState.PENDING:
        await _polled(call, stored, now)
    if grant.state is GrantState.DENIED or grant.user_id is None or grant.org_id is None:
        raise Pending("access_denied")
    if not await directory.device_grants.take(stored):
        raise Pending("expired_token")
    user = await directory.users.find(grant.user_id)
    if user is None or not user.is_active:
        raise Pending("access_denied")
    try:
        return await directory.sign_ins.on_record(
            user, call.origin, lambda: _opened(call, grant, user)
        )
    except NotPermitted as error:
        raise Pending("access_denied") from error


async def asker(call: Call, user_code: str) -> DeviceAsker:
    """Return who asks with this code; NotFound if no device does. Five codes a quarter hour."""
    found = (await _asking(call, await own_user(call), user_code)).grant
    return DeviceAsker(
        client=found.client,
        address=found.address or "unknown",
        place=_place(found.address, call.origin.address),
        asked_at=found.created_at,
        expires_at=found.created_at + LIFETIME,
    )


async def decide(call: Call, decision: DeviceDecision) -> None:
    """Allow or deny the device of a code, for one organization of the caller."""
    user = await own_user(call)
    stored = await _asking(call, user, decision.user_code)
    facts: dict[str, object] = {"state": GrantState.DENIED}
    if decision.allow:
        org_id = await _organization(call, user, decision.org_id)
        credentials = await call.platform.directory.credentials.get(user.id)
        facts = {
            "state": GrantState.ALLOWED,
            "user_id": user.id,
            "org_id": org_id,
            "proof": _proof(credentials),
            **_entrance(call, credentials),
        }
    grant = stored.grant.model_copy(update=facts)
    await call.platform.directory.device_grants.replace(stored, grant)
    call.changed("user", user.id, None, None, traces=mentions(user))


async def _polled(call: Call, stored: StoredDevice, now: datetime) -> None:
    """Note a poll that came too early for a token, and raise Pending."""
    polled_at = stored.grant.polled_at
    if polled_at is not None and now < polled_at + INTERVAL:
        raise Pending("slow_down")
    polled = stored.grant.model_copy(update={"polled_at": now})
    with suppress(Conflict):  # the user has just answered: the next poll finds it
        await call.platform.directory.device_grants.replace(stored, polled)
    raise Pending("authorization_pending")


async def _opened(call: Call, grant: DeviceGrant, user: User) -> DeviceTokens:
    """Store a session of the device, unless the user's sign-in changed since it was allowed."""
    now = call.platform.services.clock.now()
    session = SignInSession(
        id=uuid4(),
        user_id=user.id,
        token_id=uuid4(),
        methods=grant.methods,
        provider_id=grant.provider_id,
        began_at=now,
        refreshed_at=now,
        device=grant.client,
        address=call.origin.address or "",
        org_id=grant.org_id,
    )

    def added(found: UserCredentials) -> UserCredentials:
        if found.session(session.id):
            return found  # this call's own write, whose answer was lost
        if _proof(found) != grant.proof:
            raise NotPermitted("how you sign in has changed: begin again")
        alive = tuple(kept for kept in found.sessions if kept.lives(now))
        kept = found.model_copy(update={"sessions": alive[1 - MOST_SESSIONS :]})
        return kept.with_session(session)

    await call.platform.directory.credentials.change(user.id, added)
    return DeviceTokens(
        token_type="Bearer",  # noqa: S106  what kind it is
        access_token=call.platform.tokens.issue_for_device(session),
        expires_in=int(LONGEST.total_seconds()),
        organization=grant.org_id or "",
    )


async def _asking(call: Call, user: User, user_code: str) -> StoredDevice:
    """Return the grant that waits with this code; a wrong one counts against the user."""
    directory, now = call.platform.directory, call.platform.services.clock.now()
    await directory.sign_in_throttle.count_code(user.id, now)
    stored = await directory.device_grants.of_code(hash_of(folded_code(user_code)))
    if stored is None or not stored.grant.lives(now):
        raise NotFound("device with the code", user_code)
    if stored.grant.state is not GrantState.PENDING:
        raise NotFound("device with the code", user_code)
    await directory.sign_in_throttle.give_code_back(user.id, now)
    return stored


async def _organization(call: Call, user: User, org_id: str | None) -> str:
    """Return the organization if the user can act there; InvalidInput else."""
    organization = await call.platform.directory.organizations.known(org_id) if org_id else None
    may_act = org_id and (user.is_platform_admin or user.role_in(org_id))
    if organization is None or not organization.is_active or not may_act:
        fault = Detail(("body", "orgId"), "choose an organization that you are in")
        raise InvalidInput("a device acts in one organization: see details", [fault])
    return organization.id


def _entrance(call: Call, credentials: UserCredentials) -> dict[str, object]:
    """Return how the device is authenticated: as well as the session that allows it."""
    own = credentials.session(call.caller.session_id) if call.caller.session_id else None
    is_proved = own is not None and proves_factor(own.methods)
    methods = (BY_COMMAND_LINE, WITH_BOTH) if is_proved else (BY_COMMAND_LINE,)
    return {"methods": methods, "provider_id": own and own.provider_id}


def _proof(credentials: UserCredentials) -> str:
    """Return a digest that changes with the password and with the second factor."""
    factor = credentials.second_factor
    passkeys = tuple(passkey.id for passkey in credentials.passkeys)
    parts = (credentials.password_id, factor and factor.enrolled_at, passkeys)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _place(asked_from: str, browser: str | None) -> Place:
    if not asked_from or not browser:
        return "unknown"
    if asked_from in LOOPBACK:
        return "thisMachine"
    return "sameNetwork" if network_of(asked_from) == network_of(browser) else "elsewhere"


def _new_code() -> str:
    halves = ["".join(secrets.choice(ALPHABET) for _ in range(HALF)) for _ in range(2)]
    return "-".join(halves)


def _shown(client: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in client)
    return " ".join(plain.split())[:MOST_CHARACTERS] or "a device without a name"
