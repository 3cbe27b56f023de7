"""How a form is begun, offers choices, and is sent: checked here as in the browser, then run."""

import asyncio
import json
from collections.abc import Mapping

from pydantic import JsonValue

from shared import form_access, starting
from shared.call import Call
from shared.engine.coercion import coerced
from shared.engine.validation import fitted
from shared.errors import Conflict, Detail, FormRefused, InvalidInput, NotFound
from shared.forms import answers, schema, times
from shared.forms.answers import Choices, Fault, Nothing
from shared.forms.confided import confided_faults
from shared.forms.state import State
from shared.forms.uploads import Inbox
from shared.models.form_requests import FormRequest, ProviderRequest, StartupAnswer
from shared.models.forms import Form, FormField, Values
from shared.models.options import Options, OptionsAnswer, OptionsOrder
from shared.models.orders import Order
from shared.models.parameters import properties_of
from shared.models.replies import Reply
from shared.models.runs import RunRequest
from shared.models.workflows import Index, Workflow
from shared.repositories.startups import LIFE, Startup
from shared.starting import Manner


async def execute(call: Call, form_id: str, request: FormRequest, manner: Manner) -> Reply:
    """Run the form's workflow; the answer is that of a workflow's execution.

    FormRefused with one detail per field that is not right; nothing has been written then.
    """
    form = await form_access.usable(call, form_id)
    index = await call.platform.engine.catalog.index()
    workflow = _require_whole(form, index)
    launched = await _launched(call, form, request.startup_token)
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
    order = await _order(call, workflow, run, manner, launched)
    # Before it starts: what a run names is not removed while it runs.
    grants, now = state.grants, call.platform.services.clock.now()
    await call.platform.directory.uploads_of(call.caller.scope).name(grants, now)
    return await starting.outcome(call, order)


async def start(
    call: Call, form_id: str, given: Mapping[str, JsonValue], query: Mapping[str, str]
) -> StartupAnswer:
    """Run the launch workflow, without a record, and keep what it returns for the form.

    Defaults come before what is given, and that before the query's.
    """
    form = await form_access.usable(call, form_id)
    if form.launch_workflow_id is None:
        return StartupAnswer(result={})
    workflow = await _launch_workflow(call, form.launch_workflow_id)
    allowed = {name: text for name, text in query.items() if name in form.query_names}
    texts = coerced(workflow.parameters, allowed)
    input_data = _taken(workflow, {**form.default_launch_params, **given, **texts})
    run = RunRequest(input_data=input_data, form_id=form.id, transient=True)
    order = await starting.order(call, workflow.name, run, Manner())
    execution = await call.platform.engine.start(order)
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        raise starting.error_of(execution)
    return await _kept(call, form, json.loads(outcome.result))


async def options(call: Call, form_id: str, name: str, request: ProviderRequest) -> OptionsAnswer:
    """The choices of a data provider that the form uses; NotFound for any other."""
    form = await form_access.usable(call, form_id)
    if name not in form.providers:
        raise NotFound("data provider of this form", name)
    index = await call.platform.engine.catalog.index()
    found = await _options(call, index, name, request.inputs, fresh=request.no_cache)
    return OptionsAnswer.of(name, found)


def parameters_of(state: State, workflow: Workflow, answered: Values) -> Values:
    """Defaults, then what was filled in.

    What is no field of the form counts only where the workflow takes anything, and never in
    the place of a parameter that it declares, or of a default.
    """
    form = state.form
    unknown: Values = {}
    if workflow.parameters.get("additionalProperties"):
        taken = {*(f.name for f in form.fields), *properties_of(workflow.parameters)}
        taken |= {*form.default_launch_params}
        unknown = {name: value for name, value in state.given.items() if name not in taken}
    defaults = _taken(workflow, form.default_launch_params)
    return {**unknown, **defaults, **_taken(workflow, answered)}


def _taken(workflow: Workflow, values: Mapping[str, JsonValue]) -> Values:
    """What of it the workflow takes."""
    if workflow.parameters.get("additionalProperties"):
        return {**values}
    known = properties_of(workflow.parameters)
    return {name: value for name, value in values.items() if name in known}


def _require_whole(form: Form, index: Index) -> Workflow:
    """Conflict names what the form refers to and is gone."""
    found = schema.faults_outside(form.fields, form.linked_workflow, None, index)
    problems = [fault.message for fault in (*found, *confided_faults(form, index))]
    if problems:
        raise Conflict(f"the form {form.name!r} cannot be sent: {'; '.join(problems)}")
    return index.workflows[form.linked_workflow]


