"""What can be done with workflows."""

from datetime import timedelta

from pydantic import JsonValue

from shared.call import Call
from shared.engine import fitted
from shared.errors import (
    BifrostError,
    NotFound,
    NotPermitted,
    WorkflowError,
    WorkflowFailed,
    WorkflowTimeout,
)
from shared.models.callers import CallerKind
from shared.models.executions import Accepted, Execution, Status
from shared.models.orders import Order
from shared.models.replies import Reply
from shared.models.workflows import Workflow


async def run(
    call: Call, name: str, given: dict[str, JsonValue], *, respond_async: bool = False
) -> Reply:
    """Run a workflow; its own result is the answer, or 202 where it goes through the queue."""
    engine = call.platform.engine
    if not call.caller.may_run(name):
        raise NotFound("workflow", name)
    workflow = await engine.catalog.get(name)
    if workflow.disable_global_key and call.caller.actor.kind is CallerKind.HOST_KEY:
        raise NotPermitted(f"{name} cannot be run with a function key: sign in, or use an API key")
    order = _order(call, workflow, fitted(workflow, given))
    if respond_async or workflow.execution_mode == "async":
        return _accepted(call, await engine.enqueue(order))
    if workflow.timeout_seconds <= call.platform.settings.sync_wait_seconds:
        return _answer(await engine.execute(order))
    return await _run_long(call, order)


async def all(call: Call) -> list[Workflow]:  # noqa: A001  read as workflows.all(call)
    """Every workflow that can be run, by name."""
    index = await call.platform.engine.catalog.index()
    return [index.workflows[name] for name in sorted(index.workflows)]


async def _run_long(call: Call, order: Order) -> Reply:
    """Through the queue, because an instance without an active request may be taken away."""
    platform = call.platform
    accepted_at = platform.services.clock.now()
    execution = await platform.engine.enqueue(order)
    until = accepted_at + timedelta(seconds=platform.settings.sync_wait_seconds)
    ended = await platform.engine.wait(execution, until)
    return _accepted(call, execution) if ended is None else _answer(ended)


def _order(call: Call, workflow: Workflow, given: dict[str, JsonValue]) -> Order:
    caller = call.caller
    return Order(
        workflow=workflow,
        org_id=caller.scope,
        org_name=caller.org_name,
        caller=caller.actor,
        input=given,
    )


def _accepted(call: Call, execution: Execution) -> Reply:
    """202, with the record's place at the door through which the caller came."""
    at_machine_door = call.caller.actor.kind is CallerKind.HOST_KEY
    door = f"/api/workflows/{execution.workflow_name}" if at_machine_door else "/api"
    path = f"{door}/executions/{execution.id}"
    body = Accepted(execution_id=execution.id).model_dump_json().encode()
    headers = {"Location": path, "X-Execution-Id": str(execution.id)}
    return Reply(body, status=202, headers=headers)


def _answer(execution: Execution) -> Reply:
    """The workflow's own result; an ExecutionError if it did not end well."""
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        raise _error(execution)
    headers = {
        "X-Execution-Id": str(execution.id),
        "X-Execution-Status": execution.status.value,
    }
    return Reply(outcome.result.encode(), headers=headers)


def _error(execution: Execution) -> BifrostError:
    """What the caller may hear: the author's own words, or only that it failed."""
    outcome = execution.outcome
    if outcome and outcome.is_user_error:
        return WorkflowError(execution.id, outcome.error_message or "the workflow refused")
    name = execution.workflow_name
    if execution.status is Status.TIMEOUT:
        seconds = execution.timeout_seconds
        return WorkflowTimeout(execution.id, f"{name} ran longer than its limit of {seconds} s")
    return WorkflowFailed(
        execution.id, f"{name} failed; an administrator finds the reason on its execution record"
    )
