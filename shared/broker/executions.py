"""``bifrost.executions``"""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.broker.ask import Ask
from shared.call import Call
from shared.handlers import executions
from shared.models.base import WorkflowName


class List(Ask):
    workflow_name: WorkflowName
    limit: Annotated[int, Field(ge=1, le=1000)] = 50

    async def answer(self, call: Call) -> object:
        page = await executions.all(call, executions.Wanted(self.workflow_name), self.limit, None)
        return [summary.model_dump(mode="json") for summary in page.executions]


class Get(Ask):
    execution_id: UUID

    async def answer(self, call: Call) -> object:
        record = await executions.get(call, self.execution_id)
        return record.model_dump(mode="json")
