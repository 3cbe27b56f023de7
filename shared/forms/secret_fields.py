"""Checks that a form treats its workflow's secret parameters as secret."""

from collections.abc import Iterator

from shared.errors import Detail
from shared.forms.schema import FIELDS
from shared.models.forms import Form, FormField
from shared.models.parameters import properties_of, secret_names
from shared.models.workflows import Index, Workflow


def secret_field_faults(form: Form, index: Index) -> Iterator[Detail]:
    """Yield faults of fields that should be secret or should not, and of stored values."""
    workflow = index.workflows.get(form.linked_workflow)
    if workflow is not None:
        yield from _fields(form, workflow)
    launch = index.workflows.get(form.launch_workflow_id or "")
    secrets = {name for one in (workflow, launch) if one for name in secret_names(one.parameters)}
    for name in sorted(secrets.intersection(form.default_launch_params)):
        place = ("body", "defaultLaunchParams", name)
        yield Detail(place, f"{name!r} is secret: a form cannot store a value for it")
    for name in sorted(secrets.intersection(form.query_names)):
        yield Detail(("body", "allowedQueryParams"), f"{name!r} is secret: it cannot be in a URL")


def _fields(form: Form, workflow: Workflow) -> Iterator[Detail]:
    secrets = secret_names(workflow.parameters)
    for number, field in enumerate(form.fields):
        for name in sorted(_input_fields(field).intersection(secrets)):
            here = (*FIELDS, number, "dataProviderInputs")
            yield Detail(here, f"{name!r} is secret: it cannot be an input of a data provider")
        if field.takes_value and field.secret != (field.name in secrets):
            yield Detail((*FIELDS, number, "secret"), _words(field, workflow))


def _words(field: FormField, workflow: Workflow) -> str:
    if field.secret:
        is_known = field.name in properties_of(workflow.parameters)
        what = "does not declare it secret" if is_known else "has no such parameter"
        return f"the field {field.name!r} is secret, but the workflow {what}"
    return f"the parameter {field.name!r} is secret: set secret to true in its field"


def _input_fields(field: FormField) -> frozenset[str]:
    """Return the names of the fields that a provider's inputs are made from."""
    inputs = (field.data_provider_inputs or {}).values()
    return frozenset(name for given in inputs for name in given.fields)
