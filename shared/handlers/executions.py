"""What can be done with executions."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Literal
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.errors import InvalidInput, NotFound
from shared.models.executions import (
    Execution,
    ExecutionLog,
    ExecutionPage,
    ExecutionRecord,
    ExecutionResult,
    ExecutionSummary,
)
from shared.repositories.executions import summary_of
from shared.repositories.keys import newest_first


async def of_workflow(call: Call, name: str, limit: int, token: str | None) -> ExecutionPage:
    """Executions of one workflow, newest first; the live ones are on the first page."""
    start = position_in(token, name) if token else "r|"
    live: list[ExecutionSummary] = []
    if start.startswith("r|"):
        live, following = await _live(call, name, start, limit)
        if following is not None:
            return _page(live, following)
        start = f"w|{name}|"
    if len(live) == limit:
        return _page(live, start)
    ended = await call.executions.ended_of_workflow(name, start, limit - len(live))
    seen = {summary.execution_id for summary in live}
    # One that ended between the two reads is in both.
    fresh = [summary for summary in ended.summaries if summary.execution_id not in seen]
    return _page([*live, *fresh], ended.next)


async def get(call: Call, execution_id: UUID, workflow_name: str | None = None) -> ExecutionRecord:
    """The whole record; NotFound if the execution is not of this workflow (when given)."""
    execution = await _get(call, execution_id, workflow_name)
    complete = await call.executions.complete(execution)
    outcome = complete.outcome
    result = _result(complete)
    return ExecutionRecord(
        **summary_of(complete).model_dump(by_alias=False),
        input_data=complete.input,
        result=result.result,
        result_type=result.result_type,
        traceback=outcome.traceback if outcome else None,
        code_version=complete.code_version,
        logs=complete.logs,
    )


async def result(call: Call, execution_id: UUID, workflow_name: str) -> ExecutionResult:
    """Only what the workflow returned; null while it has not."""
    execution = await _get(call, execution_id, workflow_name)
    return _result(await call.executions.complete(execution))


async def logs(call: Call, execution_id: UUID, workflow_name: str) -> list[ExecutionLog]:
    """The log lines, in the order in which they were written."""
    execution = await call.executions.complete(await _get(call, execution_id, workflow_name))
    return [
        ExecutionLog(
            execution_log_id=f"{execution.id}-{number:05}",
            timestamp=line.timestamp,
            level=line.level,
            message=line.message,
        )
        for number, line in enumerate(execution.logs)
    ]


async def _live(
    call: Call, name: str, start: str, limit: int
) -> tuple[list[ExecutionSummary], str | None]:
    """Live executions of the workflow, and where the next page of live ones starts."""
    records, following = await call.executions.live(start)
    mine = [stored.execution for stored in records if stored.execution.workflow_name == name]
    if len(mine) > limit:
        following = f"r|{newest_first(mine[limit].id)}"
    return [summary_of(execution) for execution in mine[:limit]], following


def _page(summaries: list[ExecutionSummary], following: str | None) -> ExecutionPage:
    ordered = sorted(summaries, key=lambda summary: summary.execution_id, reverse=True)
    token = None if following is None else urlsafe_b64encode(following.encode()).decode()
    return ExecutionPage(executions=ordered, continuation_token=token)


def position_in(token: str, workflow_name: str) -> str:
    """The row key that a token of ours holds; InvalidInput for any other text."""
    refused = InvalidInput("continuationToken is not one that this list gave")
    try:
        key = urlsafe_b64decode(token.encode()).decode()
    except ValueError as error:
        raise refused from error
    if not re.fullmatch(rf"(r|w\|{re.escape(workflow_name)})\|([0-9a-f]{{32}}!?)?", key):
        raise refused
    return key


async def _get(call: Call, execution_id: UUID, workflow_name: str | None) -> Execution:
    execution = await call.executions.get(execution_id)
    if workflow_name is not None and execution.workflow_name != workflow_name:
        raise NotFound("execution", execution_id)
    return execution


def _result(execution: Execution) -> ExecutionResult:
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        return ExecutionResult()
    value: JsonValue = json.loads(outcome.result)
    return ExecutionResult(result=value, result_type=_kind(value))


def _kind(value: JsonValue) -> Literal["json", "html", "text"]:
    if not isinstance(value, str):
        return "json"
    return "html" if value.startswith("<") and ">" in value else "text"
