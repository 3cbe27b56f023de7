"""What can be done with workflows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.engine import SCRIPT, fitted, key_for
from shared.errors import (
    BifrostError,
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
from shared.models.orders import IdempotencyKey, Order
from shared.models.replies import Reply
from shared.models.runs import YEAR_SECONDS, NamedRunRequest, RunRequest
from shared.models.views import outcome_of
from shared.models.workflows import Workflow

MOST_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Manner:
    """What the headers say of a run: whether to wait for it, and its Idempotency-Key."""

    responds_async: bool = False
    key: str | None = None


async def all(call: Call) -> list[Workflow]:  # noqa: A001  read as workflows.all(call)
    """Every workflow that can be run, by name."""
    index = await call.platform.engine.catalog.index()
    return [index.workflows[name] for name in sorted(index.workflows)]


async def run(
    call: Call, name: str, given: Mapping[str, JsonValue], manner: Manner | None = None
) -> Reply:
    """Run a workflow; its own result is the answer, or 202 where it goes through the queue."""
    order = await _order(call, name, RunRequest(input_data={**given}), manner or Manner())
    execution = await call.platform.engine.start(order)
    return _result(execution) if execution.status in FINAL else _accepted(call, execution)


async def execute(call: Call, name: str, request: RunRequest, manner: Manner) -> Reply:
    """Run a workflow; the answer says how it ended, well or not, or 202 if it goes on."""
    return await _outcome(call, await _order(call, name, request, manner))


async def execute_named(call: Call, request: NamedRunRequest, manner: Manner) -> Reply:
    """The same with the name in the request, or with a script there."""
    if request.code is None:
        return await execute(call, request.workflow_name or "", request, manner)
    facts: dict[str, JsonValue] = {
        "code": request.code,
        "name": request.script_name,
        "parameters": request.input_data,
    }
    return await execute(call, SCRIPT, request.model_copy(update={"input_data": facts}), manner)


async def run_child(call: Call, name: str, given: Mapping[str, JsonValue]) -> JsonValue:
    """The result of a run that another run asks for; it runs here, and ends with the other.

    InvalidInput if the other is nested too deep already, an ExecutionError if it ends badly.
    """
    parent = call.run
    if parent is None:
        raise InvalidInput("only a run can have a child")
    if parent.depth >= MOST_DEPTH:
        raise InvalidInput(f"runs can be nested {MOST_DEPTH} deep: {name} would be deeper")
    order = await _order(call, name, RunRequest(input_data={**given}), Manner())
    link = {"parent_id": parent.id, "depth": parent.depth + 1}
    execution = await call.platform.engine.run_child(order.model_copy(update=link))
    if execution.outcome is None or execution.outcome.result is None:
        raise _error(execution)
    result: JsonValue = json.loads(execution.outcome.result)
    return result


async def rerun(call: Call, execution_id: UUID, manner: Manner) -> Reply:
    """Run a workflow again with the input of an earlier execution, as whoever asks for it."""
    before = await call.execution(execution_id)
    return await _outcome(call, await _order_again(call, before, manner))


async def requeue(call: Call, execution_id: UUID) -> Reply:
    """Run a dead letter again, through the queue, and take it off their list."""
    before = await call.execution(execution_id)
    call.changed("execution", execution_id, None, None)
    if not await call.executions.is_dead_letter(execution_id):
        raise NotFound("dead letter", execution_id)
    order = await _order_again(call, before, Manner(responds_async=True))
    execution = await call.platform.engine.start(order)
    await call.executions.drop_dead_letter(execution_id)
    return _accepted(call, execution)


async def _order(call: Call, name: str, request: RunRequest, manner: Manner) -> Order:
    """NotFound, NotPermitted or InvalidInput if it cannot be; nothing has been written then."""
    if not call.caller.may_run(name):
        raise NotFound("workflow", name)
    workflow = await call.platform.engine.catalog.get(name)
    caller = call.caller
    if workflow.disable_global_key and caller.actor.kind is CallerKind.HOST_KEY:
        raise NotPermitted(f"{name} cannot be run with a function key: sign in, or use an API key")
    if name == SCRIPT and not caller.is_platform_admin:
        raise NotPermitted("scripts are for platform administrators")
    if request.transient and manner.key:
        raise InvalidInput("a transient run leaves nothing to compare an Idempotency-Key with")
    return Order(
        workflow=workflow,
        org_id=caller.scope,
        org_name=caller.org_name,
        caller=caller.actor,
        input=fitted(workflow, request.input_data),
        form_id=request.form_id,
        due_at=_due_at(call, request),
        key=_key(call, name, request, manner),
        is_transient=request.transient,
        responds_async=manner.responds_async,
    )


def _key(call: Call, name: str, request: RunRequest, manner: Manner) -> IdempotencyKey | None:
    if manner.key is None:
        return None
    asked = {**request.model_dump(mode="json"), "respondsAsync": manner.responds_async}
    return key_for(call.caller.actor, name, manner.key, json.dumps(asked, sort_keys=True))


async def _order_again(call: Call, before: Execution, manner: Manner) -> Order:
    complete = await call.executions.complete(before, ("input",))
    request = RunRequest(input_data=complete.input, form_id=before.form_id)
    order = await _order(call, before.workflow_name, request, manner)
    return order.model_copy(update={"rerun_of": before.id})


def _due_at(call: Call, request: RunRequest) -> datetime | None:
    now = call.platform.services.clock.now()
    if request.delay_seconds is not None:
        return now + timedelta(seconds=request.delay_seconds)
    if request.scheduled_at and request.scheduled_at > now + timedelta(seconds=YEAR_SECONDS):
        raise InvalidInput("scheduledAt is more than a year away")
    return request.scheduled_at


async def _outcome(call: Call, order: Order) -> Reply:
    execution = await call.platform.engine.start(order)
    if execution.status not in FINAL:
        return _accepted(call, execution)
    to_admin = call.caller.actor.is_admin
    outcome = outcome_of(execution, to_admin=to_admin, is_transient=order.is_transient)
    return Reply(outcome.model_dump_json().encode(), headers=_headers(execution))


def _accepted(call: Call, execution: Execution) -> Reply:
    """202, with the record's place at the door through which the caller came."""
    at_machine_door = call.caller.actor.kind is CallerKind.HOST_KEY
    door = f"/api/workflows/{execution.workflow_name}" if at_machine_door else "/api"
    path = f"{door}/executions/{execution.id}"
    body = Accepted(
        execution_id=execution.id, status=execution.status, message=_prospect(execution)
    )
    headers = {"Location": path, "X-Execution-Id": str(execution.id)}
    return Reply(body.model_dump_json().encode(), status=202, headers=headers)


