"""Request handlers of trusted devices, which skip the second factor and nothing else."""

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models.credentials import UserCredentials
from shared.models.second_factor.factors import TrustedDevice
from shared.operations.sign_in.own_user import note_second_factor, own_user
from shared.operations.sign_in.second_factors import hash_of_cookie
from shared.wording.devices import device_of

UNNAMED = "an unnamed device"


async def trust(call: Call) -> str:
    """Trust the browser of this request, and return the secret of its cookie.

    Conflict unless the caller has a second factor: without one there is nothing to skip.
    """
    user, secret = await own_user(call), secrets.token_urlsafe(32)
    at = call.platform.services.clock.now()
    device = TrustedDevice(
        id=uuid4(),
        secret_hash=hash_of_cookie(secret),
        device=device_of(call.origin.user_agent) or UNNAMED,
        network=call.origin.address or "",
        trusted_at=at,
        used_at=at,
        expires_at=at + timedelta(days=call.platform.settings.trusted_device_days),
    )

    def trusting(now: UserCredentials) -> UserCredentials:
        if now.second_factor is None or call.caller.session_id is None:
            raise Conflict("only a browser that signed in with a password and a code is trusted")
        alive = tuple(found for found in now.trusted_devices if found.lives(at))
        return now.model_copy(update={"trusted_devices": alive}).with_device(device)

    changed = await call.platform.directory.credentials.change(user.id, trusting)
    note_second_factor(call, user, changed.before, changed.after)
    return secret


async def revoke(call: Call, device_id: UUID) -> None:
    """Revoke one trusted device of the caller; NotFound if the caller has none with this id."""
    user = await own_user(call)

    def revoked(now: UserCredentials) -> UserCredentials:
        left = tuple(device for device in now.trusted_devices if device.id != device_id)
        return now.model_copy(update={"trusted_devices": left})

    changed = await call.platform.directory.credentials.change(user.id, revoked)
    if changed.before == changed.after:
        raise NotFound("trusted device", device_id)
    note_second_factor(call, user, changed.before, changed.after)


async def revoke_all(call: Call) -> None:
    """Revoke every trusted device of the caller."""
    user = await own_user(call)

    def revoked(now: UserCredentials) -> UserCredentials:
        return now.model_copy(update={"trusted_devices": ()})

    changed = await call.platform.directory.credentials.change(user.id, revoked)
    note_second_factor(call, user, changed.before, changed.after)
