"""Checks all answers of a form: which fields count, and what the workflow gets or is at fault.

Every client must come to the same outcome: ``answer_vectors.json`` beside this module has examples.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import JsonValue

from shared.forms import answers, times
from shared.forms.answers import Choices, Nothing
from shared.forms.faults import Fault, FaultCode
from shared.forms.state import State
from shared.models.forms import FormField, Values


class Sources(Protocol):
    """What the check of a form asks others for: a provider's choices, and uploaded files."""

    async def options(self, provider: str, inputs: Values) -> Sequence[JsonValue]:
        """Return the values of the provider's choices for these inputs."""
        ...

    async def require_files(self, field: FormField, paths: Sequence[str]) -> None:
        """Fault unless each path is an uploaded file that this field accepts."""
        ...


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """The values for the workflow, and the faults, both by the field's name."""

    values: Values = field(default_factory=dict[str, JsonValue])
    faults: dict[str, Fault] = field(default_factory=dict[str, Fault])


async def checked(state: State, sources: Sources) -> CheckedForm:
    """Check the visible fields; a field that was left empty may have no value."""
    found = CheckedForm()
    for each in state.form.fields:
        # The check of one field is short, that of all is not: let other requests run in between.
        await asyncio.sleep(0)
        if not each.takes_value or not state.is_shown(each):
            continue
        try:
            value = await _answer(state, each, sources)
        except Fault as fault:
            found.faults[each.name] = fault
            continue
        if not isinstance(value, Nothing):
            found.values[each.name] = value
    return found


async def choices(state: State, field: FormField, sources: Sources) -> Choices:
    """Return a field's choices by their texts; Fault while they depend on an empty field."""
    own: dict[str, JsonValue] = {option.value: option.value for option in field.options or ()}
    if field.data_provider is None:
        return own
    inputs = state.inputs_of(field)
    if inputs is None:
        words = "first fill in the fields that its choices depend on"
        raise Fault(FaultCode.CHOICES_PENDING, words)
    found = await sources.options(field.data_provider, inputs)
    return {**own, **{answers.text_of(value): value for value in found}}


async def _answer(state: State, field: FormField, sources: Sources) -> JsonValue | Nothing:
    field, value = times.in_zone(field, state.values[field.name], state.zone)
    offered = None
    if field.offers_choices and not answers.is_empty(field, value):
        offered = await choices(state, field, sources)
    required = state.is_required(field)
    found = answers.answer(field, value, required=required, choices=offered)
    if field.type == "file" and isinstance(found, str | list):
        await sources.require_files(field, answers.paths_of(found))
    return found
