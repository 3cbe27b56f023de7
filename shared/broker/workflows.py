"""SDK calls of ``bifrost.workflows``."""

from collections.abc import Iterable
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field, JsonValue

from shared.broker.request import SdkCall
from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.handlers import cancels, workflows
from shared.models.base import OrLeftOut, WorkflowName


class Execute(SdkCall):
    workflow_name: WorkflowName
    parameters: Annotated[dict[str, JsonValue], OrLeftOut] = Field(
        default_factory=dict[str, JsonValue]
    )

    frees_slot: ClassVar[bool] = True

    async def secret_texts(self, call: Call) -> Iterable[str]:
        return await workflows.secret_texts(call, self.workflow_name, self.parameters)

    async def answer(self, call: Call) -> object:
        return await workflows.run_child(call, self.workflow_name, self.parameters)


class List(SdkCall):
    """The workflows that ``Execute`` can start."""

    async def answer(self, call: Call) -> object:
        return [
            {
                "name": workflow.name,
                "description": workflow.description,
                "category": workflow.category,
                "parameters": workflow.parameters,
                "executionMode": workflow.execution_mode,
                "timeoutSeconds": workflow.timeout_seconds,
            }
            for workflow in await workflows.listed(call, Door.CHILD)
        ]


class Cancel(SdkCall):
    audit: ClassVar[str | None] = "execution.cancel"
    execution_id: UUID

    async def answer(self, call: Call) -> object:
        record = await cancels.one(call, self.execution_id)
        return record.model_dump(mode="json")
