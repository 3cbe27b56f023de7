"""Reauthorization: the user, the API key or the trigger that started a run may have lost rights.

A waiting run is checked when it is claimed, and a running one at each of its SDK calls. A run has
only those rights that its caller had at the start and still has. Links are checked when they are
used. An error of the store is raised as it is, and never taken for a denial.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from shared.engine.authorization.authorization import Door, WorkflowAuthorization
from shared.engine.code.agents import NAME as AGENT
from shared.errors import NotPermitted
from shared.models.automation.makers import Maker, Needs
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind, Subject
from shared.models.executions import Execution
from shared.models.keys import ApiKey
from shared.models.links import LinkIssuer
from shared.models.machines.service_accounts import ServiceAccount
from shared.models.users import MemberRole, User
from shared.models.workflows import Workflow
from shared.repositories.directory import Directory
from shared.services.clock import Clock

Find = Callable[[UUID], Awaitable[User | None]]
FindKey = Callable[[UUID], Awaitable[ApiKey | None]]
FindAccount = Callable[[UUID], Awaitable[ServiceAccount | None]]
FormRule = Callable[[Execution, Actor], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Finds:
    """How users, keys and service accounts are found: as of now, or from a cache."""

    user: Find
    key: FindKey
    account: FindAccount


class AuthorizationRevoked(NotPermitted):
    """The caller has lost the right to what was requested; the message says why."""


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of a user in one organization, or in GLOBAL."""

    is_admin: bool
    is_platform_admin: bool


@dataclass(frozen=True, slots=True)
class Reauthorization:
    """Checks callers again; ``by_form`` says whether a run's caller may still use its form."""

    directory: Directory
    clock: Clock
    authorization: WorkflowAuthorization
    by_form: FormRule

    async def at_claim(self, execution: Execution, workflow: Workflow) -> Actor:
        """The caller of a run that is about to begin, with the rights that are left.

        AuthorizationRevoked if none are, or if they do not suffice to start it now. This reads
        the user or the key; the organization may come from a cache of 30 s, and roles are read
        only if the decision depends on them. For a function key, only the organization is
        checked.
        """
        finds = Finds(
            self.directory.users.current,
            self.directory.api_keys.current,
            self.directory.service_accounts.current,
        )
        subject = await self._subject(execution, finds)
        door = _door_of(execution)
        may_start = await self.authorization.may_start(workflow, subject, door)
        if may_start and door is Door.FORM:
            may_start = await self.by_form(execution, subject.actor)
        if not may_start:
            name = workflow.name
            raise AuthorizationRevoked(f"the caller may no longer start {name}")
        return subject.actor

    async def meanwhile(self, execution: Execution) -> Actor:
        """The caller of a running execution, with the rights that are left.

        AuthorizationRevoked if none are. User, key and organization may come from a cache of
        30 s. Whether the caller could start the run again is not checked.
        """
        return (await self.subject_meanwhile(execution)).actor

    async def subject_meanwhile(self, execution: Execution) -> Subject:
        """Return the caller as ``meanwhile`` does, with the workflows that its key may start."""
        finds = Finds(
            self.directory.users.known,
            self.directory.api_keys.known,
            self.directory.service_accounts.known,
        )
        return await self._subject(execution, finds)

    async def require_issuer(self, issuer: LinkIssuer | None) -> None:
        """Raise AuthorizationRevoked unless the user who made a link could still make it.

        Links from before their makers were recorded have no issuer, and are refused.
        """
        if issuer is None:
            raise AuthorizationRevoked("this link does not say who made it: make a new one")
        if issuer.needs in (Needs.OPERATOR, Needs.MAILBOX):
            return  # there is no user who could lose this right
        org_id, find = issuer.org_id, self.directory.users.current
        await self._require_active(org_id)
        rights = await self._rights_of(issuer.actor, org_id, find)
        is_platforms = issuer.needs is Needs.PLATFORM
        if not (rights.is_platform_admin if is_platforms else rights.is_admin):
            raise AuthorizationRevoked(
                f"the user who made this link has lost the rights for it ({issuer.needs})"
            )

    async def loss_of(self, maker: Maker) -> str | None:
        """Why the triggers of this maker are paused; None while the maker has the right for them.

        This is the one rule for schedules, endpoints, webhooks and events. It reads the user.
        """
        return await _loss_of(maker, self.directory.users.current)

    async def known_loss_of(self, maker: Maker) -> str | None:
        """Return the loss for lists and timers; the user may come from a cache of 30 s."""
        return await _loss_of(maker, self.directory.users.known)

    async def _subject(self, execution: Execution, finds: Finds) -> Subject:
        actor, scope = execution.caller, execution.org_id
        await self._require_active(scope)
        if actor.kind is CallerKind.USER:
            return Subject(lesser(actor, await self._rights_of(actor, scope, finds.user)), scope)
        if actor.kind is CallerKind.API_KEY:
            key = await self._key(actor, scope, finds.key)
            return Subject(actor, scope, frozenset(key.workflows) if key.workflows else None)
        if actor.kind is CallerKind.SERVICE_ACCOUNT:
            await _require_account(actor, scope, finds.account)
        if actor.maker is not None and (loss := await _loss_of(actor.maker, finds.user)):
            raise AuthorizationRevoked(loss)
        return Subject(actor, scope)

    async def _require_active(self, org_id: str) -> None:
        if org_id == GLOBAL:
            return
        organization = await self.directory.organizations.known(org_id)
        if organization is None or not organization.is_active:
            raise AuthorizationRevoked("the organization is no longer active")

    async def _rights_of(self, actor: Actor, org_id: str, find: Find) -> Rights:
        user_id = _uuid(actor.id) if actor.kind is CallerKind.USER else None
        user = await find(user_id) if user_id else None
        if user is None:
            raise AuthorizationRevoked("the user who asked for it was deleted")
        rights = rights_in(user, org_id)
        if rights is None:
            raise AuthorizationRevoked(_loss(user, org_id))
        return rights

    async def _key(self, actor: Actor, org_id: str, find: FindKey) -> ApiKey:
        key_id = _uuid(actor.id)
        key = await find(key_id) if key_id else None
        if key is None or key.org_id != org_id:
            raise AuthorizationRevoked("the API key that asked for it was removed")
        if key.revoked_at is not None:
            raise AuthorizationRevoked("the API key that asked for it was revoked")
        if not key.is_valid(self.clock.now()):
            raise AuthorizationRevoked("the API key that asked for it has expired")
        return key


