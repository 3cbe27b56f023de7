"""Request handlers that start, check and submit forms, by the same rules as the browser."""

import json
from collections.abc import Mapping
from datetime import UTC

from pydantic import JsonValue

from sdk.rpc.redaction import REDACTED
from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.engine.inputs.coercion import coerced
from shared.errors import Conflict, NotFound
from shared.forms import schema
from shared.forms.state import State
from shared.models.form_requests import FormRequest, ProviderRequest, StartupAnswer
from shared.models.forms import Form, Values
from shared.models.options import OptionsAnswer
from shared.models.replies import Reply
from shared.models.runs import RunOptions, RunRequest
from shared.models.workflows import Workflow
from shared.operations import form_access, form_checks, run_audit, run_requests
from shared.operations.form_orders import orders
from shared.repositories.form_startups import LIFE, Startup


async def execute(call: Call, form_id: str, request: FormRequest, options: RunOptions) -> Reply:
    """Run the form's workflow, and reply as for any execution of it.

    Raises FormRefused with one detail for each invalid field; nothing is written then.
    """
    order = await orders.order_of(call, form_id, request, options)
    return await run_requests.outcome(call, order)


async def preview(call: Call, form: Form, answers: Values, query: Mapping[str, str]) -> Values:
    """Return the parameters that a submission would give the workflow, with secrets masked.

    Nothing runs but the data providers of the form. Raises FormRefused for invalid answers, as a
    submission does, and Conflict for a form that cannot be sent.
    """
    index = await form_access.index_for(call, [form])
    workflow = form_checks.require_whole(form, index)
    state = State(form, answers, query, {}, UTC)
    found = orders.parameters_of(state, workflow, await orders.answers_of(call, state, index))
    hidden = {field.name for field in form.fields if field.secret}
    return {name: REDACTED if name in hidden else value for name, value in found.items()}


async def start(
    call: Call, form_id: str, given: Mapping[str, JsonValue], query: Mapping[str, str]
) -> StartupAnswer:
    """Run the launch workflow, without a record, and keep its result for the form.

    The audit log has an event of the run. Of its parameters, the query's override those that are
    given, which override defaults.
    """
    form = await form_access.require_usable(call, form_id)
    if form.launch_workflow_id is None:
        return StartupAnswer(result={})
    workflow = await _launch_workflow(call, form, form.launch_workflow_id)
    allowed = {name: text for name, text in query.items() if name in form.query_names}
    texts = coerced(workflow.parameters, allowed)
    input_data = orders.accepted(workflow, {**form.default_launch_params, **given, **texts})
    run = RunRequest(input_data=input_data, form_id=form.id, transient=True)
    order = await run_requests.order(call, workflow.name, run, RunOptions(), door=Door.FORM)
    execution = await run_audit.start(call, order, form.id)
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        raise run_requests.error_of(execution)
    return await _keep(call, form, json.loads(outcome.result))


async def options(call: Call, form_id: str, name: str, request: ProviderRequest) -> OptionsAnswer:
    """Return the options of a data provider that the form uses; NotFound for any other."""
    form = await form_access.require_usable(call, form_id)
    if name not in form.providers:
        raise NotFound("data provider of this form", name)
    index = await form_access.index_for(call, [form])
    found = await form_checks.options(call, index, name, request.inputs, fresh=request.no_cache)
    return OptionsAnswer.of(name, found)


async def _launch_workflow(call: Call, form: Form, name: str) -> Workflow:
    found = (await form_access.index_for(call, [form])).workflows.get(name)
    fault = schema.launch_fault(name, found)
    if found is None or fault:
        raise Conflict(f"the form cannot be started: {fault}")
    if found.timeout_seconds > call.platform.settings.sync_wait_seconds:
        raise Conflict(f"the form cannot be started: {name!r} may take longer than a request")
    return found


async def _keep(call: Call, form: Form, result: JsonValue) -> StartupAnswer:
    now = call.platform.services.clock.now()
    startup = Startup(
        form_id=form.id,
        caller_id=call.caller.actor.id,
        result=result,
        expires_at=now + LIFE,
    )
    token = await call.platform.directory.startups_of(call.caller.scope).keep(startup, now)
    return StartupAnswer(result=result, startup_token=token, expires_at=startup.expires_at)