async def _order(
    call: Call, workflow: Workflow, run: RunRequest, manner: Manner, launched: JsonValue
) -> Order:
    """FormRefused for what the fields let through and the workflow's parameters do not."""
    texts = {name: value for name, value in run.input_data.items() if isinstance(value, str)}
    typed = {**run.input_data, **coerced(workflow.parameters, texts)}
    try:
        fitted(workflow, typed)
    except InvalidInput as error:
        details = [Detail(("body", "formData", *d.location[1:]), d.message) for d in error.details]
        raise FormRefused(str(error), details) from error
    fit = run.model_copy(update={"input_data": typed})
    return await starting.order(call, workflow.name, fit, manner, launched)


async def _answers(call: Call, state: State, index: Index) -> Values:
    """Of the fields that are shown; FormRefused if some are not right."""
    found: Values = {}
    faults: list[Detail] = []
    for field in state.form.fields:
        # Expressions and patterns of one field take a moment at most, those of all take longer.
        await asyncio.sleep(0)
        if not field.takes_value or not state.is_shown(field):
            continue
        try:
            value = await _answer(call, state, field, index)
        except Fault as fault:
            faults.append(Detail(("body", "formData", field.name), str(fault)))
            continue
        if not isinstance(value, Nothing):
            found[field.name] = value
    if faults:
        raise FormRefused("some fields are not right: see details", faults)
    return found


async def _answer(call: Call, state: State, field: FormField, index: Index) -> JsonValue | Nothing:
    field, value = times.in_zone(field, state.values[field.name], state.zone)
    choices = None
    if field.offers_choices and not answers.is_empty(field, value):
        choices = await _choices(call, state, field, index)
    required = state.is_required(field)
    found = answers.answer(field, value, required=required, choices=choices)
    if field.type == "file" and isinstance(found, str | list):
        paths = answers.paths_of(found)
        state.grants.extend(await _inbox(call, state.form.id).require(field, paths))
    return found


def _inbox(call: Call, form_id: str) -> Inbox:
    scope = call.caller.scope
    grants = call.platform.directory.uploads_of(scope)
    return Inbox(call.platform.services.uploads, grants, scope, form_id)


async def _choices(call: Call, state: State, field: FormField, index: Index) -> Choices:
    """By the texts that a browser has; Fault if there are none yet."""
    own = {option.value: option.value for option in field.options or ()}
    if field.data_provider is None:
        return own
    inputs = state.inputs_of(field)
    if inputs is None:
        raise Fault("fill in the fields first that its choices depend on")
    found = await _options(call, index, field.data_provider, inputs, fresh=False)
    return {**own, **{answers.text_of(option.value): option.value for option in found.options}}


async def _options(
    call: Call, index: Index, name: str, inputs: Mapping[str, JsonValue], *, fresh: bool
) -> Options:
    provider = index.providers.get(name)
    if provider is None:
        raise Conflict(f"there is no data provider {name!r} any more")
    texts = {key: value for key, value in inputs.items() if isinstance(value, str)}
    typed = {**inputs, **coerced(provider.parameters, texts)}
    order = OptionsOrder(
        provider=provider,
        org_id=call.caller.scope,
        org_name=call.caller.org_name,
        caller=call.caller.actor,
        input=fitted(provider, typed, "body"),
        fresh=fresh,
    )
    return await call.platform.engine.options(order)


async def _launch_workflow(call: Call, name: str) -> Workflow:
    index = await call.platform.engine.catalog.index()
    found = index.workflows.get(name)
    fault = schema.launch_fault(name, found)
    if found is None or fault:
        raise Conflict(f"the form cannot be begun: {fault}")
    if found.timeout_seconds > call.platform.settings.sync_wait_seconds:
        raise Conflict(f"the form cannot be begun: {name!r} may take longer than a request")
    return found


async def _kept(call: Call, form: Form, result: JsonValue) -> StartupAnswer:
    now = call.platform.services.clock.now()
    startup = Startup(
        form_id=form.id,
        caller_id=call.caller.actor.id,
        result=result,
        expires_at=now + LIFE,
    )
    token = await call.platform.directory.startups_of(call.caller.scope).keep(startup, now)
    return StartupAnswer(result=result, startup_token=token, expires_at=startup.expires_at)


async def _launched(call: Call, form: Form, token: str | None) -> JsonValue:
    """What the token stands for: of this form, and of this caller."""
    if token is None:
        return None
    found = await call.platform.directory.startups_of(call.caller.scope).find(token)
    owner = (form.id, call.caller.actor.id)
    now = call.platform.services.clock.now()
    if found is None or (found.form_id, found.caller_id) != owner or found.expires_at <= now:
        message = "this token is not of this form, or its hour is over: load the form again"
        raise InvalidInput(message, [Detail(("body", "startupToken"), message)])
    return found.result
