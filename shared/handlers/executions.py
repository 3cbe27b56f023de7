"""Request handlers that read executions; users who are no administrators see their own."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.models.executions import (
    FINAL,
    LIVE,
    Execution,
    ExecutionLog,
    ExecutionPage,
    ExecutionRecord,
    ExecutionResult,
    ExecutionSummary,
    Status,
)
from shared.models.pages import key_of, token_of
from shared.models.replies import Reply
from shared.models.views import (
    logs_of,
    number_after,
    record_of,
    result_of,
    shown,
    variables_of,
    without_code,
)
from shared.repositories.executions import FAILURES, summary_of
from shared.repositories.row_keys import Span, newest_first, span

MOST_PAGES = 5
#: The most seconds that a request for a record waits: less than front ends allow a request.
LONGEST_WAIT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class ExecutionFilter:
    """The filter of a list; times are those of acceptance, both ends included."""

    workflow_name: str | None = None
    user_id: str | None = None
    status: Status | None = None
    since: datetime | None = None
    until: datetime | None = None

    def keeps(self, summary: ExecutionSummary) -> bool:
        """Whether the summary matches, apart from the time, which selects the keys."""
        return (
            self.workflow_name in (None, summary.workflow_name)
            and self.user_id in (None, summary.executed_by)
            and self.status in (None, summary.status)
        )


async def page(
    call: Call, filters: ExecutionFilter, limit: int, token: str | None
) -> ExecutionPage:
    """List executions, newest first; live ones come on the first page.

    A page may be short and still have a next one.
    """
    if filters.user_id:
        users = call.platform.directory.users
        filters = replace(filters, user_id=await users.actor_id_of(filters.user_id))
    index = _index(call, filters)
    start = key_of(token, "r|", index) or "r|"
    found: list[ExecutionSummary] = []
    if start.startswith("r|"):
        found, following = await _live(call, filters, start, limit)
        if following is not None:
            return _page(call, found, following)
        start = index
    if filters.status in LIVE:
        return _page(call, found, None)
    return await _with_ended(call, filters, found, _span(index, filters).since(start), limit)


async def get_waiting(
    call: Call, execution_id: UUID, wait_seconds: int | None, workflow_name: str | None = None
) -> Reply:
    """Reply with the record; with ``wait_seconds``, once the execution ends or the wait is over.

    The wait is at most ``LONGEST_WAIT_SECONDS``; the header Preference-Applied says how long.
    """
    waits = wait_seconds is not None and call.platform.engine.long_poll.has_room
    seconds = min(wait_seconds or 0, LONGEST_WAIT_SECONDS)
    with call.platform.engine.long_poll.listening(execution_id) as listener:
        execution = await call.execution(execution_id, workflow_name)
        if waits and execution.status not in FINAL:
            found = await listener.ended(execution, seconds)
            execution = found or await call.execution(execution_id, workflow_name)
    record = await _record(call, execution)
    headers = {"Preference-Applied": f"wait={seconds}"} if waits else {}
    return Reply(record.model_dump_json().encode(), headers=headers)


async def get(call: Call, execution_id: UUID, workflow_name: str | None = None) -> ExecutionRecord:
    """Return the whole record; NotFound if it is another workflow's or not the caller's."""
    return await _record(call, await call.execution(execution_id, workflow_name))


async def _record(call: Call, execution: Execution) -> ExecutionRecord:
    actor = call.caller.actor
    to_admin = actor.is_admin
    parts = ("input", "result", "variables") if to_admin else ("input", "result")
    complete = await call.executions.complete(execution, parts)
    lines = await call.executions.lines(execution)
    record = record_of(complete, summary_of(complete), lines, to_admin=to_admin)
    return record if actor.is_platform_admin else without_code(record)


async def result(
    call: Call, execution_id: UUID, workflow_name: str | None = None
) -> ExecutionResult:
    """Return only the result of the workflow; null until it has returned."""
    execution = await call.execution(execution_id, workflow_name)
    return result_of(await call.executions.complete(execution, ("result",)))


async def logs(
    call: Call, execution_id: UUID, after: str | None, workflow_name: str | None = None
) -> list[ExecutionLog]:
    """Return log lines in the order of writing, after the one with this id."""
    first = number_after(execution_id, after)
    execution = await call.execution(execution_id, workflow_name)
    lines = await call.executions.lines(execution)
    return logs_of(execution_id, lines, first=first, to_admin=call.caller.actor.is_admin)


async def variables(
    call: Call, execution_id: UUID, workflow_name: str | None = None
) -> dict[str, JsonValue]:
    """Return the variables of the failing frame; empty if the run did not fail."""
    execution = await call.execution(execution_id, workflow_name)
    found = variables_of(await call.executions.complete(execution, ("variables",)))
    return found if isinstance(found, dict) else {}


def _index(call: Call, filters: ExecutionFilter) -> str:
    """Return the narrowest index of ended executions that holds all the caller may see."""
    actor = call.caller.actor
    if not actor.is_admin:
        return f"u|{actor.id}|"
    if filters.user_id:
        return f"u|{filters.user_id}|"
    if filters.workflow_name:
        return f"w|{filters.workflow_name}|"
    return "f|" if filters.status in FAILURES else "x|"


def _span(prefix: str, filters: ExecutionFilter) -> Span:
    return span(prefix, filters.since, filters.until)


def _keeps(call: Call, filters: ExecutionFilter, summary: ExecutionSummary) -> bool:
    actor = call.caller.actor
    is_theirs = actor.is_admin or summary.executed_by == actor.id
    return is_theirs and call.caller.sees_runs_of(summary.workflow_name) and filters.keeps(summary)


async def _live(
    call: Call, filters: ExecutionFilter, start: str, limit: int
) -> tuple[list[ExecutionSummary], str | None]:
    """Return live executions that the caller may see, and where their next page starts."""
    if filters.status in FINAL:
        return [], None
    records, following = await call.executions.live(_span("r|", filters).since(start))
    summaries = [summary_of(stored.execution) for stored in records]
    kept = [summary for summary in summaries if _keeps(call, filters, summary)]
    if len(kept) > limit:
        following = f"r|{newest_first(kept[limit].execution_id)}"
    return kept[:limit], following


async def _with_ended(
    call: Call, filters: ExecutionFilter, found: list[ExecutionSummary], within: Span, limit: int
) -> ExecutionPage:
    """Return a page of the given live executions and, after them, ended ones."""
    seen = {summary.execution_id for summary in found}
    following: str | None = within.first
    for _ in range(MOST_PAGES):
        if following is None or len(found) == limit:
            break
        part = await call.executions.ended(within.since(following), limit - len(found))
        # An execution that ended between the two reads is in both.
        fresh = [each for each in part.summaries if each.execution_id not in seen]
        found = found + [each for each in fresh if _keeps(call, filters, each)]
        following = part.next
    return _page(call, found, following)


def _page(call: Call, summaries: list[ExecutionSummary], following: str | None) -> ExecutionPage:
    ordered = sorted(summaries, key=lambda summary: summary.execution_id, reverse=True)
    to_admin = call.caller.actor.is_admin
    return ExecutionPage(
        executions=[shown(summary, to_admin=to_admin) for summary in ordered],
        continuation_token=None if following is None else token_of(following),
    )
