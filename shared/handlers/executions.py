"""What can be done with executions. Whoever does not administer sees their own only."""

import json
from collections.abc import Callable
from typing import Literal
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.errors import NotFound
from shared.models.executions import (
    Execution,
    ExecutionLog,
    ExecutionPage,
    ExecutionRecord,
    ExecutionResult,
    ExecutionSummary,
)
from shared.models.pages import key_of, token_of
from shared.repositories.executions import summary_of
from shared.repositories.keys import newest_first

MOST_PAGES = 5
FOR_ADMINISTRATORS = {"DEBUG", "TRACEBACK"}
UNEXPECTED = "An error occurred during execution"


async def all(  # noqa: A001  read as executions.all(call, ...)
    call: Call, workflow: str | None, limit: int, token: str | None
) -> ExecutionPage:
    """Newest first, the live ones on the first page; a page may be short and have a next."""
    index, keep = _index(call, workflow), _filter(call, workflow)
    start = key_of(token, "r|", index) or "r|"
    live: list[ExecutionSummary] = []
    if start.startswith("r|"):
        live, following = await _live(call, keep, start, limit)
        if following is not None:
            return _page(call, live, following)
        start = index
    seen = {summary.execution_id for summary in live}
    for _ in range(MOST_PAGES):
        if len(live) == limit:
            return _page(call, live, start)
        part = await call.executions.ended(index, start, limit - len(live))
        # One that ended between the reads is in both.
        live += [s for s in part.summaries if keep(s) and s.execution_id not in seen]
        if part.next is None:
            return _page(call, live, None)
        start = part.next
    return _page(call, live, start)


async def get(call: Call, execution_id: UUID, workflow_name: str | None = None) -> ExecutionRecord:
    """The whole record; NotFound if it is not of this workflow (when given), or not theirs."""
    execution = await _get(call, execution_id, workflow_name)
    complete = await call.executions.complete(execution)
    result = _result(complete)
    administers = call.caller.actor.is_admin
    return ExecutionRecord(
        **_shown(call, summary_of(complete)).model_dump(by_alias=False),
        input_data=complete.input,
        result=result.result,
        result_type=result.result_type,
        traceback=complete.outcome.traceback if complete.outcome and administers else None,
        code_version=complete.code_version,
        logs=tuple(line for line in complete.logs if _may_read(call, line.level)),
    )


async def result(
    call: Call, execution_id: UUID, workflow_name: str | None = None
) -> ExecutionResult:
    """Only what the workflow returned; null while it has not."""
    execution = await _get(call, execution_id, workflow_name)
    return _result(await call.executions.complete(execution))


async def logs(
    call: Call, execution_id: UUID, workflow_name: str | None = None
) -> list[ExecutionLog]:
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
        if _may_read(call, line.level)
    ]


def _index(call: Call, workflow: str | None) -> str:
    """The range of ended ones that holds all they may see, and little else."""
    if not call.caller.actor.is_admin:
        return f"u|{call.caller.actor.id}|"
    return f"w|{workflow}|" if workflow else "x|"


def _filter(call: Call, workflow: str | None) -> Callable[[ExecutionSummary], bool]:
    actor = call.caller.actor

    def keep(summary: ExecutionSummary) -> bool:
        theirs = actor.is_admin or summary.executed_by == actor.id
        return theirs and workflow in (None, summary.workflow_name)

    return keep


async def _live(
    call: Call, keep: Callable[[ExecutionSummary], bool], start: str, limit: int
) -> tuple[list[ExecutionSummary], str | None]:
    """Live executions that they may see, and where the next page of live ones starts."""
    records, following = await call.executions.live(start)
    summaries = [summary_of(stored.execution) for stored in records]
    kept = [summary for summary in summaries if keep(summary)]
    if len(kept) > limit:
        following = f"r|{newest_first(kept[limit].execution_id)}"
    return kept[:limit], following


def _page(call: Call, summaries: list[ExecutionSummary], following: str | None) -> ExecutionPage:
    ordered = sorted(summaries, key=lambda summary: summary.execution_id, reverse=True)
    return ExecutionPage(
        executions=[_shown(call, summary) for summary in ordered],
        continuation_token=None if following is None else token_of(following),
    )


def _shown(call: Call, summary: ExecutionSummary) -> ExecutionSummary:
    """What an unexpected error says is for administrators: it may hold anything."""
    unexpected = summary.error_message and not summary.is_user_error
    if call.caller.actor.is_admin or not unexpected:
        return summary
    return summary.model_copy(update={"error_message": UNEXPECTED})


def _may_read(call: Call, level: str) -> bool:
    return call.caller.actor.is_admin or level not in FOR_ADMINISTRATORS


async def _get(call: Call, execution_id: UUID, workflow_name: str | None) -> Execution:
    execution = await call.executions.get(execution_id)
    actor = call.caller.actor
    is_theirs = actor.is_admin or execution.caller.id == actor.id
    if not is_theirs or workflow_name not in (None, execution.workflow_name):
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
