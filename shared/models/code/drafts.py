"""Runs and tests of text that is not saved."""

from typing import Annotated

from pydantic import Field, JsonValue

from shared.models.base import Model, OrLeftOut, WorkflowName

MOST_FILES = 20


class UnsavedFile(Model):
    """The text of a file as the editor has it, which takes the place of the saved one."""

    path: str
    content: str


Drafts = Annotated[
    tuple[UnsavedFile, ...],
    Field(max_length=MOST_FILES, description="Files that are open and not saved."),
    OrLeftOut,
]


class DraftRunRequest(Model):
    """A workflow to run as its file is now in the editor."""

    file: str
    workflow_name: WorkflowName
    drafts: Drafts = ()
    input_data: Annotated[dict[str, JsonValue], OrLeftOut] = Field(
        default_factory=dict[str, JsonValue]
    )
