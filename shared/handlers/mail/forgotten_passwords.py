"""Request handler of forgotten passwords: the same answer for every address.

The request does the same work whether or not there is such a user; who it is, is looked up when the
letter is sent: see ``shared.operations.mail.forgotten``.
"""

from shared.call import Call
from shared.errors import Conflict
from shared.models.mail.invitation_requests import ForgottenPassword
from shared.models.mail.letters import Letter, LetterKind
from shared.operations.mail.forgotten import LIFETIME
from shared.operations.mail.posting import is_on, post
from shared.repositories.sign_in_throttle import UNKNOWN, network_of

#: Requests of one network in a minute.
MOST_A_MINUTE = 5


async def ask(call: Call, given: ForgottenPassword) -> None:
    """Post a letter with a link that sets a new password; Conflict where mail is off."""
    if not is_on(call.platform):
        raise Conflict("mail is off here: ask an administrator for a link that sets a password")
    network, now = network_of(call.origin.address), call.platform.services.clock.now()
    limits = call.platform.directory.rate_limits
    await limits.take(f"forgotten password {network}", MOST_A_MINUTE, now)
    values = {"from": UNKNOWN if call.origin.address is None else call.origin.address}
    letter = Letter(kind=LetterKind.FORGOTTEN, address=given.email, values=values)
    await post(call.platform, letter, LIFETIME)
