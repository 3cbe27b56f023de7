"""Which providers serve the identities that a user has linked."""

from collections.abc import Sequence

from shared.call import Platform
from shared.models.base import GLOBAL
from shared.models.credentials import UserCredentials
from shared.models.sso.providers import ProviderKind, SignInProvider
from shared.models.users import User
from shared.oauth.openid.kinds import kind_of


async def offered_to(platform: Platform, user: User) -> Sequence[SignInProvider]:
    """Return the providers that may sign this user in, as they were at most 30 s ago.

    An organization's own may do so only for users who are in no other one.
    """
    store = platform.directory.sign_in_providers
    found = [*await store.known(GLOBAL)]
    if len(user.memberships) == 1 and not user.is_platform_admin:
        found += await store.known(user.memberships[0].org_id)
    return [provider for provider in found if provider.is_enabled]


async def linked_to(platform: Platform, user: User) -> Sequence[SignInProvider]:
    """Return the providers at which the user has an account that signs in here."""
    if not user.principals:
        return ()
    found = await offered_to(platform, user)
    return [one for one in found if any(serves(one, name) for name in user.principals)]


async def can_prove(platform: Platform, user: User, now: UserCredentials) -> bool:
    """Return whether the user has an account at a provider that takes a fresh proof.

    One that should say when the proof was given, and never has, would refuse every proof: who has
    nothing else has nothing to prove with.
    """
    return any(
        not kind_of(one).tells_when
        or any(kept.tells_when and serves(one, kept.principal) for kept in now.identities)
        for one in await linked_to(platform, user)
    )


def serves(provider: SignInProvider, principal: str) -> bool:
    """Return whether this provider vouches for identities such as this one."""
    if provider.kind is ProviderKind.ENTRA:
        return any(principal.startswith(f"entra:{tenant}/") for tenant in provider.tenants)
    return principal.startswith(f"openid:{provider.issuer}#")
