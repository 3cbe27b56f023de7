"""Checks a form: names, references between fields, patterns, and what it refers to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from shared.errors import Detail
from shared.forms.patterns import pattern_fault
from shared.forms.times import bound_fault
from shared.models.forms import SHOWN_ONLY, FormField
from shared.models.parameters import properties_of
from shared.models.workflows import Index, Provider, Workflow

Place = tuple[str | int, ...]
FIELDS: Place = ("body", "formSchema", "fields")
#: The types of fields that are never a list of choices.
WITHOUT_CHOICES = SHOWN_ONLY | {"checkbox", "file"}


def faults_in(fields: Sequence[FormField]) -> Iterator[Detail]:
    """Yield what is wrong within the fields themselves."""
    names = [field.name for field in fields]
    for number, field in enumerate(fields):
        place = (*FIELDS, number)
        if field.name in names[:number]:
            yield Detail((*place, "name"), f"an earlier field is named {field.name!r} too")
        yield from _own_faults(field, place)
        yield from _input_faults(field, place, names, number)
        yield from _auto_fill_faults(field, place, names)
    yield from _cycles(fields)


def faults_outside(
    fields: Sequence[FormField], linked: str, launch: str | None, index: Index
) -> Iterator[Detail]:
    """Yield each thing outside the form that it refers to and that is missing or unsuitable."""
    if linked not in index.workflows:
        yield Detail(("body", "linkedWorkflow"), f"there is no workflow {linked!r}")
    if launch is not None:
        found = index.workflows.get(launch)
        fault = launch_fault(launch, found)
        if fault:
            yield Detail(("body", "launchWorkflowId"), fault)
    for number, field in enumerate(fields):
        for fault in provider_faults(field, index.providers):
            yield Detail((*FIELDS, number, "dataProviderInputs"), fault)


def launch_fault(name: str, found: Workflow | None) -> str | None:
    """Return why a workflow cannot be the launch workflow; None if it can.

    The form is shown when its launch workflow has ended, so a queued one is unsuitable.
    """
    if found is None:
        return f"there is no workflow {name!r}"
    if found.execution_mode == "async":
        return f"the workflow {name!r} runs through the queue: a form cannot wait for it"
    return None


def provider_faults(field: FormField, providers: Mapping[str, Provider]) -> Iterator[str]:
    if field.data_provider is None:
        return
    provider = providers.get(field.data_provider)
    if provider is None:
        yield f"field {field.name!r}: there is no data provider {field.data_provider!r}"
        return
    given = field.data_provider_inputs or {}
    for name in _required(provider.parameters):
        if name not in given:
            yield (
                f"field {field.name!r}: the input {name!r} is required by the data provider"
                f" {provider.name!r}"
            )
    if provider.parameters.get("additionalProperties"):
        return
    for name in given:
        if name not in properties_of(provider.parameters):
            yield f"field {field.name!r}: {provider.name!r} takes no input {name!r}"


def missing_parameters(
    fields: Sequence[FormField], given: Mapping[str, object], workflow: Workflow | None
) -> tuple[str, ...]:
    """Return the required parameters that neither a field nor a default gives."""
    if workflow is None:
        return ()
    names = {field.name for field in fields if field.takes_value} | set(given)
    return tuple(name for name in _required(workflow.parameters) if name not in names)


def _required(schema: Mapping[str, object]) -> Sequence[str]:
    found = schema.get("required")
    return cast("Sequence[str]", found) if isinstance(found, list) else []


def _own_faults(field: FormField, place: Place) -> Iterator[Detail]:
    values = [option.value for option in field.options or ()]
    if len(values) != len(set(values)):
        yield Detail((*place, "options"), "two options have the same value")
    if field.data_provider is not None and field.type in WITHOUT_CHOICES:
        fault = f"a field of the type {field.type} offers no choices: leave out dataProvider"
        yield Detail((*place, "dataProvider"), fault)
    rules = field.validation
    if rules is None:
        return
    if rules.pattern is not None and (fault := pattern_fault(rules.pattern)):
        yield Detail((*place, "validation", "pattern"), fault)
    for name, bound in (("min", rules.min), ("max", rules.max)):
        fault = bound_fault(field.type, bound)
        if fault:
            yield Detail((*place, "validation", name), fault)


def _input_faults(
    field: FormField, place: Place, names: Sequence[str], number: int
) -> Iterator[Detail]:
    """Yield faults of a provider's inputs, which must come from earlier fields."""
    for name, given in (field.data_provider_inputs or {}).items():
        for wanted in sorted(given.fields):
            here = (*place, "dataProviderInputs", name)
            if wanted not in names:
                yield Detail(here, f"there is no field {wanted!r}")
            elif wanted == field.name:
                yield Detail(here, f"the field {wanted!r} depends on itself")
            elif names.index(wanted) > number:
                yield Detail(here, f"the field {wanted!r} comes after {field.name!r}: move it up")


def _auto_fill_faults(field: FormField, place: Place, names: Sequence[str]) -> Iterator[Detail]:
    if field.auto_fill and field.data_provider is None:
        yield Detail((*place, "autoFill"), "autoFill is for a field with a dataProvider")
    for target in field.auto_fill or {}:
        if target not in names or target == field.name:
            yield Detail((*place, "autoFill", target), f"there is no other field {target!r}")


def _cycles(fields: Sequence[FormField]) -> Iterator[Detail]:
    """Yield each cycle of provider inputs once, with its path."""
    inputs = {
        field.name: sorted(
            {name for given in (field.data_provider_inputs or {}).values() for name in given.fields}
        )
        for field in fields
    }
    reported: set[frozenset[str]] = set()
    for start in inputs:
        cycle = _cycle(start, inputs)
        if len(cycle) > 1 and frozenset(cycle) not in reported:
            reported.add(frozenset(cycle))
            path = " → ".join((*cycle, start))
            yield Detail(FIELDS, f"the choices of these fields depend on each other: {path}")


def _cycle(start: str, inputs: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return a path from a field back to itself; empty if there is none."""
    paths: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for following in inputs.get(path[-1], ()):
            if following == start:
                return path
            if following not in seen:
                seen.add(following)
                paths.append((*path, following))
    return ()
