"""Whom an identity of a provider lets in: one rule for every way that leads through a provider.

An identity is a key of (issuer, subject). An e-mail address only finds an invited user who has no
identity yet, and only if the provider may speak for the address's domain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

from shared.call import Call, Caller
from shared.errors import NotAuthenticated
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.organizations import Organization
from shared.models.sso.identities import ProvenIdentity
from shared.models.sso.providers import SignInProvider
from shared.models.users import Membership, User
from shared.repositories.users import StoredUser


class Vouched(Protocol):
    """An identity with the addresses that its provider has proven."""

    @property
    def principal(self) -> str: ...

    @property
    def addresses(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Admitted:
    """A user whom an identity lets in: as stored, if there is one yet, and as they will be."""

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


async def bound(call: Call, identity: Vouched) -> StoredUser | None:
    """Return the user to whom the identity is bound; None if there is none."""
    users = call.platform.directory.users
    user_id = await users.find_by_principal(identity.principal)
    return await users.get(user_id) if user_id else None


async def invited(call: Call, identity: Vouched) -> StoredUser | None:
    """Return the invited user of a proven address who has no identity yet; None without one."""
    users = call.platform.directory.users
    for address in identity.addresses:
        found = await users.find_by_email(address)
        stored = await users.get(found.id) if found else None
        # A second request with the same sign-in may have bound the user since the first look-up.
        if stored and (not stored.user.principals or identity.principal in stored.user.principals):
            return stored
    return None


async def admitted(call: Call, provider: SignInProvider, identity: ProvenIdentity) -> Admitted:
    """Let in whom the identity is bound to, who is invited, or who may join; else a refusal."""
    addresses = await _within(call, provider, identity.addresses)
    identity = identity.model_copy(update={"addresses": addresses})
    before = await bound(call, identity) or await invited(call, identity)
    user = before.user if before else await _newcomer(call, provider, identity)
    if not user.is_active:
        raise NotAuthenticated("this user is deactivated")
    await require_reach(call, provider, user)
    now = call.platform.services.clock.now()
    principals = tuple(dict.fromkeys([*user.principals, identity.principal]))
    return Admitted(before, user.seen_at(now).model_copy(update={"principals": principals}))


async def require_reach(call: Call, provider: SignInProvider, user: User) -> None:
    """NotAuthenticated unless the provider may sign this user in.

    An organization's own provider signs in users who are in no other organization, have an address
    in one of its domains, and are no platform administrators.
    """
    if provider.org_id == GLOBAL:
        return
    organization = await _active(call, provider.org_id)
    places = {membership.org_id for membership in user.memberships}
    if user.is_platform_admin or places != {provider.org_id}:
        raise NotAuthenticated("this provider does not sign in users of other organizations")
    if domain_of(user.email) not in organization.domains:
        raise NotAuthenticated("this provider does not sign in users of this e-mail address")


def domain_of(address: str) -> str:
    """Return the domain of a folded address."""
    return address.rpartition("@")[2]


async def _newcomer(call: Call, provider: SignInProvider, identity: ProvenIdentity) -> User:
    """Make a member of the organization whose domain the proven address is in, if rules say so."""
    users = call.platform.directory.users
    if not provider.admits_members or not identity.addresses:
        raise NotAuthenticated("no user here has this account")
    address = identity.addresses[0]
    if await users.find_by_email(address):
        raise NotAuthenticated("this account is not linked to the user of its address")
    org_id = await call.platform.directory.organizations.id_of_domain(domain_of(address))
    if org_id is None or provider.org_id not in (GLOBAL, org_id):
        raise NotAuthenticated("no organization has the domain of this account")
    await _active(call, org_id)
    return User(
        id=uuid4(),
        email=address,
        display_name=identity.display_name or address,
        memberships=(Membership(org_id=org_id),),
        created_by=f"provider {provider.name}",
        created_at=call.platform.services.clock.now(),
    )


async def _active(call: Call, org_id: str) -> Organization:
    organization = await call.platform.directory.organizations.known(org_id)
    if organization is None or not organization.is_active or organization.purge_began_at:
        raise NotAuthenticated("this organization is not active")
    return organization


async def _within(
    call: Call, provider: SignInProvider, addresses: Sequence[str]
) -> tuple[str, ...]:
    """Return the addresses that the provider may speak for: those of its own organization."""
    if provider.org_id == GLOBAL:
        return tuple(addresses)
    organization = await _active(call, provider.org_id)
    return tuple(one for one in addresses if domain_of(one) in organization.domains)
