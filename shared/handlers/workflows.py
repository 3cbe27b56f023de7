"""Request handlers that start workflows."""

import json
from collections.abc import Mapping
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.engine.code.scripts import NAME as SCRIPT
from shared.engine.inputs.secret_inputs import restored, texts_in
from shared.errors import Conflict, Detail, InvalidInput, NotFound
from shared.forms.state import State
from shared.models.executions import FINAL, Execution
from shared.models.forms import Values
from shared.models.orders import Order
from shared.models.parameters import secret_names
from shared.models.replies import Reply
from shared.models.runs import NamedRunRequest, RerunRequest, RunOptions, RunRequest
from shared.models.workflows import Workflow
from shared.operations import form_access, form_checks, run_audit, run_requests
from shared.operations.fleet import dead_letter_figures

MOST_DEPTH = 5


async def listed(call: Call, door: Door = Door.DIRECT) -> list[Workflow]:
    """List the workflows that the caller may start by this door, by name."""
    engine = call.platform.engine
    index = (await engine.catalog.index()).workflows
    found = [index[name] for name in sorted(index)]
    return await engine.authorization.startable(found, call.caller.subject, door)


async def run(
    call: Call, name: str, given: Mapping[str, JsonValue], options: RunOptions | None = None
) -> Reply:
    """Run a workflow and reply with its result, or 202 if it goes through the queue."""
    order = await run_requests.order(
        call, name, RunRequest(input_data={**given}), options or RunOptions()
    )
    execution = await run_audit.start(call, order)
    if execution.status in FINAL:
        return _result(execution)
    return run_requests.accepted(call, execution, order)


async def execute(call: Call, name: str, request: RunRequest, options: RunOptions) -> Reply:
    """Run a workflow and reply with how it ended, successful or not, or 202 if it is not over."""
    return await run_requests.outcome(call, await run_requests.order(call, name, request, options))


async def execute_named(call: Call, request: NamedRunRequest, options: RunOptions) -> Reply:
    """Run a workflow that the body names, or a script that it holds; see ``execute``."""
    if request.code is None:
        return await execute(call, request.workflow_name or "", request, options)
    facts: dict[str, JsonValue] = {
        "code": request.code,
        "name": request.script_name,
        "parameters": request.input_data,
    }
    return await execute(call, SCRIPT, request.model_copy(update={"input_data": facts}), options)


async def run_child(call: Call, name: str, given: Mapping[str, JsonValue]) -> JsonValue:
    """Run a workflow for another run, and return its result; it runs here and ends with its parent.

    Raises InvalidInput if the parent is nested too deep, an ExecutionError if the child fails.
    """
    parent = call.run
    if parent is None:
        raise InvalidInput("only a run can have a child")
    if parent.depth >= MOST_DEPTH:
        raise InvalidInput(f"runs can be nested at most {MOST_DEPTH} deep: {name} would be deeper")
    run = RunRequest(input_data={**given})
    order = await run_requests.order(call, name, run, RunOptions(), door=Door.CHILD)
    link = {"parent_id": parent.id, "depth": parent.depth + 1}
    execution = await call.platform.engine.child_runs.run(order.model_copy(update=link))
    if execution.outcome is None or execution.outcome.result is None:
        raise run_requests.error_of(execution)
    result: JsonValue = json.loads(execution.outcome.result)
    return result


async def secret_texts(call: Call, name: str, given: Mapping[str, JsonValue]) -> list[str]:
    """Return the texts of the workflow's secret parameters among the given ones."""
    workflow = (await call.platform.engine.catalog.index()).workflows.get(name)
    names = secret_names(workflow.parameters) if workflow else ()
    return [text for each in names for text in texts_in(given.get(each))]


async def rerun(
    call: Call, execution_id: UUID, request: RerunRequest, options: RunOptions
) -> Reply:
    """Run a workflow again with the input of an earlier execution, with the caller's own rights.

    InvalidInput names the secret parameters, which have to be given again.
    """
    before = await call.execution(execution_id)
    return await run_requests.outcome(call, await _order_again(call, before, request, options))


async def requeue(call: Call, execution_id: UUID, request: RerunRequest) -> Reply:
    """Run a dead letter again, through the queue, and remove it from the list of dead letters."""
    before = await call.execution(execution_id)
    call.changed("execution", execution_id, None, None)
    if not await call.executions.is_dead_letter(execution_id):
        raise NotFound("dead letter", execution_id)
    order = await _order_again(call, before, request, RunOptions(responds_async=True))
    execution = await run_audit.start(call, order)
    await call.executions.drop_dead_letter(execution_id)
    await dead_letter_figures.count(call.platform, call.caller.scope)
    return run_requests.accepted(call, execution, order)


async def _order_again(
    call: Call, before: Execution, request: RerunRequest, options: RunOptions
) -> Order:
    """Make the order, by the door of the earlier run; its launch result is not used again."""
    complete = await call.executions.complete(before, ("input",))
    run = RunRequest(input_data=restored(complete, request.input_data), form_id=complete.form_id)
    name = complete.workflow_name
    if run.form_id is None:
        _require_no_token(request)
        order = await run_requests.order(call, name, run, options)
    else:
        launched = await _by_form(call, run.form_id, complete, run.input_data, request)
        order = await run_requests.order(call, name, run, options, launched, Door.FORM)
    return order.model_copy(update={"rerun_of": before.id})


async def _by_form(
    call: Call, form_id: str, before: Execution, given: Values, request: RerunRequest
) -> JsonValue:
    """Check the run against its form, and return the launch result of a new token, if there is one.

    NotFound if the caller does not see the form; Conflict if the run no longer fits it.
    """
    form = await form_access.require_usable(call, form_id)
    index = await form_access.index_for(call, [form])
    workflow = form_checks.require_whole(form, index)
    if workflow.name != before.workflow_name:
        raise Conflict(f"the form {form.name!r} runs {workflow.name} now: send the form again")
    launched = await form_checks.launched(call, form, request.startup_token)
    state = State(form, given, {}, {} if launched is None else launched)
    await form_checks.require_fit(call, state, workflow, index)
    return launched


def _require_no_token(request: RerunRequest) -> None:
    if request.startup_token is not None:
        message = "this run was not started by a form: leave out startupToken"
        raise InvalidInput(message, [Detail(("body", "startupToken"), message)])


def _result(execution: Execution) -> Reply:
    """Reply with the workflow's result; an ExecutionError if the run failed."""
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        raise run_requests.error_of(execution)
    return Reply(outcome.result.encode(), headers=run_requests.headers_of(execution))
