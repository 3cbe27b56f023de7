"""Request handlers of sign-ins through Static Web Apps.

A user is an object of a tenant. An e-mail address only finds an invited user who has not signed in
yet, and only if the tenant owns the address's domain.
"""

from dataclasses import dataclass
from uuid import uuid4

from shared.call import Call, Caller
from shared.errors import NotAuthenticated, Unavailable
from shared.models.callers import Actor, CallerKind
from shared.models.sign_in import Identity
from shared.models.users import SignInFacts, User, folded
from shared.operations.mail import notices
from shared.operations.sign_in.front_end_proofs import noted
from shared.operations.sso.admission import bound, invited
from shared.repositories.sign_in_throttle import network_of
from shared.repositories.users import StoredUser
from shared.services.identity.issuer import Issuer

MOST_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Entrance:
    """A sign-in: the user as stored, if there is one yet, and as they will be stored."""

    before: StoredUser | None
    user: User

    @property
    def caller(self) -> Caller:
        user = self.user
        actor = Actor(
            kind=CallerKind.USER,
            id=str(user.id),
            name=user.display_name,
            email=user.email,
            is_admin=user.is_platform_admin,
        )
        return Caller(actor, user_id=user.id, is_platform_admin=user.is_platform_admin)


async def verified(call: Call, token: str) -> Identity:
    """Return the identity that the token proves.

    Raises NotAuthenticated if it proves none, Unavailable if the issuer cannot be asked, and
    TooManyRequests for a network with fifty invalid tokens within 15 minutes. A genuine token is
    not throttled, whatever its owner may do here.
    """
    attempts, now = call.platform.directory.sign_in_throttle, call.platform.services.clock.now()
    network = network_of(call.origin.address)
    await attempts.count_token(network, now)
    issuer = Issuer(call.platform.services.egress, call.platform.settings)
    try:
        identity = await issuer.owner_of(token)
    except Unavailable:
        await attempts.give_token_back(network, now)  # the token was not found invalid
        raise
    await attempts.give_token_back(network, now)
    return identity


async def entrance(call: Call, identity: Identity, name: str | None) -> Entrance:
    """Let a known, an invited or the first user in; NotAuthenticated for all others.

    ``name`` is the front end's name for the user from now on.
    """
    users = call.platform.directory.users
    before = await bound(call, identity) or await invited(call, identity)
    user = before.user if before else await _founder(call, identity)
    if not user.is_active:
        raise NotAuthenticated("this user is deactivated")
    if name and await users.find_by_principal(name) not in (None, user.id):
        raise NotAuthenticated("the front end's name for this user is another user's")
    names = _bound(call, user, identity.principal, name)
    now = call.platform.services.clock.now()
    seen = user.seen_at(now).model_copy(update={"principals": names})
    return Entrance(before, noted(seen, now, is_proved=identity.has_second_factor))


async def enter(call: Call, entered: Entrance) -> tuple[str, ...]:
    """Store what is new of the user, and return their roles; Conflict if it is outdated."""
    users, user, before = call.platform.directory.users, entered.user, entered.before
    if before is None:
        await users.add(user)
    elif before.user != user:
        await users.replace(before, user)
    had = SignInFacts(principals=before.user.principals) if before else None
    call.changed("user", user.id, had, SignInFacts(principals=user.principals))
    if before and before.user.principals != user.principals:
        await notices.tell_user(call, user, notices.BOUND)
    return await _roles(call, user)


async def _founder(call: Call, identity: Identity) -> User:
    """Make the first administrator, named by the settings, while no other can invite."""
    users, address = call.platform.directory.users, folded(call.platform.settings.bootstrap_admin)
    if address not in identity.addresses or await users.has_administrator():
        raise NotAuthenticated("this user has not been invited")
    if await users.find_by_email(address):
        raise NotAuthenticated("the first administrator is bound to another sign-in already")
    return User(
        id=uuid4(),
        email=address,
        display_name=identity.display_name[:MOST_CHARACTERS],
        is_platform_admin=True,
        created_by="bootstrap",
        created_at=call.platform.services.clock.now(),
    )


def _bound(call: Call, user: User, principal: str, name: str | None) -> tuple[str, ...]:
    """Return the user's principals with these two.

    The front end's name is bound once: with a stolen token, no other name can be bound to the user.
    The first administrator's name is replaced, since a new front end has new names, and one
    administrator must be able to unbind the others.
    """
    others = [p for p in user.principals if name and p.startswith(_provider(name)) and p != name]
    if others and user.email != folded(call.platform.settings.bootstrap_admin):
        raise NotAuthenticated("the front end knew this user by another name: unbind it first")
    kept = [p for p in user.principals if p not in others]
    return tuple(dict.fromkeys([*kept, principal, *([name] if name else [])]))


def _provider(name: str) -> str:
    return name.partition(":")[0] + ":"


async def _roles(call: Call, user: User) -> tuple[str, ...]:
    if user.is_platform_admin:
        return ("PlatformAdmin",)
    for membership in user.memberships:
        organization = await call.platform.directory.organizations.known(membership.org_id)
        if organization and organization.is_active:
            return ("OrgUser",)
    return ()
