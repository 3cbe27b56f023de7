"""Tells users by mail of changes of how they sign in, and of sign-ins from new devices.

``TOLD`` is the one list: an operation of the audit log that is in it is told to each user whom it
changed, whatever route it came from.
"""

import logging
from collections.abc import Mapping
from uuid import UUID

from shared.call import Call
from shared.errors import Unavailable
from shared.models.users import User

logger = logging.getLogger(__name__)

#: By the operation of the audit log: what happened to the user's sign-in.
TOLD: Mapping[str, str] = {
    "mfa.add": "an authenticator app was added",
    "mfa.remove": "your second factor was removed",
    "mfa.reset": "an administrator reset your second factor",
    "administrator.link": "the operator of the machine made a link that sets a new password",
    "administrator.resetFactor": "the operator of the machine reset your second factor",
    "mfa.recoveryCodes": "new recovery codes were made",
    "passkey.add": "a passkey was added",
    "mfa.setUp": "an authenticator app was added",
    "passkey.setUp": "a passkey was added",
    "passkey.remove": "a passkey was removed",
    "identity.link": "an account of a provider was linked",
    "identity.unlink": "an account of a provider was unlinked",
    "user.unbind": "an administrator removed your bound sign-ins",
    "personalKey.create": "a personal API key was made",
    "personalKey.rotate": "a personal API key got a new secret",
    "personalKey.revokeUser": "an administrator revoked a personal API key",
    "device.approve": "a command line was allowed to sign in",
    "password.change": "your password was changed",
    "password.set": "a new password was set",
    "password.link": "an administrator made a link that sets a new password",
}
NEW_DEVICE = "a sign-in from a new device"
BOUND = "an account of a provider was linked by a first sign-in"


async def tell(call: Call) -> None:
    """Post a letter to each user whom this call's recorded change is about, if it is told.

    What happened is not undone, nor reported as failed, if the user cannot be looked up.
    """
    subject = TOLD.get(call.origin.operation)
    if subject is None or call.platform.services.mail is None:
        return
    for key in dict.fromkeys(change.id for change in call.changes if change.kind == "user"):
        try:
            user = await call.platform.directory.users.known(UUID(key))
        except Unavailable as error:
            logger.warning("user not told", extra={"reason": str(error), "subject": subject})
            continue
        if user is not None:
            await tell_user(call, user, subject)


async def tell_user(call: Call, user: User, subject: str) -> None:
    """Post a letter about one event; what happened is not undone if it cannot be posted."""
    if call.platform.services.mail is None:
        return
    # Imported on first use: indexing the app must not pay for it.
    from shared.models.mail.letters import Letter, LetterKind  # noqa: PLC0415
    from shared.operations.mail.posting import post  # noqa: PLC0415
    from shared.wording.devices import device_of  # noqa: PLC0415

    values = {
        "subject": subject,
        "what": f"{subject[0].upper()}{subject[1:]} for {user.email}.",
        "at": call.platform.services.clock.now().strftime("%Y-%m-%d %H:%M UTC"),
        "from": call.origin.address or "unknown",
        "device": device_of(call.origin.user_agent),
    }
    letter = Letter(
        kind=LetterKind.NOTICE, address=user.email, name=user.display_name, values=values
    )
    try:
        await post(call.platform, letter)
    except Unavailable as error:
        logger.warning("notice not posted", extra={"reason": str(error), "subject": subject})
