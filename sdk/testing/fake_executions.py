"""Fake of ``bifrost.executions``: the execution records of a test, in memory."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from sdk.errors import WorkflowError
from sdk.testing.records import NOW, Record, change, number, page, require

#: Fields that a list leaves out.
LARGE = ("inputData", "result", "logs")
#: The status after a cancellation; any other status stays.
CANCELLED = {"Scheduled": "Cancelled", "Pending": "Cancelled", "Running": "Cancelling"}
ENDED = ("Success", "CompletedWithErrors", "Failed", "Timeout")


class FakeExecutions:
    """Executions by id, and the answers to ``executions.*`` and ``workflows.cancel``."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}

    def add(self, scope: str, given: Mapping[str, object]) -> Record:
        record: Record = {
            "executionId": number(),
            "workflowName": "workflow",
            "orgId": scope,
            "executedBy": "tester",
            "executedByName": "tester",
            "status": "Success",
            "errorType": None,
            "errorMessage": None,
            "durationMs": 1,
            "createdAt": NOW,
            "startedAt": NOW,
            "completedAt": NOW,
            "inputData": {},
            "result": None,
            "logs": [],
            **given,
        }
        self.records[str(record["executionId"])] = record
        return record

    def get(self, scope: str, given: Record) -> object:
        del scope
        return self._require(given)

    def list(self, scope: str, given: Record) -> object:
        del scope
        found = [
            {name: value for name, value in one.items() if name not in LARGE}
            for one in sorted(self.records.values(), key=_accepted_at, reverse=True)
            if given["workflow_name"] in (None, one["workflowName"])
            and given["status"] in (None, one["status"])
            and _is_within(one, given["start_date"], given["end_date"])
        ]
        return page(found[: cast("int", given["limit"])])

    def get_logs(self, scope: str, given: Record) -> object:
        del scope
        lines = cast("list[Record]", self._require(given)["logs"])
        first = _number_after(str(given["execution_id"]), given["after"])
        return [
            {"executionLogId": f"{given['execution_id']}-{n:05}", "timestamp": NOW, **line}
            for n, line in enumerate(lines)
            if n >= first
        ]

    def cancel(self, scope: str, given: Record) -> object:
        del scope
        record = self._require(given)
        before = str(record["status"])
        if before in ENDED:
            words = f"the execution has ended already, as {before}"
            raise WorkflowError("Conflict", words)
        return change(record, {"status": CANCELLED.get(before, before)})

    def _require(self, given: Record) -> Record:
        return require(self.records, "execution", str(given["execution_id"]))


def _accepted_at(execution: Record) -> datetime:
    return _instant("createdAt", execution["createdAt"])


def _is_within(execution: Record, start: object, end: object) -> bool:
    """Whether the execution was accepted in this span; both ends are included."""
    at = _accepted_at(execution)
    is_late = start is None or at >= _instant("start_date", start)
    return is_late and (end is None or at <= _instant("end_date", end))


def _instant(name: str, text: object) -> datetime:
    """Parse a date; it is UTC if it names no zone."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise WorkflowError("InvalidInput", f"{name} is a date in ISO 8601: {error}") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _number_after(execution_id: str, log_id: object) -> int:
    """Return the number of the first line after the one of this id; 0 without an id."""
    if log_id is None:
        return 0
    number = str(log_id).removeprefix(f"{execution_id}-")
    if number == log_id or not (number.isascii() and number.isdigit()):
        words = "after must be the executionLogId of a line of this execution"
        raise WorkflowError("InvalidInput", words)
    return int(number) + 1
