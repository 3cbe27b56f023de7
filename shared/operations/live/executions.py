"""The channel of executions: those that begin, change their status or end."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast
from uuid import UUID

from shared.call import Call, Platform
from shared.engine.journal.live_items import EXECUTIONS, item_of
from shared.models.executions import LIVE, ExecutionSummary
from shared.models.views import shown
from shared.repositories.executions import Executions, summary_of
from shared.repositories.row_keys import earliest_id, newest_first, span
from shared.services.live.feed import ChannelReading, Item, KnownItems
from shared.services.parallel import for_each

MOST_LIVE, MOST_ENDED = 1000, 200
#: More runs that ended unseen than this are no news but a new list.
MOST_LOST = 50
#: Ids are made by many clocks, and a moment before their record is written.
OVERLAP, SKEW = timedelta(seconds=10), timedelta(seconds=5)


class ExecutionChannel:
    """Administrators see all runs of the organization, other users their own, as in lists."""

    name = EXECUTIONS
    rest_seconds = 0.0

    def admits(self, call: Call) -> bool:
        """All who may list executions."""
        del call
        return True

    async def read(self, platform: Platform, org_id: str, known: KnownItems) -> ChannelReading:
        """Two transactions: the live records, and those accepted and ended since the last."""
        executions = platform.directory.executions_of(org_id)
        records, further = await executions.live(limit=MOST_LIVE)
        since = (known.read_to or platform.services.clock.now()) - OVERLAP
        part = await executions.ended(span("x|", since), MOST_ENDED)
        live = [summary_of(stored.execution) for stored in records]
        # One that ended between the two reads is in both, and has ended.
        found = {summary.execution_id: summary for summary in (*live, *part.summaries)}
        lost = _lost(known.items, found, live[-1].execution_id if further else UUID(int=0))
        has_gap = len(lost) > MOST_LOST or _leaves_out(part.next, known)
        ended = [] if has_gap else await _ended(executions, lost)
        items = [item_of(summary) for summary in (*found.values(), *ended)]
        return ChannelReading(items, has_gap=has_gap)

    def shown(self, call: Call, item: Item) -> ExecutionSummary | None:
        """The run as lists show it to this caller."""
        summary = cast("ExecutionSummary", item.content)  # the items of this channel have no other
        actor = call.caller.actor
        if not (actor.is_admin or summary.executed_by == actor.id):
            return None
        if not call.caller.sees_runs_of(summary.workflow_name):
            return None
        return shown(summary, to_admin=actor.is_admin)


def _lost(
    known: Mapping[str, Item], found: Mapping[UUID, ExecutionSummary], oldest: UUID
) -> list[UUID]:
    """Return the runs that were live and are in neither range now: they ended meanwhile."""
    summaries = (cast("ExecutionSummary", item.content) for item in known.values())
    return [
        summary.execution_id
        for summary in summaries
        if summary.status in LIVE
        and summary.execution_id >= oldest
        and summary.execution_id not in found
    ]


def _leaves_out(following: str | None, known: KnownItems) -> bool:
    """Whether runs that began since the last reading are beyond the part that was read."""
    if following is None or known.read_to is None:
        return False
    return following < f"x|{newest_first(earliest_id(known.read_to - SKEW))}"


async def _ended(executions: Executions, lost: list[UUID]) -> list[ExecutionSummary]:
    found: list[ExecutionSummary] = []

    async def find(execution_id: UUID) -> None:
        execution = await executions.find_ended(execution_id)
        if execution is not None:
            found.append(summary_of(execution))

    await for_each(lost, find)
    return found
