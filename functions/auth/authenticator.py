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
from functions.auth.credentials import (
    ApiKeyCredential,
    PersonalKeyCredential,
    Principal,
    TokenCredential,
    api_key_in,
    credential_in,
)
from functions.auth.personal_keys import PersonalKeyChecker
from functions.auth.tokens import TokenChecker
from shared.call import Caller, anonymous
from shared.errors import Detail, InvalidInput, NotAuthenticated, NotFound, NotPermitted
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind, Machine
from shared.models.organizations import Organization
from shared.models.users import MemberRole, User
from shared.operations.sso.open_doors import is_open, require_open
from shared.operations.sso.ways import FRONT_END, LOCAL, allows, way_of
from shared.repositories.directory import Directory

HOST_KEY = Actor(kind=CallerKind.HOST_KEY, id="host-key", name="Function key", is_admin=True)


class Authenticator:
    """Authenticates callers. Users, keys and organizations are cached for up to 30 seconds."""

    def __init__(
        self,
        directory: Directory,
        keys: KeyChecker,
        personal_keys: PersonalKeyChecker,
        tokens: TokenChecker,
        *,
        trusts_principal: bool,
    ) -> None:
        self._directory = directory
        self._keys = keys
        self._personal_keys = personal_keys
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
            return await self._key_or_nobody(headers) if takes_keys else anonymous()
        wanted = wanted_organization(headers, about)
        if access is Access.KEY:
            return await self._administrator(HOST_KEY, wanted)
        caller = await self._identified(headers, wanted, takes_keys=takes_keys)
        if about is About.PLATFORM and access is not Access.SIGNED_IN:
            await self._require_organization(caller)
        if not access.admits(caller):
            raise NotPermitted(f"this is for {access.value}")
        return caller

    async def _key_or_nobody(self, headers: Mapping[str, str]) -> Caller:
        """The caller of an API key, else anonymous: no other credential counts on these routes.

        A header that names an organization is not read: the key has its own.
        """
        found = api_key_in(headers, trusts_principal=self._trusts_principal)
        if found is None:
            return anonymous()
        try:
            return await self._keys.caller(found.text, headers)
        except NotAuthenticated:
            return anonymous()  # the handler refuses it where a key is needed

    async def _identified(
        self, headers: Mapping[str, str], wanted: str | None, *, takes_keys: bool
    ) -> Caller:
        match credential_in(headers, trusts_principal=self._trusts_principal):
            case ApiKeyCredential(text):
                caller = await self._keys.caller(text, headers)
                return _within(caller, wanted, takes_keys=takes_keys)
            case Principal() as principal:
                user = await self._directory.users.known_by_principal(principal.name)
                return await self._user(user, wanted, FRONT_END)
            case TokenCredential(text):
                user, session = await self._tokens.user(text)
                way = way_of(session)
                if session.org_id is None:
                    caller = await self._user(user, wanted, way)
                else:
                    machine = Machine.COMMAND_LINE
                    caller = await self._machine(user, wanted, way, session.org_id, machine)
                await require_open(self._directory, user, session, caller.scope)
                return replace(caller, session_id=session.id)
            case PersonalKeyCredential(text):
                key, user = await self._personal_keys.owned(text)
                machine = Machine.READING_KEY if key.reads_only else Machine.PERSONAL_KEY
                way = str(key.provider_id) if key.provider_id else LOCAL
                caller = await self._machine(user, wanted, way, key.org_id, machine)
                if key.provider_id and not await is_open(
                    self._directory, user, key.provider_id, caller.scope
                ):
                    raise NotAuthenticated("the provider that this key came by is closed")
                return replace(caller, is_proved=key.is_proved)
            case None:
                raise NotAuthenticated("sign in, or send an API key in X-API-Key")

    async def _user(self, user: User | None, wanted: str | None, way: str) -> Caller:
        if user is None or not user.is_active:
            raise NotAuthenticated("no active user belongs to this sign-in")
        if user.is_platform_admin:
            caller = await self._administrator(_actor(user, is_admin=True), wanted)
            return _as_user(caller, user)
        if wanted is None:
            return _as_user(Caller(_actor(user, is_admin=False)), user)
        organization = await self._chosen(user, wanted)
        if not allows(organization, way):
            raise NotPermitted(
                "this organization does not allow the way in which you signed in: sign out, and "
                "sign in by its own"
            )
        is_admin = user.role_in(organization.id) is MemberRole.ADMIN
        actor = _actor(user, is_admin=is_admin)
        return _as_user(Caller(actor, organization.id, organization.name), user)

    async def _machine(
        self, user: User, wanted: str | None, way: str, org_id: str | None, machine: Machine
    ) -> Caller:
        """A machine of the user, in its one organization if it has one.

        There it is never a platform administrator, only an administrator of the organization.
        """
        if org_id is None:
            return replace(await self._user(user, wanted, way), machine=machine)
        if wanted is None or wanted not in ("", org_id):
            raise NotPermitted("this key is for one organization only")
        caller = await self._user(user, org_id, way)
        actor = caller.actor.model_copy(update={"is_platform_admin": False})
        return replace(caller, actor=actor, is_platform_admin=False, machine=machine)

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
