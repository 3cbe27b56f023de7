"""Request handlers of authenticator apps: add one, see its state, remove it."""

from datetime import datetime

from shared.call import Call
from shared.errors import Conflict
from shared.models.credentials import UserCredentials
from shared.models.second_factor.requests import (
    AppView,
    EnrolmentView,
    MfaConfirm,
    RecoveryCodes,
    SecurityView,
    TrustedDeviceView,
)
from shared.operations.sign_in import (
    enrolment,
    factor_demands,
    factor_removal,
    freshness,
    front_end_proofs,
    passkeys,
)
from shared.operations.sign_in.own_user import note_second_factor, own_user
from shared.operations.sign_in.second_factors import (
    BY_APP,
    new_recovery_codes,
    recovery_hash,
)


async def get(call: Call) -> SecurityView:
    """Return the caller's second factor, and what a fresh proof takes; nothing is secret."""
    user, settings = await own_user(call), call.platform.settings
    now = await call.platform.directory.credentials.get(user.id)
    factor, at = now.second_factor, call.platform.services.clock.now()
    return SecurityView(
        enabled=settings.mfa_enabled,
        has_password=now.password_hash is not None,
        app=AppView(enrolled_at=factor.enrolled_at, used_at=factor.used_at) if factor else None,
        passkeys=[passkeys.view_of(passkey) for passkey in now.passkeys],
        recovery_codes_left=len(now.recovery_hashes),
        trusted_devices=[
            TrustedDeviceView(**device.model_dump(exclude={"secret_hash"}, by_alias=False))
            for device in reversed(now.trusted_devices)
            if device.lives(at)
        ],
        asks_for=await freshness.wanted_of(call.platform, now),
        proved_until=freshness.proved_until(call.caller, now, at),
    )


async def begin(call: Call) -> EnrolmentView:
    """Make the secret of a new app; it counts for nothing until its first code."""
    user, settings = await own_user(call), call.platform.settings
    if not settings.mfa_enabled:
        raise Conflict("second factors are switched off here: see BIFROST_MFA_ENABLED")
    if not await factor_demands.may_have_one(call.platform, user):
        raise Conflict("second factors are off here: an administrator sets the policy")
    made, shown = enrolment.begun(settings, user, call.platform.services.clock.now())

    def begun(now: UserCredentials) -> UserCredentials:
        if now.second_factor:
            raise Conflict("you have an authenticator app already: remove it first")
        return now.model_copy(update={"enrolment": made})

    changed = await call.platform.directory.credentials.change(user.id, begun)
    note_second_factor(call, user, changed.before, changed.after)
    return shown


async def confirm(call: Call, given: MfaConfirm) -> RecoveryCodes:
    """Add the app by its first code. Other sessions of the user end; the codes are shown once."""
    user, settings = await own_user(call), call.platform.settings
    codes, at = new_recovery_codes(settings), call.platform.services.clock.now()
    hashes = tuple(recovery_hash(user.id, code) for code in codes)

    def added(now: UserCredentials) -> UserCredentials:
        if now.second_factor and now.recovery_hashes == hashes:
            return now  # this call's own write, whose answer was lost
        code = given.code.get_secret_value()
        own = _with_only_this_session(call, now, at)
        return enrolment.with_app(settings, own, code, at, hashes)

    changed = await call.platform.directory.credentials.change(user.id, added)
    await front_end_proofs.note(call, user)
    note_second_factor(call, user, changed.before, changed.after)
    return RecoveryCodes(codes=codes)


async def remove(call: Call) -> None:
    """Remove the caller's app; recovery codes and trusted devices go with the last factor."""
    await factor_removal.remove_app(call, await own_user(call))


async def reset(call: Call, user: str) -> None:
    """Remove a user's second factor, for an administrator; the user's sessions end."""
    found = (await call.platform.directory.users.named(user)).user
    await factor_removal.reset(call, found)


def _with_only_this_session(call: Call, now: UserCredentials, at: datetime) -> UserCredentials:
    own = now.session(call.caller.session_id) if call.caller.session_id else None
    if own is None:
        return now.signed_out().model_copy(update={"front_end_proved_at": at})
    proved = own.proved(at, (BY_APP, factor_demands.WITH_BOTH))
    return now.model_copy(update={"sessions": (proved,)})
