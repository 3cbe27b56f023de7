"""Endpoints: workflows that are called by an HTTP request of their own, with a key or without one.

A public endpoint looks at no credential: its run has the endpoint as its caller, in GLOBAL or in
the organization that its path names. Any other takes an API key, in the organization of the key.
"""

from dataclasses import replace
from typing import cast

from pydantic import JsonValue

from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.engine.inputs.coercion import coerced
from shared.errors import InvalidInput, MethodNotAllowed, NotAuthenticated, NotFound
from shared.models.automation.incoming import IncomingRequest, facts_of
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind, TriggerKind
from shared.models.executions import FINAL
from shared.models.parameters import properties_of
from shared.models.replies import Reply
from shared.models.runs import RunOptions, RunRequest
from shared.models.workflows import Workflow
from shared.operations import endpoint_replies, request_inputs, run_requests, triggers
from shared.repositories.sign_in_throttle import network_of

REFUSED = "send an API key in X-API-Key: this is no public endpoint"


async def answer(
    call: Call, name: str, request: IncomingRequest, options: RunOptions, org_id: str = GLOBAL
) -> Reply:
    """Run the workflow of an endpoint and reply as it says; 202 if it is not over in time."""
    public = await _public(call, name, org_id)
    if public is None:
        _require_key(call, org_id)
        workflow = await _keyed(call, name)
        what, limit = f"key {call.caller.actor.id}", call.platform.settings.endpoint_key_limit
    else:
        workflow, call = public
        address = network_of(request.address)
        what, limit = f"address {address}", call.platform.settings.endpoint_address_limit
        _require_no_key(options)
    now = call.platform.services.clock.now()
    await call.platform.directory.rate_limits.take(f"endpoint {what}", limit, now)
    _require_method(workflow, request)
    return await _run(call, workflow, request, options)


async def _run(
    call: Call, workflow: Workflow, request: IncomingRequest, options: RunOptions
) -> Reply:
    run = RunRequest(input_data=_input_of(workflow, request))
    order = await run_requests.order(call, workflow.name, run, options)
    if workflow.public_endpoint:  # anyone chooses its input: no other run shares its process
        alone = workflow.model_copy(update={"isolation": "fresh"})
        order = order.model_copy(update={"workflow": alone})
    execution = await call.platform.engine.submission.start(order)
    allowed = call.platform.settings.endpoint_headers
    if execution.status in FINAL:
        return endpoint_replies.of_outcome(execution, allowed)
    accepted = run_requests.accepted(call, execution, order)
    if call.caller.actor.kind is CallerKind.TRIGGER:  # nobody who calls it may read the record
        kept = {name: text for name, text in accepted.headers.items() if name != "Location"}
        accepted = replace(accepted, headers=kept)
    return accepted


async def _public(call: Call, name: str, org_id: str) -> tuple[Workflow, Call] | None:
    """The public endpoint of this name in this scope, and the call that it acts in."""
    index = (await call.platform.engine.catalog.index()).workflows
    workflow = index.get(name)
    if workflow is None or not (workflow.endpoint_enabled and workflow.public_endpoint):
        return None
    if org_id == GLOBAL:
        return None if workflow.organizations else (workflow, _acting(call, workflow, GLOBAL, None))
    organization = await call.platform.directory.organizations.known(org_id)
    is_named = org_id in workflow.organizations
    if not is_named or organization is None or not organization.is_active:
        raise NotFound("endpoint", f"{org_id}/{name}")
    return workflow, _acting(call, workflow, org_id, organization.name)


def _acting(call: Call, workflow: Workflow, org_id: str, org_name: str | None) -> Call:
    actor = Actor.of_trigger(
        TriggerKind.ENDPOINT, workflow.name, f"Endpoint {workflow.name}", maker=None
    )
    acting = triggers.call_of(call.platform, actor, org_id, org_name)
    return replace(acting, origin=replace(call.origin, route=acting.origin.route))


def _require_key(call: Call, org_id: str) -> None:
    if call.caller.actor.kind not in (CallerKind.API_KEY, CallerKind.SERVICE_ACCOUNT):
        raise NotAuthenticated(REFUSED)
    if org_id not in (GLOBAL, call.caller.scope):
        raise NotFound("endpoint of organization", org_id)


async def _keyed(call: Call, name: str) -> Workflow:
    workflow = await run_requests.startable(call, name, Door.DIRECT)
    if not workflow.endpoint_enabled:
        raise NotFound("endpoint", name)
    if workflow.public_endpoint:  # the key counts for nothing there, also not for its organization
        raise NotFound("endpoint", name, [f"{call.caller.scope}/{name}"])
    return workflow


def _require_no_key(options: RunOptions) -> None:
    if options.key is not None:
        raise InvalidInput("a public endpoint takes no Idempotency-Key: its callers are not known")


def _require_method(workflow: Workflow, request: IncomingRequest) -> None:
    if request.method not in workflow.allowed_methods:
        allowed = ", ".join(workflow.allowed_methods)
        raise MethodNotAllowed(f"{workflow.name} takes {allowed}", allowed)


def _input_of(workflow: Workflow, request: IncomingRequest) -> dict[str, JsonValue]:
    """Query and body as the parameters take them, the body first; the rest is left out.

    A workflow without further parameters (``**kwargs``) leaves nothing out.
    """
    properties = properties_of(workflow.parameters)
    whole = request_inputs.request_parameter(workflow.parameters)
    found = coerced(workflow.parameters, request_inputs.query_texts(request, properties))
    body = request_inputs.body_values(request, is_lenient=whole is not None)
    found = {**found, **coerced(workflow.parameters, body.texts), **body.values}
    if not workflow.parameters.get("additionalProperties"):
        found = {name: value for name, value in found.items() if name in properties}
    if whole is not None:
        found[whole] = cast("JsonValue", facts_of(request))
    return found
