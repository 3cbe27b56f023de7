"""Request handlers of one's own passkeys: add, rename and remove them."""

from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotFound
from shared.models.credentials import UserCredentials
from shared.models.second_factor.passkeys import (
    PasskeyAdd,
    PasskeyAdded,
    PasskeyOffer,
    PasskeyRename,
)
from shared.models.second_factor.requests import PasskeyView
from shared.models.second_factor.stored_passkeys import Passkey
from shared.models.tokens import TokenUse
from shared.models.users import User
from shared.operations.sign_in import factor_demands, front_end_proofs
from shared.operations.sign_in.own_user import note_second_factor, own_user
from shared.operations.sign_in.passkey_additions import PasskeyAddition
from shared.operations.sign_in.passkeys import (
    BY_PASSKEY,
    NONE,
    made_for,
    offered,
    view_of,
)
from shared.operations.sign_in.second_factors import new_recovery_codes, recovery_hash
from shared.operations.sign_in.ways_in import ways_in
from shared.services.identity.passkeys import PasskeyInvalid


async def begin(call: Call) -> PasskeyOffer:
    """Return what a browser needs to make a passkey; nothing is stored."""
    user = await _allowed(call)
    now = await call.platform.directory.credentials.get(user.id)
    return offered(call.platform, user, call.caller.session_id or NONE, now)


async def add(call: Call, given: PasskeyAdd) -> PasskeyAdded:
    """Add a passkey. A first second factor ends other sessions, and shows recovery codes once."""
    user = await _allowed(call)
    codes = new_recovery_codes(call.platform.settings)
    addition = _addition(call, user, given, tuple(recovery_hash(user.id, code) for code in codes))

    def added(now: UserCredentials) -> UserCredentials:
        if addition.is_in(now):
            return now  # this call's own write, whose answer was lost
        return _proved(call, now, addition)

    try:
        changed = await call.platform.directory.credentials.change(user.id, added)
    except PasskeyInvalid as error:
        raise _refused(error) from error
    await front_end_proofs.note(call, user)
    note_second_factor(call, user, changed.before, changed.after)
    is_first = not changed.before.recovery_hashes
    return PasskeyAdded(
        passkey=view_of(addition.passkey), recovery_codes=codes if is_first else None
    )


async def rename(call: Call, passkey_id: UUID, given: PasskeyRename) -> PasskeyView:
    """Give a passkey of the caller another name."""
    user = await own_user(call)

    def renamed(now: UserCredentials) -> UserCredentials:
        named = _own(now, passkey_id).model_copy(update={"name": given.name})
        kept = tuple(named if one.id == passkey_id else one for one in now.passkeys)
        return now.model_copy(update={"passkeys": kept})

    changed = await call.platform.directory.credentials.change(user.id, renamed)
    note_second_factor(call, user, changed.before, changed.after)
    return view_of(_own(changed.after, passkey_id))


async def remove(call: Call, passkey_id: UUID) -> None:
    """Remove a passkey of the caller; Conflict if it is their last way to sign in."""
    user = (await call.platform.directory.users.get((await own_user(call)).id)).user
    ways = await ways_in(call.platform, user)

    def removed(now: UserCredentials) -> UserCredentials:
        gone = _own(now, passkey_id)
        left = tuple(one for one in now.passkeys if one.id != gone.id)
        after = now.model_copy(update={"passkeys": left}).tidied()
        ways.require(after)
        return after

    changed = await call.platform.directory.credentials.change(user.id, removed)
    if not changed.after.has_second_factor:
        await front_end_proofs.forget(call, user)
    note_second_factor(call, user, changed.before, changed.after)


async def _allowed(call: Call) -> User:
    """Return the user who is calling; Conflict where no second factor can be added."""
    user = await own_user(call)
    if not await factor_demands.may_have_one(call.platform, user):
        raise Conflict("second factors are off here: an administrator sets the policy")
    return user


def _addition(
    call: Call, user: User, given: PasskeyAdd, hashes: tuple[str, ...]
) -> PasskeyAddition:
    token = given.token.get_secret_value()
    claims = call.platform.tokens.find(token, TokenUse.PASSKEY_ADD)
    about = (user.id, call.caller.session_id or NONE)
    if claims is None or (claims.sub, claims.sid) != about:
        raise _refused(PasskeyInvalid("this took too long: begin again"))
    try:
        made = made_for(call.platform, token, given.passkey)
    except PasskeyInvalid as error:
        raise _refused(error) from error
    at = call.platform.services.clock.now()
    return PasskeyAddition(uuid4(), made, given.name, given.passkey, claims.jti, hashes, at)


def _proved(call: Call, now: UserCredentials, addition: PasskeyAddition) -> UserCredentials:
    """Return credentials with the passkey, which the caller's session has just proved."""
    own = now.session(call.caller.session_id) if call.caller.session_id else None
    after = addition.added(now)
    if not now.has_second_factor:
        after = after.model_copy(update={"sessions": (own,) if own else (), "trusted_devices": ()})
    if own is None:
        return after.model_copy(update={"front_end_proved_at": addition.at})
    return after.proved(own.id, addition.at, BY_PASSKEY, factor_demands.WITH_BOTH)


def _own(now: UserCredentials, passkey_id: UUID) -> Passkey:
    found = next((one for one in now.passkeys if one.id == passkey_id), None)
    if found is None:
        raise NotFound("passkey", passkey_id)
    return found


def _refused(error: PasskeyInvalid) -> InvalidInput:
    told = f"the passkey was not added: {error}"
    return InvalidInput(
        "this passkey cannot be added: see details", [Detail(("body", "passkey"), told)]
    )
