"""Request handler of recovery codes."""

from shared.call import Call
from shared.errors import NotFound
from shared.models.credentials import UserCredentials
from shared.models.second_factor.requests import RecoveryCodes
from shared.operations.sign_in.own_user import note_second_factor, own_user
from shared.operations.sign_in.second_factors import new_recovery_codes, recovery_hash


async def regenerate(call: Call) -> RecoveryCodes:
    """Make new recovery codes for the caller; all earlier ones become void."""
    user = await own_user(call)
    codes = new_recovery_codes(call.platform.settings)
    hashes = tuple(recovery_hash(user.id, code) for code in codes)

    def renewed(now: UserCredentials) -> UserCredentials:
        if not now.has_second_factor:
            raise NotFound("second factor of user", user.email)
        return now.model_copy(update={"recovery_hashes": hashes})

    changed = await call.platform.directory.credentials.change(user.id, renewed)
    note_second_factor(call, user, changed.before, changed.after)
    return RecoveryCodes(codes=codes)
