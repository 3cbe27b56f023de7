"""Orders of forms: a submission is checked, and becomes the order of a run.

A browser's submission and the rows of a batch come here, so that both follow the same rules.
"""

from collections.abc import Mapping

from pydantic import JsonValue

from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.engine.inputs.coercion import coerced
from shared.engine.inputs.validation import fitted
from shared.errors import Detail, FormRefused, InvalidInput
from shared.forms import checking
from shared.forms.faults import FaultCode
from shared.forms.state import State
from shared.models.form_requests import FormRequest
from shared.models.forms import Values
from shared.models.orders import Order
from shared.models.parameters import properties_of
from shared.models.runs import RunOptions, RunRequest
from shared.models.workflows import Index, Workflow
from shared.operations import form_access, form_checks, run_requests


async def order_of(call: Call, form_id: str, request: FormRequest, options: RunOptions) -> Order:
    """Check a submission of a form, and return the order of its run, which is to start at once.

    Raises FormRefused with one detail for each invalid field.
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
    answered = await answers_of(call, state, index)
    run = RunRequest(
        input_data=parameters_of(state, workflow, answered),
        form_id=form.id,
        delay_seconds=request.delay_seconds,
        scheduled_at=request.scheduled_at,
    )
    order = await _fitting(call, workflow, run, options, launched)
    # Before the run starts: files that a run names are not removed while it runs.
    grants, now = state.grants, call.platform.services.clock.now()
    await call.platform.directory.uploads_of(call.caller.scope).name(grants, now)
    return order


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
    defaults = accepted(workflow, form.default_launch_params)
    return {**unknown, **defaults, **accepted(workflow, answered)}


def accepted(workflow: Workflow, values: Mapping[str, JsonValue]) -> Values:
    """Return the values that the workflow accepts."""
    if workflow.parameters.get("additionalProperties"):
        return {**values}
    known = properties_of(workflow.parameters)
    return {name: value for name, value in values.items() if name in known}


async def _fitting(
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


async def answers_of(call: Call, state: State, index: Index) -> Values:
    """Return the values of visible fields; FormRefused if some are invalid."""
    found = await checking.checked(state, form_checks.FormSources(call, state, index))
    if found.faults:
        details = [
            Detail(("body", "formData", name), str(fault), fault.code)
            for name, fault in found.faults.items()
        ]
        raise FormRefused("some fields are invalid: see details", details)
    return found.values
