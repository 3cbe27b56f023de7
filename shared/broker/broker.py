"""Answers the SDK calls of one run, with that run's organization and rights and no others."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from enum import Enum

from pydantic import JsonValue, ValidationError

from shared.broker import (
    config,
    executions,
    files,
    forms,
    oauth,
    organizations,
    roles,
    secrets,
    storage,
    users,
    workflows,
)
from shared.broker.request import SdkCall
from shared.call import Call, Caller
from shared.engine.queue.slots import Slot
from shared.errors import Detail, InvalidInput, NotFound, NotPermitted
from shared.models.base import GLOBAL
from shared.models.callers import Origin
from shared.models.executions import Execution
from shared.operations.auditing import on_record
from shared.wording.error_messages import faults_of


class Right(Enum):
    """The right that an SDK call needs in the run's own scope.

    For another organization, with ``org_id``, the run must have been started by a platform
    administrator, or be one of the platform's own in GLOBAL: see ``Caller.may_name_organizations``.
    """

    ANY_RUN = "any run"
    ADMIN_RUN = "a run that an administrator of the organization started"
    #: The call concerns the whole platform, and is recorded in GLOBAL's audit log.
    PLATFORM_RUN = "a run that a platform administrator started"


#: The right that each SDK call needs, and its request class.
ACCESS: Mapping[str, tuple[Right, type[SdkCall]]] = {
    "config.delete": (Right.ADMIN_RUN, config.Delete),
    "config.get": (Right.ANY_RUN, config.Get),
    "config.list": (Right.ANY_RUN, config.List),
    "config.set": (Right.ADMIN_RUN, config.Set),
    "executions.get": (Right.ANY_RUN, executions.Get),
    "executions.get_logs": (Right.ANY_RUN, executions.GetLogs),
    "executions.list": (Right.ANY_RUN, executions.List),
    "files.add_part": (Right.ANY_RUN, files.AddPart),
    "files.delete": (Right.ANY_RUN, files.Delete),
    "files.find": (Right.ANY_RUN, files.Find),
    "files.list": (Right.ANY_RUN, files.List),
    "files.read": (Right.ANY_RUN, files.Read),
    "files.write": (Right.ANY_RUN, files.Write),
    "forms.get": (Right.ANY_RUN, forms.Get),
    "forms.list": (Right.ANY_RUN, forms.List),
    "organizations.create": (Right.PLATFORM_RUN, organizations.Create),
    "organizations.delete": (Right.PLATFORM_RUN, organizations.Delete),
    "organizations.get": (Right.ANY_RUN, organizations.Get),
    "organizations.list": (Right.PLATFORM_RUN, organizations.List),
    "organizations.update": (Right.PLATFORM_RUN, organizations.Update),
    "roles.assign_forms": (Right.ADMIN_RUN, roles.AssignForms),
    "roles.assign_users": (Right.ADMIN_RUN, roles.AssignUsers),
    "roles.create": (Right.ADMIN_RUN, roles.Create),
    "roles.delete": (Right.ADMIN_RUN, roles.Delete),
    "roles.get": (Right.ADMIN_RUN, roles.Get),
    "roles.list": (Right.ADMIN_RUN, roles.List),
    "roles.list_forms": (Right.ADMIN_RUN, roles.ListForms),
    "roles.list_users": (Right.ADMIN_RUN, roles.ListUsers),
    "roles.update": (Right.ADMIN_RUN, roles.Update),
    "storage.delete": (Right.ANY_RUN, storage.Delete),
    "storage.download": (Right.ANY_RUN, storage.Download),
    "storage.generate_url": (Right.ANY_RUN, storage.GenerateUrl),
    "storage.get_metadata": (Right.ANY_RUN, storage.GetMetadata),
    "storage.list": (Right.ANY_RUN, storage.List),
    "storage.upload": (Right.ANY_RUN, storage.Write),
    "users.create": (Right.PLATFORM_RUN, users.Create),
    "users.delete": (Right.PLATFORM_RUN, users.Delete),
    "users.get": (Right.PLATFORM_RUN, users.Get),
    "users.list": (Right.PLATFORM_RUN, users.List),
    "users.update": (Right.PLATFORM_RUN, users.Update),
    "workflows.cancel": (Right.ANY_RUN, workflows.Cancel),
    "workflows.execute": (Right.ANY_RUN, workflows.Execute),
    "workflows.list": (Right.ANY_RUN, workflows.List),
    "secrets.delete": (Right.ADMIN_RUN, secrets.Delete),
    "secrets.get": (Right.ANY_RUN, secrets.Get),
    "secrets.list": (Right.ANY_RUN, secrets.List),
    "secrets.set": (Right.ADMIN_RUN, secrets.Set),
    "oauth.delete_token": (Right.ADMIN_RUN, oauth.DeleteToken),
    "oauth.get": (Right.ANY_RUN, oauth.Get),
    "oauth.list_providers": (Right.ANY_RUN, oauth.ListProviders),
    "oauth.refresh_token": (Right.ADMIN_RUN, oauth.RefreshToken),
    "oauth.set_token": (Right.ADMIN_RUN, oauth.SetToken),
}


@dataclass(frozen=True, slots=True)
class Broker:
    """The request handler of one run: see ``shared.engine.ports``."""

    call: Call
    slot: Slot
    secrets: set[str] = field(default_factory=set[str])

    async def answer(self, call: str, arguments: Mapping[str, JsonValue]) -> object:
        """Answer one SDK call; NotFound for an unknown one, InvalidInput for invalid arguments."""
        if call not in ACCESS:
            raise NotFound("SDK call", call)
        right, kind = ACCESS[call]
        request = _read(call, kind, arguments)
        run = self.call.run
        caller = await self._caller(call, right, request, await self._authorized(run))
        run_id = str(run.id) if run else None
        origin = Origin(call, request.audit or "", run_id, execution_id=run_id)
        bound = Call(caller, self.call.platform, origin=origin, run=run)
        self.secrets.update(await request.secret_texts(bound))
        with self.slot.released() if kind.frees_slot else nullcontext():
            answer = await _answered(call, request, bound)
        self.secrets.update(request.secrets_in(answer))
        return answer

    async def _authorized(self, run: Execution | None) -> Caller:
        """Return the run's caller with the rights that it still has of those it began with.

        Raises AuthorizationRevoked, which is a NotPermitted, if it has none.
        """
        caller = self.call.caller
        if run is None:
            return caller
        actor = await self.call.platform.engine.reauthorization.meanwhile(run)
        return replace(caller, actor=actor)

    async def _caller(self, call: str, right: Right, request: SdkCall, caller: Caller) -> Caller:
        """Return the run's caller, bound to the organization that the call concerns."""
        if right is Right.PLATFORM_RUN:
            if not caller.may_name_organizations:
                raise NotPermitted(f"{call} needs {right.value}")
            return replace(caller, scope=GLOBAL, org_name=None)
        scope = request.organization or caller.scope
        if scope != caller.scope:
            return await self._elsewhere(call, scope, caller)
        if right is Right.ADMIN_RUN and not caller.actor.administers(caller.scope):
            raise NotPermitted(f"{call} needs {right.value}")
        return caller

    async def _elsewhere(self, call: str, scope: str, caller: Caller) -> Caller:
        if not caller.may_name_organizations:
            raise NotPermitted(
                f"{call} with the org_id of another organization needs a run that a platform"
                " administrator started"
            )
        if scope == GLOBAL:
            return replace(caller, scope=GLOBAL, org_name=None)
        found = await self.call.platform.directory.organizations.known(scope)
        if found is None or not found.is_active:
            raise NotFound("active organization", scope)
        return replace(caller, scope=scope, org_name=found.name)


async def _answered(call: str, request: SdkCall, bound: Call) -> object:
    """Answer the call; models that it makes for a handler are validated as over HTTP."""
    try:
        if request.audit:
            return await on_record(bound, lambda: request.answer(bound))
        return await request.answer(bound)
    except ValidationError as error:
        invalid = _invalid_arguments(call, error)
    raise invalid


def _read(call: str, kind: type[SdkCall], arguments: Mapping[str, JsonValue]) -> SdkCall:
    try:
        return kind.model_validate(arguments)
    except ValidationError as error:
        invalid = _invalid_arguments(call, error)
    raise invalid


def _invalid_arguments(call: str, error: ValidationError) -> InvalidInput:
    """Make the error to raise outside of ``except``: its cause would hold the arguments."""
    faults = [Detail(where, words) for where, words in faults_of(error)]
    return InvalidInput(f"{call}: invalid arguments", faults)
