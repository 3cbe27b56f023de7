"""Request handlers that let the first administrator in, and an administrator back in.

A setup link makes the first administrator. It is void as soon as there is one. The operator, who
may enter the store's folder or has a role on the storage account, makes links for administrators
who can no longer sign in.
"""

import hmac
import secrets
from datetime import datetime
from uuid import uuid4

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput, NotAuthenticated, NotFound, NotPermitted
from shared.models.auth import AdministratorSetup, PasswordLinkView
from shared.models.automation.makers import Needs
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.credentials import SetupLink, UserCredentials
from shared.models.links import LinkIssuer
from shared.models.passwords import require_good
from shared.models.users import User
from shared.operations.sign_in import factor_removal, password_links
from shared.operations.sign_in.password_links import LINK_LIFETIME, hash_of
from shared.repositories.credentials import first_row
from shared.repositories.setup_links import StoredSetupLink
from shared.repositories.sign_in_throttle import network_of

PREFIX = "bfs_"
#: Who acts by a command on the machine itself.
OPERATOR = Actor(kind=CallerKind.SYSTEM, id="operator", name="Operator of the machine")


async def setup_link(call: Call) -> PasswordLinkView | None:
    """Make the link for the first administrator; None if there is an administrator.

    An earlier setup link becomes void.
    """
    directory = call.platform.directory
    if await directory.users.has_administrator():
        return None
    secret = secrets.token_urlsafe(32)
    expires_at = call.platform.services.clock.now() + LINK_LIFETIME
    await directory.setup_links.put(SetupLink(secret_hash=hash_of(secret), expires_at=expires_at))
    call.changed("setupLink", "setup", None, None)
    return PasswordLinkView(token=f"{PREFIX}{secret}", expires_at=expires_at)


async def set_up(call: Call, given: AdministratorSetup) -> None:
    """Create the first administrator by a setup link, once.

    A wrong link, a used one, an expired one and one that came too late get the same response.
    """
    directory = call.platform.directory
    stored = await _good_link(call, given.token.get_secret_value())
    if stored is None:
        await directory.sign_ins.refused_unknown(
            "a setup link", call.origin, NotAuthenticated.__name__
        )
        raise _void()
    require_good(given.password, given.email, "password")
    if await directory.users.find_by_email(given.email):
        taken = Detail(("body", "email"), "there is a user with this address: choose another")
        raise InvalidInput("the e-mail address is taken: see details", [taken])
    user = _founder(given, call.platform.services.clock.now())
    await directory.sign_ins.on_record(user, call.origin, lambda: _add(call, user, given, stored))


async def link(call: Call, email: str) -> PasswordLinkView:
    """Make a link that sets an administrator's password, for the operator of the machine.

    NotFound if there is no such user, NotPermitted if the user is no active administrator.
    """
    user = await _administrator(call, email)
    issuer = LinkIssuer(actor=call.caller.actor, needs=Needs.OPERATOR, org_id=GLOBAL)
    return await password_links.make(call, user, issuer)


async def reset_factor(call: Call, email: str) -> str:
    """Remove an administrator's second factor, for the operator of the machine; return the address.

    NotFound if there is no such user, or no second factor; NotPermitted if the user is no active
    administrator.
    """
    user = await _administrator(call, email)
    await factor_removal.reset(call, user)
    return user.email


async def _administrator(call: Call, email: str) -> User:
    user = (await call.platform.directory.users.named(_address(email))).user
    if not user.rules:
        raise NotPermitted(f"{user.email} is no active platform administrator")
    return user


def _address(email: str) -> str:
    if "@" not in email:
        raise NotFound("user", email)
    return email


async def _good_link(call: Call, token: str) -> StoredSetupLink | None:
    """Return the link that a token opens, while there is no administrator."""
    stored = await call.platform.directory.setup_links.find()
    if stored is None or await call.platform.directory.users.has_administrator():
        return None
    given = hash_of(token.removeprefix(PREFIX)) if token.startswith(PREFIX) else ""
    is_good = hmac.compare_digest(given, stored.link.secret_hash)
    is_good = is_good and call.platform.services.clock.now() < stored.link.expires_at
    return stored if is_good else None


async def _add(call: Call, user: User, given: AdministratorSetup, stored: StoredSetupLink) -> None:
    """Store the user, the password and the use of the link in one write."""
    users, services = call.platform.directory.users, call.platform.services
    made = await services.passwords.hash(given.password.get_secret_value())
    credentials = UserCredentials(user_id=user.id).with_password(made, services.clock.now())
    credentials = credentials.seen_from(network_of(call.origin.address))
    try:
        await users.add(user, also=[first_row(credentials), stored.used])
    except (Conflict, NotFound):
        if await users.find(user.id) is None:
            raise _void() from None  # another request used the link first
    call.changed("user", user.id, None, None)


def _founder(given: AdministratorSetup, at: datetime) -> User:
    return User(
        id=uuid4(),
        email=given.email,
        display_name=given.display_name or given.email,
        is_platform_admin=True,
        created_by=OPERATOR.id,
        created_at=at,
    )


def _void() -> NotAuthenticated:
    return NotAuthenticated(
        "this link is no longer valid: start ./bifrost serve again for another, or ./bifrost admin"
        " setup on Azure; or ask an administrator to invite you"
    )
