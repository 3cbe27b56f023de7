"""Filters of lists of executions, and the index of stored rows that serves each."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from shared.call import Call
from shared.models.executions import (
    FINAL,
    LIVE,
    Execution,
    ExecutionSummary,
    Status,
)
from shared.models.views import shown
from shared.repositories.executions import FAILURES
from shared.repositories.row_keys import Span, span


@dataclass(frozen=True, slots=True)
class ExecutionFilter:
    """The filter of a list; times are those of acceptance, both ends included.

    ``error_text`` is part of an error's message, in any case. It and ``error_type`` are looked for
    among failed runs unless ``statuses`` says where.
    """

    workflow_name: str | None = None
    user_id: str | None = None
    statuses: frozenset[Status] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    form_id: str | None = None
    error_text: str | None = None
    error_type: str | None = None
    parent_id: UUID | None = None
    rerun_of: UUID | None = None

    def keeps(self, summary: ExecutionSummary) -> bool:
        """Whether the summary matches, apart from the time, which selects the keys."""
        return (
            self.workflow_name in (None, summary.workflow_name)
            and self.user_id in (None, summary.executed_by)
            and self.form_id in (None, summary.form_id)
            and self.parent_id in (None, summary.parent_execution_id)
            and self.rerun_of in (None, summary.rerun_of)
            and (not self.statuses or summary.status in self.statuses)
            and self._keeps_error(summary)
        )

    @property
    def may_be_live(self) -> bool:
        return not self.statuses <= FINAL or not self.statuses

    @property
    def may_be_ended(self) -> bool:
        return not self.statuses <= LIVE or not self.statuses

    def index(self, user_id: str | None) -> str:
        """Return the narrowest index of ended executions that holds all that match.

        ``user_id`` is the only user whose executions the caller sees, if there is one.
        """
        if user := user_id or self.user_id:
            return f"u|{user}|"
        if self.workflow_name:
            return f"w|{self.workflow_name}|"
        return "f|" if self.statuses and self.statuses <= FAILURES else "x|"

    def within(self, prefix: str) -> Span:
        return span(prefix, self.since, self.until)

    def _keeps_error(self, summary: ExecutionSummary) -> bool:
        if self.error_type not in (None, summary.error_type):
            return False
        message = summary.error_message or ""
        return self.error_text is None or self.error_text.casefold() in message.casefold()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller sees of the executions that match a filter."""

    call: Call
    filters: ExecutionFilter

    @property
    def index(self) -> str:
        actor = self.call.caller.actor
        return self.filters.index(None if actor.is_admin else actor.id)

    @property
    def is_filtered_by_index(self) -> bool:
        """Whether the index and the times alone select what matches."""
        filters = self.filters
        rest = (filters.form_id, filters.error_text, filters.error_type, filters.parent_id)
        if any(rest) or filters.rerun_of:
            return False
        kind = self.index[0]
        is_other_user = filters.user_id is not None and kind != "u"
        is_other_workflow = filters.workflow_name is not None and kind != "w"
        is_other_status = bool(filters.statuses) and (kind != "f" or filters.statuses != FAILURES)
        return not (is_other_user or is_other_workflow or is_other_status)

    def shown(self, summaries: list[ExecutionSummary]) -> list[ExecutionSummary]:
        """Return those that the caller sees and asked for.

        Matched as they are shown: a filter must not tell what the caller may not read.
        """
        caller = self.call.caller
        seen = [
            shown(summary, to_admin=caller.actor.is_admin)
            for summary in summaries
            if caller.actor.is_admin or summary.executed_by == caller.actor.id
        ]
        return [
            summary
            for summary in seen
            if caller.sees_runs_of(summary.workflow_name) and self.filters.keeps(summary)
        ]


async def resolved(call: Call, filters: ExecutionFilter) -> Wanted:
    """Resolve the user, and bound the list by the run whose children or reruns are asked for.

    NotFound if the caller does not see that run.
    """
    if filters.user_id:
        users = call.platform.directory.users
        filters = replace(filters, user_id=await users.actor_id_of(filters.user_id))
    if (filters.error_text or filters.error_type) and not filters.statuses:
        filters = replace(filters, statuses=FAILURES)
    if filters.rerun_of:
        first = await call.execution(filters.rerun_of)
        filters = replace(_after(filters, first), workflow_name=first.workflow_name)
    if filters.parent_id:
        filters = _during(filters, await call.execution(filters.parent_id))
    return Wanted(call, filters)


def _after(filters: ExecutionFilter, first: Execution) -> ExecutionFilter:
    since = filters.since
    return replace(filters, since=max(since, first.created_at) if since else first.created_at)


def _during(filters: ExecutionFilter, parent: Execution) -> ExecutionFilter:
    """Bound the list by the run: its children begin and end with it, as the same caller."""
    filters = replace(_after(filters, parent), user_id=filters.user_id or parent.caller.id)
    until, end = filters.until, parent.completed_at
    return replace(filters, until=min(until, end) if until and end else until or end)
