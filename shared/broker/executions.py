"""SDK calls of ``bifrost.executions``."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.broker.request import SdkCall
from shared.call import Call
from shared.handlers import execution_lists, executions
from shared.handlers.execution_filters import ExecutionFilter
from shared.models.base import WorkflowName
from shared.models.executions import StatusName, UtcDatetime

MOST_LINES = 1000
MOST_BYTES = 1024 * 1024


class List(SdkCall):
    workflow_name: WorkflowName | None = None
    status: StatusName | None = None
    start_date: UtcDatetime | None = None
    end_date: UtcDatetime | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 50
    start: str | None = None

    async def answer(self, call: Call) -> object:
        statuses = frozenset({self.status} if self.status else ())
        filters = ExecutionFilter(
            self.workflow_name, None, statuses, self.start_date, self.end_date
        )
        page = await execution_lists.page(call, filters, self.limit, self.start)
        items = [summary.model_dump(mode="json") for summary in page.executions]
        return {"items": items, "next": page.continuation_token}


class Get(SdkCall):
    execution_id: UUID

    async def answer(self, call: Call) -> object:
        record = await executions.get(call, self.execution_id)
        return record.model_dump(mode="json")


class GetLogs(SdkCall):
    execution_id: UUID
    after: str | None = None

    async def answer(self, call: Call) -> object:
        """Return log lines, as many as fit into one answer."""
        found: list[object] = []
        size = 0
        for line in (await executions.logs(call, self.execution_id, self.after))[:MOST_LINES]:
            size += len(line.message)
            if found and size > MOST_BYTES:
                break
            found.append(line.model_dump(mode="json"))
        return found
