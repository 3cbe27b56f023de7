"""What can be done with workflows."""

import json
from collections.abc import Mapping
from uuid import UUID

from pydantic import JsonValue

from shared import starting
from shared.call import Call
from shared.engine.authorization import Door
from shared.engine.confidence import restored, texts_in
from shared.engine.scripts import NAME as SCRIPT
from shared.errors import (
    InvalidInput,
    NotFound,
)
from shared.models.executions import FINAL, Execution
from shared.models.orders import Order
from shared.models.parameters import confided_in
from shared.models.replies import Reply
from shared.models.runs import NamedRunRequest, RerunRequest, RunRequest
from shared.models.workflows import Workflow
from shared.starting import Manner

MOST_DEPTH = 5


async def all(call: Call, door: Door = Door.DIRECT) -> list[Workflow]:  # noqa: A001  workflows.all
    """Those that the caller may start by this door, by name."""
    engine = call.platform.engine
    index = (await engine.catalog.index()).workflows
    found = [index[name] for name in sorted(index)]
    return await engine.authorization.startable(found, call.caller.subject, door)


async def run(
    call: Call, name: str, given: Mapping[str, JsonValue], manner: Manner | None = None
) -> Reply:
    """Run a workflow; its own result is the answer, or 202 where it goes through the queue."""
    order = await starting.order(call, name, RunRequest(input_data={**given}), manner or Manner())
    execution = await call.platform.engine.start(order)
    return _result(execution) if execution.status in FINAL else starting.accepted(call, execution)


async def execute(call: Call, name: str, request: RunRequest, manner: Manner) -> Reply:
    """Run a workflow; the answer says how it ended, well or not, or 202 if it goes on."""
    return await starting.outcome(call, await starting.order(call, name, request, manner))


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
    run = RunRequest(input_data={**given})
    order = await starting.order(call, name, run, Manner(), door=Door.CHILD)
    link = {"parent_id": parent.id, "depth": parent.depth + 1}
    execution = await call.platform.engine.run_child(order.model_copy(update=link))
    if execution.outcome is None or execution.outcome.result is None:
        raise starting.error_of(execution)
    result: JsonValue = json.loads(execution.outcome.result)
    return result


async def confided(call: Call, name: str, given: Mapping[str, JsonValue]) -> list[str]:
    """What the workflow takes in confidence of what it is given."""
    workflow = (await call.platform.engine.catalog.index()).workflows.get(name)
    names = confided_in(workflow.parameters) if workflow else ()
    return [text for each in names for text in texts_in(given.get(each))]


async def rerun(call: Call, execution_id: UUID, request: RerunRequest, manner: Manner) -> Reply:
    """Run a workflow again with the input of an earlier execution, as whoever asks for it.

    InvalidInput names what was given in confidence then, and has to be given again.
    """
    before = await call.execution(execution_id)
    return await starting.outcome(call, await _order_again(call, before, request, manner))


async def requeue(call: Call, execution_id: UUID, request: RerunRequest) -> Reply:
    """Run a dead letter again, through the queue, and take it off their list."""
    before = await call.execution(execution_id)
    call.changed("execution", execution_id, None, None)
    if not await call.executions.is_dead_letter(execution_id):
        raise NotFound("dead letter", execution_id)
    order = await _order_again(call, before, request, Manner(responds_async=True))
    execution = await call.platform.engine.start(order)
    await call.executions.drop_dead_letter(execution_id)
    return starting.accepted(call, execution)


async def _order_again(
    call: Call, before: Execution, request: RerunRequest, manner: Manner
) -> Order:
    complete = await call.executions.complete(before, ("input", "startup"))
    again = restored(complete, request.input_data)
    run = RunRequest(input_data=again, form_id=before.form_id)
    order = await starting.order(call, before.workflow_name, run, manner, complete.startup)
    return order.model_copy(update={"rerun_of": before.id})


def _result(execution: Execution) -> Reply:
    """The workflow's own result; an ExecutionError if it did not end well."""
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        raise starting.error_of(execution)
    return Reply(outcome.result.encode(), headers=starting.headers_of(execution))
