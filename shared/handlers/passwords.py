"""Request handlers that set and change passwords."""

import hmac
from datetime import datetime
from uuid import UUID

from pydantic import SecretStr

from shared.call import Call
from shared.engine.authorization.reauthorization import AuthorizationRevoked
from shared.errors import Conflict, NotAuthenticated, NotFound, NotPermitted
from shared.models.auth import PasswordChange, PasswordLinkView, PasswordSet
from shared.models.automation.makers import Needs
from shared.models.base import GLOBAL
from shared.models.credentials import PasswordLink, UserCredentials
from shared.models.links import LinkIssuer
from shared.models.passwords import require_good
from shared.models.traces import mentions
from shared.models.users import User
from shared.operations.mail import notices
from shared.operations.sign_in import password_links
from shared.operations.sign_in.password_links import PREFIX, hash_of
from shared.repositories.sign_in_throttle import SignInAttempt, network_of

NOBODY = UUID(int=0)


async def link(call: Call, user: str) -> PasswordLinkView:
    """Make a link that sets the user's password; an earlier link becomes void."""
    found = (await call.platform.directory.users.named(user)).user
    if not found.is_active:
        raise Conflict(f"{found.email} is not active and cannot sign in: activate them first")
    issuer = LinkIssuer(actor=call.caller.actor, needs=Needs.PLATFORM, org_id=GLOBAL)
    return await password_links.make(call, found, issuer)


async def set_by_link(call: Call, new: PasswordSet) -> None:
    """Set a password by a link, once; ends all sessions of the user."""
    directory = call.platform.directory
    user_id, secret = _parts(new.token.get_secret_value())
    user = await directory.users.find(user_id)
    found = await directory.credentials.get(user_id)
    at = call.platform.services.clock.now()
    is_good = _opens(found.link, secret, at) and await _is_by_issuer(call, found.link)
    if user is None or not user.is_active or not is_good:
        await directory.sign_ins.refused_unknown(
            "a set-password link", call.origin, NotAuthenticated.__name__
        )
        raise _void()
    require_good(new.password, user.email, "password")
    made = await call.platform.services.passwords.hash(new.password.get_secret_value())
    network = network_of(call.origin.address)

    def with_it(now: UserCredentials) -> UserCredentials:
        if now.password_hash == made:
            return now  # this call's own write, whose answer was lost
        if not _opens(now.link, secret, at):
            raise _void()  # another request used the link first
        return now.with_password(made, at).seen_from(network)

    async def work() -> None:
        await directory.credentials.change(user_id, with_it)

    await directory.sign_ins.on_record(user, call.origin, work)
    call.changed("user", user.id, None, None)
    await notices.tell(call)


async def change(call: Call, new: PasswordChange) -> None:
    """Change the caller's own password; every other session of theirs ends."""
    directory = call.platform.directory
    user = await directory.users.find(call.caller.user_id or NOBODY)
    if user is None:
        raise NotFound("user", call.caller.actor.id)
    old = (await directory.credentials.get(user.id)).password_hash
    if old is None:
        raise Conflict("you have no password yet: ask an administrator for a link to set one")
    await _require_current(call, user, new.current_password, old)
    require_good(new.new_password, user.email, "newPassword")
    made = await call.platform.services.passwords.hash(new.new_password.get_secret_value())
    at, own = call.platform.services.clock.now(), call.caller.session_id

    def with_it(now: UserCredentials) -> UserCredentials:
        if now.password_hash == made:
            return now  # this call's own write, whose answer was lost
        if now.password_hash != old:
            raise Conflict("your password was changed by another request just now")
        kept = tuple(session for session in now.sessions if session.id == own)
        return now.with_password(made, at).model_copy(update={"sessions": kept})

    await directory.credentials.change(user.id, with_it)
    call.changed("user", user.id, None, None, traces=mentions(user))


async def _require_current(call: Call, user: User, password: SecretStr, kept: str) -> None:
    """Check the current password, throttled like a sign-in: an open session is no way around."""
    sign_in_throttle, services = call.platform.directory.sign_in_throttle, call.platform.services
    attempt = SignInAttempt(user.email, network_of(call.origin.address), services.clock.now())
    await sign_in_throttle.count(attempt, is_familiar=True)
    if not await services.passwords.verify(password.get_secret_value(), kept):
        raise NotPermitted("this is not your current password")
    await sign_in_throttle.give_back(attempt)


def _opens(link: PasswordLink | None, secret: str, now: datetime) -> bool:
    given = hash_of(secret)
    return (
        link is not None and now < link.expires_at and hmac.compare_digest(given, link.secret_hash)
    )


async def _is_by_issuer(call: Call, link: PasswordLink | None) -> bool:
    """Whether the user who made the link may still make it."""
    try:
        await call.platform.engine.reauthorization.require_issuer(link and link.issuer)
    except AuthorizationRevoked:
        return False
    return True


def _parts(text: str) -> tuple[UUID, str]:
    """Return the user id and secret of a link; the id is of no user if it is malformed."""
    user_id, _, secret = text.removeprefix(PREFIX).partition("_")
    try:
        return UUID(hex=user_id), secret
    except ValueError:
        return NOBODY, ""


def _void() -> NotAuthenticated:
    return NotAuthenticated("this link is no longer valid: ask an administrator for another")