async def _require_account(actor: Actor, org_id: str, find: FindAccount) -> None:
    account_id = _uuid(actor.id)
    account = await find(account_id) if account_id else None
    if account is None or account.org_id != org_id:
        raise AuthorizationRevoked("the service account that asked for it was removed")
    if not account.is_active:
        raise AuthorizationRevoked("the service account that asked for it was deactivated")


def _door_of(execution: Execution) -> Door:
    if execution.workflow_name == AGENT:
        return Door.AGENT
    if execution.parent_id is not None:
        return Door.CHILD
    return Door.DIRECT if execution.form_id is None else Door.FORM


def rights_in(user: User, org_id: str) -> Rights | None:
    """The rights of an active user in an organization or in GLOBAL; None if there are none."""
    if not user.is_active:
        return None
    if user.is_platform_admin:
        return Rights(is_admin=True, is_platform_admin=True)
    role = user.role_in(org_id)
    if role is None:
        return None
    return Rights(is_admin=role is MemberRole.ADMIN, is_platform_admin=False)


async def _loss_of(maker: Maker, find: Find) -> str | None:
    user = await find(maker.user_id)
    if user is None:
        return f"{maker.name}, who saved it, was removed"
    if not user.is_active:
        return f"{maker.name}, who saved it, was deactivated"
    rights = rights_in(user, maker.org_id)
    is_platforms = maker.needs is Needs.PLATFORM
    if rights and (rights.is_platform_admin if is_platforms else rights.is_admin):
        return None
    return f"{maker.name}, who saved it, is no longer {maker.needs}"


def lesser(then: Actor, now: Rights) -> Actor:
    """The actor with the rights that it had then and has now."""
    return then.model_copy(
        update={
            "is_admin": then.is_admin and now.is_admin,
            "is_platform_admin": then.is_platform_admin and now.is_platform_admin,
        }
    )


def _loss(user: User, org_id: str) -> str:
    if not user.is_active:
        return "the user who asked for it was deactivated"
    if org_id == GLOBAL:
        return "the user who asked for it is no longer a platform administrator"
    return "the user who asked for it is no longer in this organization"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
