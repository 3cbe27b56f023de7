"""Answers the SDK calls of one run, with that run's organization and rights and no others."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace

from pydantic import JsonValue, ValidationError

from sdk.rpc.calls import CALLS, Right
from shared.broker import (
    agents,
    ai,
    config,
    events,
    executions,
    files,
    forms,
    knowledge,
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

#: Every SDK call and its arguments; ``sdk.rpc.calls`` says which runs may make it.
SDK_CALLS: Mapping[str, type[SdkCall]] = {
    "agents.run": agents.Run,
    "ai.begin": ai.BeginAnswer,
    "ai.complete": ai.Complete,
    "ai.embed": ai.Embed,
    "ai.get_model_info": ai.GetModelInfo,
    "ai.more": ai.More,
    "ai.stop": ai.StopAnswer,
    "config.delete": config.Delete,
    "config.get": config.Get,
    "config.list": config.List,
    "config.set": config.Set,
    "events.emit": events.Emit,
    "executions.get": executions.Get,
    "executions.get_logs": executions.GetLogs,
    "executions.list": executions.List,
    "files.add_part": files.AddPart,
    "files.delete": files.Delete,
    "files.find": files.Find,
    "files.list": files.List,
    "files.read": files.Read,
    "files.write": files.Write,
    "forms.get": forms.Get,
    "forms.list": forms.List,
    "knowledge.delete": knowledge.Delete,
    "knowledge.delete_namespace": knowledge.DeleteNamespace,
    "knowledge.get": knowledge.Get,
    "knowledge.list_namespaces": knowledge.ListNamespaces,
    "knowledge.search": knowledge.Search,
    "knowledge.store": knowledge.StoreTexts,
    "oauth.delete_token": oauth.DeleteToken,
    "oauth.get": oauth.Get,
    "oauth.list_providers": oauth.ListProviders,
    "oauth.refresh_token": oauth.RefreshToken,
    "oauth.set_token": oauth.SetToken,
    "organizations.create": organizations.Create,
    "organizations.delete": organizations.Delete,
    "organizations.get": organizations.Get,
    "organizations.list": organizations.List,
    "organizations.update": organizations.Update,
    "roles.assign_forms": roles.AssignForms,
    "roles.assign_users": roles.AssignUsers,
    "roles.create": roles.Create,
    "roles.delete": roles.Delete,
    "roles.get": roles.Get,
    "roles.list": roles.List,
    "roles.list_forms": roles.ListForms,
    "roles.list_users": roles.ListUsers,
    "roles.update": roles.Update,
    "secrets.delete": secrets.Delete,
    "secrets.get": secrets.Get,
    "secrets.list": secrets.List,
    "secrets.set": secrets.Set,
    "storage.delete": storage.Delete,
    "storage.download": storage.Download,
    "storage.generate_url": storage.GenerateUrl,
    "storage.get_metadata": storage.GetMetadata,
    "storage.list": storage.List,
    "storage.upload": storage.Write,
    "users.create": users.Create,
    "users.delete": users.Delete,
    "users.get": users.Get,
    "users.list": users.List,
    "users.update": users.Update,
    "workflows.cancel": workflows.Cancel,
    "workflows.execute": workflows.Execute,
    "workflows.list": workflows.List,
}


@dataclass(frozen=True, slots=True)
class Broker:
    """The request handler of one run: see ``shared.engine.ports``."""

    call: Call
    slot: Slot
    secrets: set[str] = field(default_factory=set[str])

    async def answer(self, call: str, arguments: Mapping[str, JsonValue]) -> object:
        """Answer one SDK call; NotFound for an unknown one, InvalidInput for invalid arguments."""
        if call not in SDK_CALLS:
            raise NotFound("SDK call", call)
        right, kind = CALLS[call], SDK_CALLS[call]
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
