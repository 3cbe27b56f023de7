"""Read the forms that the caller of this run may use: ``await forms.list()``."""

import builtins
from enum import StrEnum
from typing import TypedDict, cast

from sdk.rpc import client


class FormFieldType(StrEnum):
    """The type of a form's field, as ``type`` in the form's schema has it."""

    TEXT = "text"
    EMAIL = "email"
    NUMBER = "number"
    SELECT = "select"
    MULTI_SELECT = "multi_select"
    CHECKBOX = "checkbox"
    TEXTAREA = "textarea"
    RADIO = "radio"
    DATE = "date"
    DATETIME = "datetime"
    FILE = "file"
    MARKDOWN = "markdown"
    HTML = "html"


class Form(TypedDict):
    """A form, with the field names of the HTTP API; ``problems`` says why it cannot be used."""

    id: str
    orgId: str
    name: str
    description: str | None
    linkedWorkflow: str
    formSchema: dict[str, object]
    accessLevel: str
    isActive: bool
    launchWorkflowId: str | None
    allowedQueryParams: builtins.list[str]
    defaultLaunchParams: dict[str, object]
    createdBy: str
    createdAt: str
    missingRequiredParams: builtins.list[str]
    problems: builtins.list[str]


async def list() -> builtins.list[Form]:
    """Return the forms of the organization and those of all organizations, sorted by name."""
    found: builtins.list[Form] = []
    start: object = None
    while True:
        page = cast("dict[str, object]", await client.ask("forms.list", start=start))
        found += cast("builtins.list[Form]", page["forms"])
        start = page["next"]
        if start is None:
            return found


async def get(form_id: str) -> Form:
    """Return a form; WorkflowError ``NotFound`` unless the caller of this run may use it."""
    return cast("Form", await client.ask("forms.get", form_id=form_id))
