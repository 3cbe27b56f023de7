"""Read this organization's executions: ``await executions.list(workflow_name="onboard")``.

Runs that an administrator started see all executions of the organization; other runs see those
that the same caller started.
"""

import builtins
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NotRequired, TypedDict, cast

from sdk.compatibility import missing_from
from sdk.context import running as _running
from sdk.rpc import client


class ExecutionStatus(StrEnum):
    """The status of an execution; the last five are final."""

    SCHEDULED = "Scheduled"
    PENDING = "Pending"
    RUNNING = "Running"
    CANCELLING = "Cancelling"
    SUCCESS = "Success"
    COMPLETED_WITH_ERRORS = "CompletedWithErrors"
    FAILED = "Failed"
    TIMEOUT = "Timeout"
    CANCELLED = "Cancelled"


class Execution(TypedDict):
    """One execution, with the field names of the HTTP API; lists omit the large fields."""

    executionId: str
    workflowName: str
    orgId: str
    executedBy: str
    executedByName: str
    status: str
    errorType: str | None
    errorMessage: str | None
    durationMs: int | None
    createdAt: str
    startedAt: str | None
    completedAt: str | None
    inputData: NotRequired[object]
    result: NotRequired[object]


class LogLine(TypedDict):
    """One line of an execution's log, with the field names of the HTTP API."""

    executionLogId: str
    timestamp: str
    level: str
    message: str


async def list(
    workflow_name: str | None = None,
    status: str | None = None,
    start_date: str | date | None = None,
    end_date: str | date | None = None,
    limit: int = 50,
) -> builtins.list[Execution]:
    """Return the executions that match, newest first; ``limit`` is at most 1000.

    The dates are when a run was accepted, as ISO 8601 or ``datetime``; UTC if they name no zone.

    >>> import asyncio
    >>> from bifrost import executions, testing
    >>> with testing.running(executions=[{"workflowName": "onboard", "status": "Failed"}]):
    ...     [found["status"] for found in asyncio.run(executions.list("onboard"))]
    ['Failed']
    """
    found: builtins.list[Execution] = []
    start: str | None = None
    while True:
        asked = client.ask(
            "executions.list",
            workflow_name=workflow_name,
            status=status,
            start_date=_text(start_date),
            end_date=_text(end_date),
            limit=limit - len(found),
            start=start,
        )
        page = cast("dict[str, object]", await asked)
        found += cast("builtins.list[Execution]", page["items"])
        start = cast("str | None", page["next"])
        if start is None or len(found) >= limit:
            return found[:limit]


async def get(execution_id: str) -> Execution:
    """Return one execution with its input and result; WorkflowError ``NotFound`` without it.

    >>> import asyncio
    >>> from bifrost import executions, testing
    >>> ID = "00000000-0000-7000-8000-000000000001"
    >>> with testing.running(executions=[{"executionId": ID, "workflowName": "x", "result": 42}]):
    ...     asyncio.run(executions.get(ID))["result"]
    42
    """
    return cast("Execution", await client.ask("executions.get", execution_id=execution_id))


async def get_logs(
    execution_id: str | None = None, after: str | None = None
) -> builtins.list[LogLine]:
    """Return log lines of an execution (by default this one) that follow the line ``after``.

    At most 1000 lines and 1 MB are returned: ask again after the last one. The last second of a
    run that has not ended may be missing.

    >>> import asyncio
    >>> from bifrost import executions, testing
    >>> ID = "00000000-0000-7000-8000-000000000001"
    >>> logs = [{"level": "INFO", "message": "begun"}]
    >>> with testing.running(executions=[{"executionId": ID, "workflowName": "x", "logs": logs}]):
    ...     [line["message"] for line in asyncio.run(executions.get_logs(ID))]
    ['begun']
    """
    wanted = execution_id or _running().execution_id
    asked = client.ask("executions.get_logs", execution_id=wanted, after=after)
    return cast("builtins.list[LogLine]", await asked)


def _text(given: str | date | None) -> str | None:
    return given.isoformat() if isinstance(given, date) else given


if not TYPE_CHECKING:  # a type checker would believe that every name is there
    __getattr__ = missing_from("executions")
