"""Checks of a form on submission, and when a run that it started is run again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from shared.call import Call
from shared.engine.inputs.coercion import coerced
from shared.engine.inputs.validation import fitted
from shared.errors import Conflict, Detail, InvalidInput
from shared.forms import answers, checking, schema
from shared.forms.faults import Fault, FaultCode
from shared.forms.secret_fields import secret_field_faults
from shared.forms.state import State
from shared.forms.uploads import Inbox
from shared.models.forms import Form, FormField, Values
from shared.models.options import Options, OptionsOrder
from shared.models.parameters import properties_of
from shared.models.workflows import Index, Workflow


def require_whole(form: Form, index: Index) -> Workflow:
    """Return the form's workflow; Conflict names what the form refers to and is missing."""
    found = schema.faults_outside(form.fields, form.linked_workflow, None, index)
    problems = [fault.message for fault in (*found, *secret_field_faults(form, index))]
    if problems:
        raise Conflict(f"the form {form.name!r} cannot be sent: {'; '.join(problems)}")
    return index.workflows[form.linked_workflow]


@dataclass(frozen=True, slots=True)
class FormSources:
    """The choices and files that a submission refers to, with the rights of the caller."""

    call: Call
    state: State
    index: Index

    async def options(self, provider: str, inputs: Values) -> Sequence[JsonValue]:
        found = await options(self.call, self.index, provider, inputs, fresh=False)
        return [option.value for option in found.options]

    async def require_files(self, field: FormField, paths: Sequence[str]) -> None:
        """Fault unless all were uploaded for the form; note their grants in the state."""
        platform, scope = self.call.platform, self.call.caller.scope
        grants = platform.directory.uploads_of(scope)
        inbox = Inbox(platform.services.uploads, grants, scope, self.state.form.id)
        self.state.grants.extend(await inbox.require(field, paths))


async def options(
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
    return await call.platform.engine.data_providers.options(order)


async def launched(call: Call, form: Form, token: str | None) -> JsonValue:
    """Return the launch result of the token; InvalidInput unless it is this form's and caller's."""
    if token is None:
        return None
    found = await call.platform.directory.startups_of(call.caller.scope).find(token)
    owner = (form.id, call.caller.actor.id)
    now = call.platform.services.clock.now()
    if found is None or (found.form_id, found.caller_id) != owner or found.expires_at <= now:
        message = "this token belongs to another form or has expired: load the form again"
        raise InvalidInput(message, [Detail(("body", "startupToken"), message)])
    return found.result


async def require_fit(call: Call, state: State, workflow: Workflow, index: Index) -> None:
    """Conflict names each value of an earlier run that the form would not accept now.

    Choices are looked up with the caller's own rights. Whether fields are shown or required is not
    evaluated again, because the query of the page at that time is not known.
    """
    details = [_detail(name, words) for name, words in _strange(state, workflow)]
    for field in state.form.fields:
        if not field.takes_value or field.name not in state.given:
            continue
        try:
            await _require_answer(call, state, field, index)
        except Fault as fault:
            details.append(_detail(field.name, str(fault), fault.code))
    if details:
        name = state.form.name
        raise Conflict(f"this does not fit the form {name!r} any more: see details", details)


async def _require_answer(call: Call, state: State, field: FormField, index: Index) -> None:
    value = state.values[field.name]
    offers = field.offers_choices and not answers.is_empty(field, value)
    sources = FormSources(call, state, index)
    found = await checking.choices(state, field, sources) if offers else None
    answers.answer(field, value, required=False, choices=found)


def _strange(state: State, workflow: Workflow) -> Iterable[tuple[str, str]]:
    """Yield parameters that the form has no field for, or sets to another value itself."""
    form = state.form
    field_names = {field.name for field in form.fields if field.takes_value}
    defaults = form.default_launch_params
    for name, value in state.given.items():
        if name in field_names:
            continue
        if name in defaults and answers.text_of(defaults[name]) != answers.text_of(value):
            yield name, "the form gives another value now"
        elif name not in defaults and name in properties_of(workflow.parameters):
            yield name, "the form does not ask for this any more"


def _detail(name: str, words: str, code: FaultCode | None = None) -> Detail:
    return Detail(("body", "inputData", name), words, code)
