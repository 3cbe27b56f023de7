"""Checks a request to start a run, makes its order, and answers with its outcome."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from difflib import get_close_matches

from pydantic import JsonValue

from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.engine.code.scripts import NAME as SCRIPT
from shared.engine.inputs.idempotency import key_of
from shared.engine.inputs.secret_inputs import split_secrets
from shared.engine.inputs.validation import fitted
from shared.engine.journal.outcomes import longer
from shared.errors import (
    BifrostError,
    Conflict,
    InvalidInput,
    NotFound,
    NotPermitted,
    WorkflowCancelled,
    WorkflowError,
    WorkflowFailed,
    WorkflowTimeout,
)
from shared.models.callers import CallerKind
from shared.models.executions import FINAL, Accepted, Execution, Status
from shared.models.orders import Order
from shared.models.replies import Reply
from shared.models.runs import YEAR_SECONDS, RunOptions, RunRequest
from shared.models.views import outcome_of
from shared.models.workflows import Workflow
from shared.operations import run_audit

#: How many similar names a NotFound suggests.
NEAREST = 3
SIMILAR_CHECKED = 20


async def order(
    call: Call,
    name: str,
    request: RunRequest,
    options: RunOptions,
    startup: JsonValue = None,
    door: Door = Door.DIRECT,
) -> Order:
    """Check a request and make its order; nothing is written if it is invalid.

    Raises NotFound, NotPermitted or InvalidInput. NotFound also if the caller may not start the
    workflow by this door: see ``shared.engine.authorization``.
    """
    workflow = await startable(call, name, door)
    return await order_of(call, workflow, request, options, startup, door)


async def order_of(
    call: Call,
    workflow: Workflow,
    request: RunRequest,
    options: RunOptions,
    startup: JsonValue = None,
    door: Door = Door.DIRECT,
) -> Order:
    """Make the order of a workflow that the caller may start; InvalidInput as ``order`` says."""
    _check(call, workflow, request, options)
    shown, secret_inputs = split_secrets(workflow.parameters, fitted(workflow, request.input_data))
    due_at = _due_at(call, request)
    caller, key = call.caller, None
    if options.key is not None:
        facts = _facts_of(request, options, startup)
        key = await key_of(caller.actor, workflow.name, options.key, facts, shown, secret_inputs)
    return Order(
        workflow=workflow,
        org_id=caller.scope,
        org_name=caller.org_name,
        caller=caller.actor,
        input=shown,
        secret_inputs=secret_inputs,
        startup=startup,
        form_id=request.form_id if door is Door.FORM else None,  # by another door it is unchecked
        due_at=due_at,
        key=key,
        is_transient=request.transient,
        responds_async=options.responds_async,
        wait_seconds=options.wait_seconds,
    )


def _check(call: Call, workflow: Workflow, request: RunRequest, options: RunOptions) -> None:
    """NotPermitted or InvalidInput for what this caller cannot ask of this workflow."""
    if workflow.disable_global_key and call.caller.actor.kind is CallerKind.HOST_KEY:
        raise NotPermitted(
            f"{workflow.name} cannot be run with a function key: sign in, or use an API key"
        )
    if request.transient and options.key:
        raise InvalidInput("a transient run leaves nothing to compare an Idempotency-Key with")


async def startable(call: Call, name: str, door: Door = Door.DIRECT) -> Workflow:
    """Return the workflow of this name, if the caller may start it.

    Otherwise NotFound suggests workflows with similar names that the caller may start: a denied and
    a missing workflow get the same answer. Conflict if the workflow cannot be loaded at present,
    for callers who might start it otherwise.
    """
    caller, engine = call.caller, call.platform.engine
    if name == SCRIPT and not caller.is_platform_admin:
        raise NotPermitted("scripts are for platform administrators")
    try:
        workflow = await engine.catalog.get(name, to_admin=caller.is_platform_admin)
    except Conflict:
        lost = await engine.catalog.lost(name, Workflow)
        never_worked = not lost and caller.is_platform_admin
        if never_worked or await engine.authorization.startable(lost, caller.subject, door):
            raise
    except NotFound:
        pass
    else:
        if await engine.authorization.may_start(workflow, caller.subject, door):
            return workflow
    raise NotFound("workflow", name, await _near(call, name, door))


async def _near(call: Call, name: str, door: Door) -> list[str]:
    index = (await call.platform.engine.catalog.index()).workflows
    similar = [index[one] for one in get_close_matches(name, index, SIMILAR_CHECKED) if one != name]
    rule = call.platform.engine.authorization
    return [one.name for one in await rule.startable(similar, call.caller.subject, door)][:NEAREST]


async def outcome(call: Call, wanted: Order) -> Reply:
    """Reply 200 with how the run ended, successful or not, or 202 if it is not over."""
    execution = await run_audit.start(call, wanted)
    if execution.status not in FINAL:
        return accepted(call, execution, wanted)
    to_admin = call.caller.actor.is_admin
    told = outcome_of(execution, to_admin=to_admin, is_transient=wanted.is_transient)
    return Reply(told.model_dump_json().encode(), headers=headers_of(execution))


def accepted(call: Call, execution: Execution, wanted: Order) -> Reply:
    """Reply 202 with the address of the record, in the API through which the caller came."""
    by_machine_api = call.caller.actor.kind is CallerKind.HOST_KEY
    base = f"/api/workflows/{execution.workflow_name}" if by_machine_api else "/api"
    path = f"{base}/executions/{execution.id}"
    body = Accepted(
        execution_id=execution.id, status=execution.status, message=_what_comes(execution)
    )
    headers = {"Location": path, "X-Execution-Id": str(execution.id)}
    if wanted.responds_async:
        waited = f", wait={wanted.wait_seconds}" if wanted.wait_seconds else ""
        headers["Preference-Applied"] = f"respond-async{waited}"
    return Reply(body.model_dump_json().encode(), status=202, headers=headers)


def headers_of(execution: Execution) -> Mapping[str, str]:
    return {
        "X-Execution-Id": str(execution.id),
        "X-Execution-Status": execution.status.value,
    }


def error_of(execution: Execution) -> BifrostError:
    """Return the error for a failed run: the author's or our own words, or only that it failed."""
    outcome = execution.outcome
    if outcome and outcome.is_user_error:
        return WorkflowError(execution.id, outcome.error_message or "the workflow refused")
    name = execution.workflow_name
    if execution.status is Status.TIMEOUT:
        seconds = execution.timeout_seconds
        words = f"{name} ran longer than its limit of {seconds} s{longer(seconds)}"
        return WorkflowTimeout(execution.id, words)
    if execution.status is Status.CANCELLED:
        return WorkflowCancelled(execution.id, f"the run of {name} was cancelled")
    if outcome and outcome.is_platform_error:
        return WorkflowFailed(execution.id, f"{name} failed: {outcome.error_message}")
    return WorkflowFailed(
        execution.id, f"{name} failed; an administrator finds the reason in its execution record"
    )


def _facts_of(request: RunRequest, options: RunOptions, startup: JsonValue) -> dict[str, JsonValue]:
    """Return all that distinguishes one request from another under the same key."""
    facts = {**request.model_dump(mode="json"), "respondsAsync": options.responds_async}
    return facts if startup is None else {**facts, "startup": startup}


def _due_at(call: Call, request: RunRequest) -> datetime | None:
    now = call.platform.services.clock.now()
    if request.delay_seconds is not None:
        return now + timedelta(seconds=request.delay_seconds)
    if request.scheduled_at and request.scheduled_at > now + timedelta(seconds=YEAR_SECONDS):
        raise InvalidInput("scheduledAt is more than a year from now")
    return request.scheduled_at


def _what_comes(execution: Execution) -> str:
    if execution.status is not Status.SCHEDULED or execution.due_at is None:
        return "accepted: read its record to see how it went"
    at = execution.due_at.isoformat(timespec="seconds")
    return f"it failed and is tried again at {at}" if execution.attempts else f"it begins at {at}"
