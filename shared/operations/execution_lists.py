"""Lists of executions; users who are no administrators see their own."""

from collections.abc import Sequence
from uuid import UUID

from shared.call import Call
from shared.errors import NotFound
from shared.models.executions import Execution, ExecutionPage, ExecutionSummary
from shared.models.pages import key_of
from shared.operations.execution_filters import ExecutionFilter, Wanted, page_of, resolved
from shared.repositories.executions import summary_of
from shared.repositories.row_keys import Span, newest_first
from shared.services.parallel import for_each

MOST_PAGES = 5
#: Rows in one read of an index while most of them may not match; the main index has whole records.
SCANNED_ROWS = 200


async def page(
    call: Call, filters: ExecutionFilter, limit: int, token: str | None
) -> ExecutionPage:
    """List executions, newest first; live ones come on the first page.

    A page may be short and still have a next one.
    """
    wanted = await resolved(call, filters)
    start = key_of(token, "r|", wanted.index) or "r|"
    found: list[ExecutionSummary] = []
    if start.startswith("r|"):
        found, following = await _live(wanted, start, limit)
        if following is not None:
            return page_of(found, following)
        start = wanted.index
    if not wanted.filters.may_be_ended:
        return page_of(found, None)
    return await _with_ended(wanted, found, wanted.filters.within(wanted.index).since(start), limit)


async def of_ids(call: Call, ids: Sequence[UUID]) -> ExecutionPage:
    """Return the executions with these ids that the caller sees, newest first."""
    found: list[Execution] = []

    async def find(execution_id: UUID) -> None:
        try:
            found.append(await call.execution(execution_id))
        except NotFound:
            return

    await for_each(dict.fromkeys(ids), find)
    return page_of(Wanted(call, ExecutionFilter()).shown([*map(summary_of, found)]), None)


async def _live(
    wanted: Wanted, start: str, limit: int
) -> tuple[list[ExecutionSummary], str | None]:
    """Return live executions that the caller may see, and where their next page starts."""
    if not wanted.filters.may_be_live:
        return [], None
    within = wanted.filters.within("r|").since(start)
    records, following = await wanted.call.executions.live(within)
    kept = wanted.shown([summary_of(stored.execution) for stored in records])
    if len(kept) > limit:
        following = f"r|{newest_first(kept[limit].execution_id)}"
    return kept[:limit], following


async def _with_ended(
    wanted: Wanted, found: list[ExecutionSummary], within: Span, limit: int
) -> ExecutionPage:
    """Return a page of the given live executions and, after them, ended ones."""
    seen = {summary.execution_id for summary in found}
    following: str | None = within.first
    for _ in range(MOST_PAGES):
        room = limit - len(found)
        if following is None or not room:
            break
        part = await wanted.call.executions.ended(within.since(following), _rows(wanted, room))
        # An execution that ended between the two reads is in both.
        fresh = [each for each in part.summaries if each.execution_id not in seen]
        kept = wanted.shown(fresh)
        found = found + kept[:room]
        following = part.next
        if len(kept) > room:
            following = f"{wanted.index}{newest_first(kept[room].execution_id)}"
    return page_of(found, following)


def _rows(wanted: Wanted, room: int) -> int:
    """Return how many rows to read at once for this many matches."""
    if wanted.is_filtered_by_index or wanted.index.startswith("x|"):
        return room
    return max(room, SCANNED_ROWS)
