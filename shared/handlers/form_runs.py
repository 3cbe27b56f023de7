"""Request handlers that start, check and submit forms, by the same rules as the browser."""

import json
from collections.abc import Mapping

from pydantic import JsonValue

from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.engine.inputs.coercion import coerced
from shared.engine.inputs.validation import fitted
from shared.errors import Conflict, Detail, FormRefused, InvalidInput, NotFound
from shared.forms import checking, schema
from shared.forms.faults import FaultCode
from shared.forms.state import State
from shared.models.form_requests import FormRequest, ProviderRequest, StartupAnswer
from shared.models.forms import Form, Values
from shared.models.options import OptionsAnswer
from shared.models.orders import Order
from shared.models.parameters import properties_of
from shared.models.replies import Reply
from shared.models.runs import RunRequest
from shared.models.workflows import Index, Workflow
from shared.operations import form_access, form_checks, run_audit, run_requests
from shared.operations.run_requests import RunOptions
from shared.repositories.form_startups import LIFE, Startup


async def execute(call: Call, form_id: str, request: FormRequest, options: RunOptions) -> Reply:
    """Run the form's workflow, and reply as for any execution of it.

    Raises FormRefused with one detail for each invalid field; nothing is written then.
    """
    form = await form_access.require_usable(call, form_id)
    index = await form_access.index_for(call, [form])
    workflow = form_checks.require_whole(form, index)
    launched = await form_checks.launched(call, form, request.startup_token)
    state = State(
        form,
        request.form_data,
        request.query_params,
        {} if launched is None else launched,
        request.zone,
    )
    answered = await _answers(call, state, index)
    run = RunRequest(
        input_data=parameters_of(state, workflow, answered),
        form_id=form.id,
        delay_seconds=request.delay_seconds,
        scheduled_at=request.scheduled_at,
    )
    order = await _order(call, workflow, run, options, launched)
    # Before the run starts: files that a run names are not removed while it runs.
    grants, now = state.grants, call.platform.services.clock.now()
    await call.platform.directory.uploads_of(call.caller.scope).name(grants, now)
    return await run_requests.outcome(call, order)


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
    input_data = _accepted(workflow, {**form.default_launch_params, **given, **texts})
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


def parameters_of(state: State, workflow: Workflow, answered: Values) -> Values:
    """Return the parameters: defaults, overridden by what was filled in.

    A value that is no field of the form counts only if the workflow takes any parameter, and never
    overrides a declared parameter or a default.
    """
    form = state.form
    unknown: Values = {}
    if workflow.parameters.get("additionalProperties"):
        taken = {*(f.name for f in form.fields), *properties_of(workflow.parameters)}
        taken |= {*form.default_launch_params}
        unknown = {name: value for name, value in state.given.items() if name not in taken}
    defaults = _accepted(workflow, form.default_launch_params)
    return {**unknown, **defaults, **_accepted(workflow, answered)}


def _accepted(workflow: Workflow, values: Mapping[str, JsonValue]) -> Values:
    """Return the values that the workflow accepts."""
    if workflow.parameters.get("additionalProperties"):
        return {**values}
    known = properties_of(workflow.parameters)
    return {name: value for name, value in values.items() if name in known}


async def _order(
    call: Call, workflow: Workflow, run: RunRequest, options: RunOptions, launched: JsonValue
) -> Order:
    """Make the order; FormRefused if the workflow's parameters reject what the fields accept."""
    texts = {name: value for name, value in run.input_data.items() if isinstance(value, str)}
    typed = {**run.input_data, **coerced(workflow.parameters, texts)}
    try:
        fitted(workflow, typed)
    except InvalidInput as error:
        details = [
            Detail(
                ("body", "formData", *each.location[1:]), each.message, FaultCode.PARAMETER_INVALID
            )
            for each in error.details
        ]
        raise FormRefused(str(error), details) from error
    fit = run.model_copy(update={"input_data": typed})
    return await run_requests.order(call, workflow.name, fit, options, launched, Door.FORM)


async def _answers(call: Call, state: State, index: Index) -> Values:
    """Return the values of visible fields; FormRefused if some are invalid."""
    found = await checking.checked(state, form_checks.FormSources(call, state, index))
    if found.faults:
        details = [
            Detail(("body", "formData", name), str(fault), fault.code)
            for name, fault in found.faults.items()
        ]
        raise FormRefused("some fields are invalid: see details", details)
    return found.values


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