def _prospect(execution: Execution) -> str:
    if execution.status is not Status.SCHEDULED or execution.due_at is None:
        return "accepted: ask for its record to see how it went"
    at = execution.due_at.isoformat(timespec="seconds")
    return f"it failed and is tried again at {at}" if execution.attempts else f"it begins at {at}"


def _result(execution: Execution) -> Reply:
    """The workflow's own result; an ExecutionError if it did not end well."""
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        raise _error(execution)
    return Reply(outcome.result.encode(), headers=_headers(execution))


def _headers(execution: Execution) -> Mapping[str, str]:
    return {
        "X-Execution-Id": str(execution.id),
        "X-Execution-Status": execution.status.value,
    }


def _error(execution: Execution) -> BifrostError:
    """What the caller may hear: the author's own words, or only that it failed."""
    outcome = execution.outcome
    if outcome and outcome.is_user_error:
        return WorkflowError(execution.id, outcome.error_message or "the workflow refused")
    name = execution.workflow_name
    if execution.status is Status.TIMEOUT:
        seconds = execution.timeout_seconds
        return WorkflowTimeout(execution.id, f"{name} ran longer than its limit of {seconds} s")
    if execution.status is Status.CANCELLED:
        return WorkflowCancelled(execution.id, f"the run of {name} was cancelled")
    return WorkflowFailed(
        execution.id, f"{name} failed; an administrator finds the reason on its execution record"
    )
