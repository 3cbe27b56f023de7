"""Request handlers of a sign-in that needs a second factor first: it is added, and opens a session.

The token of the first step is good for this and for nothing else, until there is a factor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Detail, InvalidInput, NotAuthenticated
from shared.models.auth import SignedIn
from shared.models.credentials import UserCredentials
from shared.models.second_factor.passkeys import FactorSetupPasskey, PasskeyOffer
from shared.models.second_factor.requests import EnrolmentView, FactorSetup, FactorSetupConfirm
from shared.models.tokens import TokenClaims, TokenUse
from shared.models.users import User
from shared.operations.mail import notices
from shared.operations.sign_in import enrolment
from shared.operations.sign_in.between_steps import still_counts
from shared.operations.sign_in.factor_demands import WITH_BOTH
from shared.operations.sign_in.passkey_additions import PasskeyAddition
from shared.operations.sign_in.passkeys import BY_PASSKEY, made_for, offered
from shared.operations.sign_in.second_factors import (
    BY_APP,
    is_asked,
    new_recovery_codes,
    recovery_hash,
)
from shared.operations.sign_in.sessions import Opening, opened
from shared.repositories.sign_in_throttle import network_of
from shared.services.identity.passkeys import PasskeyInvalid
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A user whose first step was right, and who has no second factor yet."""

    user: User
    claims: TokenClaims
    settings: Settings

    def checked(self, now: UserCredentials) -> UserCredentials:
        """Return the credentials; NotAuthenticated if the token has become void meanwhile."""
        is_over = not still_counts(self.claims, now) or not self.settings.mfa_enabled
        if is_over or is_asked(self.settings, now):
            raise _too_late()
        return now


async def begin(call: Call, given: FactorSetup) -> EnrolmentView:
    """Make the secret of an app; it counts for nothing until its first code."""
    directory, settings = call.platform.directory, call.platform.settings
    newcomer = await newcomer_of(call, given.setup_token.get_secret_value())
    made, shown = enrolment.begun(settings, newcomer.user, call.platform.services.clock.now())

    async def work() -> EnrolmentView:
        await directory.credentials.change(
            newcomer.user.id,
            lambda now: newcomer.checked(now).model_copy(update={"enrolment": made}),
        )
        return shown

    return await directory.sign_ins.on_record(newcomer.user, call.origin, work)


async def confirm(call: Call, given: FactorSetupConfirm) -> SignedIn:
    """Add the app by its first code, and sign in; the recovery codes are shown once."""
    settings, at = call.platform.settings, call.platform.services.clock.now()
    newcomer = await newcomer_of(call, given.setup_token.get_secret_value())
    user, codes = newcomer.user, new_recovery_codes(settings)
    hashes = _hashes(user.id, codes)

    def added(now: UserCredentials) -> UserCredentials:
        code = given.code.get_secret_value()
        return enrolment.with_app(settings, newcomer.checked(now), code, at, hashes).signed_out()

    signed = await _opened(call, newcomer, BY_APP, added)
    return signed.model_copy(update={"recovery_codes": codes})


async def offer(call: Call, given: FactorSetup) -> PasskeyOffer:
    """Return what a browser needs to make a passkey; nothing is stored."""
    newcomer = await newcomer_of(call, given.setup_token.get_secret_value())
    now = await call.platform.directory.credentials.get(newcomer.user.id)
    return offered(call.platform, newcomer.user, newcomer.claims.sid, now)


async def add_passkey(call: Call, given: FactorSetupPasskey) -> SignedIn:
    """Add a passkey, and sign in; the recovery codes are shown once."""
    newcomer = await newcomer_of(call, given.setup_token.get_secret_value())
    user, codes = newcomer.user, new_recovery_codes(call.platform.settings)
    addition = _addition(call, newcomer, given, _hashes(user.id, codes))

    def added(now: UserCredentials) -> UserCredentials:
        return addition.added(newcomer.checked(now)).signed_out()

    signed = await _opened(call, newcomer, BY_PASSKEY, added)
    return signed.model_copy(update={"recovery_codes": codes})


async def _opened(
    call: Call,
    newcomer: Newcomer,
    method: str,
    added: Callable[[UserCredentials], UserCredentials],
) -> SignedIn:
    """Open the session whose second factor ``added`` stores, of the kind of this method."""
    user, claims = newcomer.user, newcomer.claims
    methods = (*claims.amr, method, WITH_BOTH)
    network = network_of(call.origin.address)
    opening = Opening(user, methods, network, True, added, claims.idp)
    sign_ins = call.platform.directory.sign_ins
    signed = await sign_ins.on_record(user, call.origin, lambda: opened(call, opening))
    await notices.tell_user(call, user, notices.TOLD[call.origin.operation])
    return signed


def _addition(
    call: Call, newcomer: Newcomer, given: FactorSetupPasskey, hashes: tuple[str, ...]
) -> PasskeyAddition:
    token = given.token.get_secret_value()
    claims = call.platform.tokens.find(token, TokenUse.PASSKEY_ADD)
    if claims is None or (claims.sub, claims.sid) != (newcomer.user.id, newcomer.claims.sid):
        raise _too_late()
    try:
        made = made_for(call.platform, token, given.passkey)
    except PasskeyInvalid as error:
        told = [Detail(("body", "passkey"), str(error))]
        raise InvalidInput("this passkey cannot be added: see details", told) from error
    at = call.platform.services.clock.now()
    return PasskeyAddition(uuid4(), made, given.name, given.passkey, claims.jti, hashes, at)


async def newcomer_of(call: Call, token: str) -> Newcomer:
    """Return whose sign-in the token belongs to; NotAuthenticated, on record, if it is void."""
    directory = call.platform.directory
    claims = call.platform.tokens.find(token, TokenUse.MFA_SETUP)
    user = await directory.users.find(claims.sub) if claims else None
    if claims is None or user is None or not user.is_active:
        await directory.sign_ins.refused_unknown("a set-up step", call.origin, "NotAuthenticated")
        raise _too_late()
    newcomer = Newcomer(user, claims, call.platform.settings)
    newcomer.checked(await directory.credentials.get(user.id))
    return newcomer


def _hashes(user_id: UUID, codes: list[str]) -> tuple[str, ...]:
    return tuple(recovery_hash(user_id, code) for code in codes)


def _too_late() -> NotAuthenticated:
    return NotAuthenticated("this sign-in is over: sign in again")
