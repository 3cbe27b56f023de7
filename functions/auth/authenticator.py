"""Who is calling, and for which organization?

The first credential that is present decides. If it is invalid the answer is 401; the next one is
not tried. Only platform administrators can tell a
missing organization from one that denies them.
"""

from collections.abc import Mapping
from dataclasses import replace

from functions.auth.about import About, wanted_organization
from functions.auth.access import Access
from functions.auth.api_keys import KeyChecker
from functions.auth.credentials import ApiKeyCredential, Principal, TokenCredential, credential_in
from functions.auth.tokens import TokenChecker
from shared.call import Caller, anonymous
from shared.errors import Detail, InvalidInput, NotAuthenticated, NotFound, NotPermitted
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.organizations import Organization
from shared.models.users import MemberRole, User
from shared.repositories.directory import Directory

HOST_KEY = Actor(kind=CallerKind.HOST_KEY, id="host-key", name="Function key", is_admin=True)


class Authenticator:
    """Authenticates callers. Users, keys and organizations are cached for up to 30 seconds."""

    def __init__(
        self,
        directory: Directory,
        keys: KeyChecker,
        tokens: TokenChecker,
        *,
        trusts_principal: bool,
    ) -> None:
        self._directory = directory
        self._keys = keys
        self._tokens = tokens
        self._trusts_principal = trusts_principal

    async def caller(
        self,
        access: Access,
        headers: Mapping[str, str],
        *,
        takes_keys: bool = False,
        about: About = About.ORGANIZATION,
    ) -> Caller:
        """A caller whom the route admits; NotAuthenticated, NotPermitted or NotFound otherwise.

        On a route about the platform the caller acts in GLOBAL, whatever the header says.
        """
        if access is Access.ANYONE:
            return anonymous()
        wanted = wanted_organization(headers, about)
        if access is Access.KEY:
            return await self._administrator(HOST_KEY, wanted)
        caller = await self._identified(headers, wanted, takes_keys=takes_keys)
        if about is About.PLATFORM and access is not Access.SIGNED_IN:
            await self._require_organization(caller)
        if not access.admits(caller):
            raise NotPermitted(f"this is for {access.value}")
        return caller

    async def _identified(
        self, headers: Mapping[str, str], wanted: str | None, *, takes_keys: bool
    ) -> Caller:
        match credential_in(headers, trusts_principal=self._trusts_principal):
            case ApiKeyCredential(text):
                caller = await self._keys.caller(text, headers)
                return _within(caller, wanted, takes_keys=takes_keys)
            case Principal() as principal:
                user = await self._directory.users.known_by_principal(principal.name)
                return await self._user(user, wanted)
            case TokenCredential(text):
                user, session_id = await self._tokens.user(text)
                return replace(await self._user(user, wanted), session_id=session_id)
            case None:
                raise NotAuthenticated("sign in, or send an API key in X-API-Key")

    async def _user(self, user: User | None, wanted: str | None) -> Caller:
        if user is None or not user.is_active:
            raise NotAuthenticated("no active user belongs to this sign-in")
        if user.is_platform_admin:
            caller = await self._administrator(_actor(user, is_admin=True), wanted)
            return _as_user(caller, user)
        if wanted is None:
            return _as_user(Caller(_actor(user, is_admin=False)), user)
        organization = await self._chosen(user, wanted)
        is_admin = user.role_in(organization.id) is MemberRole.ADMIN
        actor = _actor(user, is_admin=is_admin)
        return _as_user(Caller(actor, organization.id, organization.name), user)

    async def _administrator(self, actor: Actor, wanted: str | None) -> Caller:
        """The administrator in the organization; NotFound or NotPermitted if it cannot be used."""
        if not wanted or wanted == GLOBAL:
            return Caller(actor)
        organization = await self._directory.organizations.known(wanted)
        if organization is None:
            raise NotFound("organization", wanted)
        if not organization.is_active:
            raise NotPermitted(f"organization {wanted!r} is not active")
        return Caller(actor, organization.id, organization.name)

    async def _chosen(self, user: User, wanted: str) -> Organization:
        ids = [membership.org_id for membership in user.memberships]
        if not wanted and len(ids) > 1:
            details = [Detail(("header", "X-Organization-Id"), org_id) for org_id in ids]
            raise InvalidInput(
                "you are in several organizations: name one in X-Organization-Id", details
            )
        org_id = wanted or next(iter(ids), "")
        organization = None
        if org_id in ids:
            organization = await self._directory.organizations.known(org_id)
        if organization is None or not organization.is_active:
            raise NotPermitted("you are not in this organization")
        return organization

    async def _require_organization(self, caller: Caller) -> None:
        """Raise NotPermitted unless the user is in an active organization, or an administrator."""
        if caller.user_id is None or caller.is_platform_admin:
            return
        user = await self._directory.users.known(caller.user_id)
        for membership in user.memberships if user else ():
            organization = await self._directory.organizations.known(membership.org_id)
            if organization is not None and organization.is_active:
                return
        raise NotPermitted("you are not in an active organization")


def _within(caller: Caller, wanted: str | None, *, takes_keys: bool) -> Caller:
    """The API key's caller; NotPermitted where the route or the organization does not take it."""
    if not takes_keys:
        raise NotPermitted("this cannot be called with an API key")
    if wanted and wanted != caller.scope:
        raise NotPermitted("this API key is not for this organization")
    return caller


def _actor(user: User, *, is_admin: bool) -> Actor:
    return Actor(
        kind=CallerKind.USER,
        id=str(user.id),
        name=user.display_name,
        email=user.email,
        is_admin=is_admin,
    )


def _as_user(caller: Caller, user: User) -> Caller:
    is_admin = user.is_platform_admin
    actor = caller.actor.model_copy(update={"is_platform_admin": is_admin})
    return replace(caller, actor=actor, user_id=user.id, is_platform_admin=is_admin)
