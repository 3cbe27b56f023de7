"""Executions of all organizations in one list, newest first, for platform administrators.

The list merges one sorted stream of live and one of ended executions for each organization. A page
reads a few rows of each stream at once, and more of those that turn out to have newer ones. The
token is a position in time, so it is valid for every stream.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.call import Call
from shared.errors import InvalidInput, NotPermitted
from shared.handlers.execution_filters import ExecutionFilter, Wanted, resolved
from shared.handlers.execution_lists import page_of
from shared.models.base import GLOBAL
from shared.models.executions import ExecutionPage, ExecutionSummary
from shared.models.pages import key_of
from shared.repositories.executions import Executions, summary_of
from shared.repositories.row_keys import newest_first
from shared.services.concurrency import for_each

#: A page covers this many organizations at once; those after them come on later pages.
MOST_ORGANIZATIONS = 1000
#: Rows of each stream that are read at first.
FEWEST_ROWS = 3
MOST_ROUNDS = 5

START = "t|"


@dataclass(slots=True)
class _Stream:
    """The live or the ended executions of one organization: read ahead, then the rest."""

    executions: Executions
    prefix: str
    next: str | None
    ahead: deque[ExecutionSummary] = field(default_factory=deque[ExecutionSummary])

    @property
    def position(self) -> str | None:
        """The place in time of the next execution, or of the next unread row; None at the end."""
        if self.ahead:
            return newest_first(self.ahead[0].execution_id)
        return None if self.next is None else self.next.removeprefix(self.prefix)

    async def read(self, wanted: Wanted, rows: int) -> None:
        """Read more rows; they may have none that match."""
        within = wanted.filters.within(self.prefix).since(self.next or "")
        if self.prefix == "r|":
            records, self.next = await self.executions.live(within, rows)
            summaries = [summary_of(stored.execution) for stored in records]
        else:
            part = await self.executions.ended(within, rows)
            summaries, self.next = [*part.summaries], part.next
        self.ahead.extend(wanted.shown(summaries))


async def page(
    call: Call, filters: ExecutionFilter, limit: int, token: str | None
) -> ExecutionPage:
    """List executions of every organization, newest first; a page may be short.

    NotPermitted unless the caller is a platform administrator.
    """
    if not call.caller.is_platform_admin:
        raise NotPermitted("only platform administrators list the runs of all organizations")
    if call.caller.scope != GLOBAL:
        raise InvalidInput("leave out X-Organization-Id: scope=all is about all organizations")
    if filters.parent_id or filters.rerun_of:
        raise InvalidInput("send parentExecutionId and rerunOf with the run's organization")
    wanted = await resolved(call, filters)
    position, group = _place(token)
    organizations, following = await _organizations(call, group)
    streams = _streams(wanted, organizations, position)
    await _read(wanted, streams, max(FEWEST_ROWS, min(limit, 4 * limit // len(organizations))))
    found = await _merged(wanted, streams, limit)
    positions = [stream.position for stream in streams if stream.position is not None]
    if positions:
        return page_of(found, f"{START}{min(positions)}|{group}")
    return page_of(found, None if following is None else f"{START}|{following}")


async def _organizations(call: Call, group: str) -> tuple[Sequence[str], str | None]:
    """Return the ids of a group of organizations, GLOBAL in the first; and the next group."""
    directory = call.platform.directory
    listed = await directory.organizations.page(group or None, MOST_ORGANIZATIONS)
    ids = [organization.id for organization in listed.items]
    return (ids or [GLOBAL]) if group else [GLOBAL, *ids], listed.next


def _place(token: str | None) -> tuple[str, str]:
    """Return the position in time and the group of organizations, both empty at the start."""
    key = key_of(token, START)
    if key is None:
        return "", ""
    position, _, group = key.removeprefix(START).partition("|")
    return position, group


def _streams(wanted: Wanted, organizations: Sequence[str], position: str) -> list[_Stream]:
    prefixes = ["r|"] if wanted.filters.may_be_live else []
    prefixes += [wanted.index] if wanted.filters.may_be_ended else []
    directory = wanted.call.platform.directory
    return [
        _Stream(directory.executions_of(org_id), prefix, f"{prefix}{position}")
        for org_id in organizations
        for prefix in prefixes
    ]


async def _read(wanted: Wanted, streams: Sequence[_Stream], rows: int) -> None:
    await for_each(streams, lambda stream: stream.read(wanted, rows))


async def _merged(wanted: Wanted, streams: list[_Stream], limit: int) -> list[ExecutionSummary]:
    """Take the newest executions from the streams, and read more of those that run empty."""
    found: dict[object, ExecutionSummary] = {}
    rounds = 0
    while len(found) < limit:
        empty = [stream for stream in streams if not stream.ahead and stream.next is not None]
        if empty and rounds == MOST_ROUNDS:
            break  # beyond the first unread row it is unknown what comes next
        if empty:
            rounds += 1
            await _read(wanted, empty, limit)
            continue
        full = [stream for stream in streams if stream.ahead]
        if not full:
            break
        await asyncio.sleep(0)
        newest = min(full, key=lambda stream: stream.position or "")
        summary = newest.ahead.popleft()
        found[summary.execution_id] = summary  # one that ended meanwhile is in two streams
    return [*found.values()]
