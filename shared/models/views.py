"""Views of an execution by the caller's rights: unexpected errors are for administrators."""

import json
from collections.abc import Collection, Iterable
from uuid import UUID

from pydantic import JsonValue

from shared.errors import InvalidInput
from shared.models.base import SCRIPT
from shared.models.executions import (
    ALL_PARTS,
    Execution,
    ExecutionLog,
    ExecutionRecord,
    ExecutionResult,
    ExecutionSummary,
    LogLine,
    Outcome,
    PartName,
    PastAttempt,
    ResultType,
)
from shared.models.runs import RunLog, RunOutcome

FOR_ADMINISTRATORS = {"DEBUG", "TRACEBACK"}
UNEXPECTED = "An error occurred during execution"


def shown(summary: ExecutionSummary, *, to_admin: bool) -> ExecutionSummary:
    return summary.model_copy(update=_error(summary, to_admin=to_admin))


def record_of(
    execution: Execution,
    summary: ExecutionSummary,
    lines: Iterable[LogLine],
    *,
    to_admin: bool,
    parts: Collection[PartName] = ALL_PARTS,
) -> ExecutionRecord:
    """Return the record of an execution; these large parts of it were loaded."""
    result = result_of(execution)
    outcome, maker = execution.outcome, execution.caller.maker
    return ExecutionRecord(
        **shown(summary, to_admin=to_admin).model_dump(by_alias=False),
        made_by=maker.user_id if maker else None,
        made_by_name=maker.name if maker else None,
        cause=execution.cause,
        depth=execution.depth,
        parts=tuple(sorted(parts)),
        input_data=execution.input,
        withheld=execution.withheld,
        result=result.result,
        result_type=result.result_type,
        traceback=outcome.traceback if outcome and to_admin else None,
        variables=variables_of(execution) if to_admin else None,
        code_version=execution.code_version,
        attempts=tuple(_attempt(past, to_admin=to_admin) for past in execution.attempts),
        logs=tuple(logs_of(execution.id, lines, first=0, to_admin=to_admin)),
    )


def without_code(record: ExecutionRecord) -> ExecutionRecord:
    """Return the record; a script's without its code, for callers who may not post scripts."""
    if record.workflow_name != SCRIPT:
        return record
    shown = {name: value for name, value in record.input_data.items() if name != "code"}
    return record.model_copy(update={"input_data": shown, "traceback": None})


def outcome_of(execution: Execution, *, to_admin: bool, is_transient: bool) -> RunOutcome:
    """Return the outcome of a run for the caller who waited for it."""
    outcome, result = execution.outcome, result_of(execution)
    error = _error(outcome or Outcome(status=execution.status), to_admin=to_admin)
    return RunOutcome(
        execution_id=execution.id,
        workflow_name=execution.workflow_name,
        status=execution.status,
        result=result.result,
        result_type=result.result_type,
        error=error["error_message"],
        error_type=error["error_type"],
        duration_ms=execution.duration_ms,
        started_at=execution.started_at,
        completed_at=execution.completed_at,
        is_transient=is_transient,
        logs=[_run_log(line) for line in execution.logs if _may_read(line, to_admin=to_admin)],
        variables=variables_of(execution) if to_admin else None,
    )


def logs_of(
    execution_id: UUID, lines: Iterable[LogLine], *, first: int, to_admin: bool
) -> list[ExecutionLog]:
    """Return the lines from this number on; the numbers are the same for every caller."""
    return [
        ExecutionLog(
            execution_log_id=f"{execution_id}-{number:05}",
            timestamp=line.timestamp,
            level=line.level,
            message=line.message,
        )
        for number, line in enumerate(lines)
        if number >= first and _may_read(line, to_admin=to_admin)
    ]


def number_after(execution_id: UUID, log_id: str | None) -> int:
    """Return the number after the line with this id; InvalidInput if it is another execution's."""
    if log_id is None:
        return 0
    number = log_id.removeprefix(f"{execution_id}-")
    if number == log_id or not (number.isascii() and number.isdigit()):
        raise InvalidInput("after must be the executionLogId of a line of this execution")
    return int(number) + 1


def result_of(execution: Execution) -> ExecutionResult:
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        return ExecutionResult()
    value: JsonValue = json.loads(outcome.result)
    return ExecutionResult(result=value, result_type=_kind(value))


def variables_of(execution: Execution) -> JsonValue:
    outcome = execution.outcome
    return None if outcome is None or outcome.variables is None else json.loads(outcome.variables)


def _attempt(past: PastAttempt, *, to_admin: bool) -> PastAttempt:
    return past.model_copy(update=_error(past, to_admin=to_admin))


def _error(
    ended: ExecutionSummary | Outcome | PastAttempt, *, to_admin: bool
) -> dict[str, str | None]:
    """Return the error for this caller; unexpected ones are for administrators only."""
    if to_admin or ended.is_user_error or ended.is_platform_error:
        return {"error_message": ended.error_message, "error_type": ended.error_type}
    return {"error_message": UNEXPECTED if ended.error_message else None, "error_type": None}


def _may_read(line: LogLine, *, to_admin: bool) -> bool:
    return to_admin or line.level not in FOR_ADMINISTRATORS


def _run_log(line: LogLine) -> RunLog:
    return RunLog(timestamp=line.timestamp, level=line.level.lower(), message=line.message)


def _kind(value: JsonValue) -> ResultType:
    if not isinstance(value, str):
        return "json"
    return "html" if value.startswith("<") and ">" in value else "text"
