"""Request handler of fresh proofs (step-up): a user proves again who they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput
from shared.models.credentials import UserCredentials
from shared.models.second_factor.passkeys import PasskeyChallenge
from shared.models.second_factor.requests import FreshProof, PasskeyAnswer, Proved
from shared.models.tokens import TokenUse
from shared.models.traces import mentions
from shared.models.users import User
from shared.operations.sign_in import front_end_proofs
from shared.operations.sign_in.factor_demands import WITH_BOTH
from shared.operations.sign_in.freshness import LIFETIME, proved_until, with_proof
from shared.operations.sign_in.own_user import own_user
from shared.operations.sign_in.passkeys import BY_PASSKEY, NONE, PasskeyCopied, asked, proof_of
from shared.operations.sign_in.second_factors import Spent, asked_for, spent
from shared.operations.sign_in.sessions import count
from shared.repositories.sign_in_throttle import SignInAttempt, network_of
from shared.services.identity.passkeys import PasskeyInvalid

BY_PASSWORD = "pwd"  # noqa: S105  what kind it is


@dataclass(frozen=True, slots=True)
class GivenProof:
    """A right proof: what it spends of the credentials, and the methods that it adds."""

    spend: Callable[[UserCredentials], Spent]
    is_factor: bool


async def challenge(call: Call) -> PasskeyChallenge:
    """Return what one of the caller's passkeys has to sign; Conflict if the caller has none."""
    user = await own_user(call)
    now = await call.platform.directory.credentials.get(user.id)
    if not now.passkeys:
        raise Conflict("you have no passkey")
    about = call.caller.session_id or NONE
    return asked(call.platform, TokenUse.PASSKEY_PROVE, user.id, about, now)


async def give(call: Call, given: FreshProof) -> Proved:
    """Prove who is calling, throttled like a sign-in: an open session is no way around."""
    user, at = await own_user(call), call.platform.services.clock.now()
    directory = call.platform.directory
    credentials = await directory.credentials.get(user.id)
    attempt = SignInAttempt(user.email, network_of(call.origin.address), at)
    await count(call, attempt, credentials)
    accepted = await _accepted(call, user, given, credentials, at)

    def proved(now: UserCredentials) -> UserCredentials:
        if proved_until(call.caller, now, at) == at + LIFETIME:
            return now  # this call's own write, whose answer was lost
        return _proved(call, accepted, now, at)

    try:
        await directory.credentials.change(user.id, proved)
    except PasskeyInvalid as error:  # another request was faster
        raise _wrong("passkey", str(error)) from error
    if accepted.is_factor:
        await front_end_proofs.note(call, user)
    await directory.sign_in_throttle.give_back(attempt)
    call.changed("user", user.id, None, None, traces=mentions(user))
    return Proved(proved_until=at + LIFETIME)


async def _accepted(
    call: Call, user: User, given: FreshProof, read: UserCredentials, at: datetime
) -> GivenProof:
    """Return what spends the proof; InvalidInput if it is wrong, or the weaker of two."""
    settings, wanted = call.platform.settings, asked_for(call.platform.settings, read)
    if wanted is None:
        raise Conflict("you have neither a password nor a second factor here")
    if given.passkey is not None:
        return await _by_passkey(call, user, given.passkey, read)
    if wanted != "password":
        return GivenProof(lambda now: _with_code(call, now, given, at), is_factor=True)
    passwords, kept = call.platform.services.passwords, read.password_hash
    password = given.password.get_secret_value() if given.password else ""
    if not await passwords.verify(password, kept):
        raise _wrong("password", "this is not your password")

    def unchanged(now: UserCredentials) -> Spent:
        if now.password_hash != kept or asked_for(settings, now) != wanted:
            raise Conflict("your sign-in was changed by another request just now")
        return Spent(now, BY_PASSWORD)

    return GivenProof(unchanged, is_factor=False)


async def _by_passkey(
    call: Call, user: User, given: PasskeyAnswer, read: UserCredentials
) -> GivenProof:
    claims = call.platform.tokens.find(given.token.get_secret_value(), TokenUse.PASSKEY_PROVE)
    about = (user.id, call.caller.session_id or NONE)
    if claims is None or (claims.sub, claims.sid) != about:
        raise _wrong("passkey", "this took too long: try again")
    try:
        proof = proof_of(call.platform, claims, given, read)
        proof.spent(read)
    except PasskeyInvalid as error:
        if isinstance(error, PasskeyCopied):
            kind = PasskeyCopied.__name__
            await call.platform.directory.sign_ins.refused(user, call.origin, kind)
        raise _wrong("passkey", str(error)) from error
    return GivenProof(lambda now: Spent(proof.spent(now), BY_PASSKEY), is_factor=True)


def _with_code(call: Call, now: UserCredentials, given: FreshProof, at: datetime) -> Spent:
    code = given.code.get_secret_value() if given.code else ""
    found = spent(call.platform.settings, now, code, at)
    if found is None:
        raise _wrong("code", "this code is wrong, or was used before: a code is good once")
    return found


def _proved(
    call: Call, accepted: GivenProof, now: UserCredentials, at: datetime
) -> UserCredentials:
    """Return credentials with the proof spent; by a second factor the session has proved both."""
    found = accepted.spend(now)
    methods = (found.method, WITH_BOTH) if accepted.is_factor else ()
    return with_proof(call.caller, found.credentials, at, *methods)


def _wrong(field: str, message: str) -> InvalidInput:
    return InvalidInput("this is no proof: see details", [Detail(("body", field), message)])
