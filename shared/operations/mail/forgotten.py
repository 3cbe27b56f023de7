"""Letters about a forgotten password: whose address it is, and the link that sets a new one.

Both are looked up when the letter is sent, so that the request answers alike for every address.
"""

from dataclasses import replace
from datetime import timedelta

from shared.call import Call, Platform, anonymous
from shared.models.automation.makers import Needs
from shared.models.base import GLOBAL
from shared.models.callers import Origin
from shared.models.links import LinkIssuer
from shared.models.mail.letters import Letter
from shared.models.users import User
from shared.operations.auditing import on_record
from shared.operations.sign_in import password_links

OPERATION = "password.forgotten"
LIFETIME = timedelta(hours=1)


async def owner(platform: Platform, letter: Letter) -> User | None:
    """Return the active user of the address who has a password; None for all others.

    A user who has none signs in another way, which a link must not open a side door to.
    """
    directory = platform.directory
    user = await directory.users.find_by_email(letter.address)
    if user is None or not user.is_active:
        return None
    has_password = (await directory.credentials.get(user.id)).password_hash is not None
    return user if has_password else None


async def with_link(platform: Platform, letter: Letter) -> Letter:
    """Return the letter with a new link in it; an earlier link becomes void."""
    user = await owner(platform, letter)
    if user is None:
        return letter
    origin = Origin(operation=OPERATION, address=letter.values.get("from"))
    call = Call(anonymous(), platform, origin=replace(origin, route=OPERATION))
    issuer = LinkIssuer(actor=call.caller.actor, needs=Needs.MAILBOX, org_id=GLOBAL)
    made = await on_record(call, lambda: password_links.make(call, user, issuer, lifetime=LIFETIME))
    values = {**letter.values, "token": made.token}
    return letter.model_copy(update={"name": user.display_name, "values": values})
