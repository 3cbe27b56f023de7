"""A move: everything of one store goes to an empty one, resumably, and is compared at the end.

The progress is kept in the target's hold, written after what it tells of: a move that was killed
goes on where it was, and puts at most the last page again. Until the comparison has found no
difference, no platform starts over the target.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.errors import BifrostError, Conflict
from shared.models.paths import FilePath
from shared.services.clock import Clock, SystemClock
from shared.services.moves import tally
from shared.services.moves.contents import CONTAINERS, TABLES, BlobHead, Contents
from shared.services.moves.holds import Hold
from shared.services.moves.tally import Tally

#: Blobs or secrets after which progress is written, or this many bytes of blobs.
MOST_UNRECORDED = 100
UNRECORDED_BYTES = 64 * 1024 * 1024
#: Small blobs that are on their way at once.
AT_ONCE = 8
SMALL_BYTES = 1024 * 1024
#: The largest file of a workspace that is moved: it is written whole.
LARGEST_FILE = 512 * 1024 * 1024
DONE = "done"

PARTS = (
    *(f"table {name}" for name in TABLES),
    *(f"container {name}" for name in CONTAINERS),
    "secrets",
    "workspace",
)


class MoveListener(Protocol):
    """Hears how a move goes on."""

    def begin(self, what: str, total: int | None) -> None:
        """A part begins; ``total`` is how many things it has, if that is known."""
        ...

    def advance(self, count: int) -> None:
        """So many more things of the part are done."""
        ...


@dataclass(frozen=True, slots=True)
class Difference:
    """The tallies of a part that are not the same."""

    part: str
    source: Tally
    target: Tally


@dataclass(frozen=True, slots=True)
class Comparison:
    """What both sides hold, part by part, and where they differ."""

    tallies: Sequence[tuple[str, Tally]]
    differences: Sequence[Difference]


class MoveFailed(BifrostError):
    """The two sides differ after the move."""

    status = 409


class Mover:
    """Moves ``source`` to ``target``; with ``closes_source``, the source is held from now on."""

    def __init__(
        self,
        source: Contents,
        target: Contents,
        listener: MoveListener,
        *,
        closes_source: bool = True,
        clock: Clock | None = None,
    ) -> None:
        self._source = source
        self._target = target
        self._listener = listener
        self._closes_source = closes_source
        self._clock = clock or SystemClock()
        self._hold = Hold(kind="filling", other=source.name, at=self._clock.now())

    async def move(self) -> Comparison:
        """Copy what is not there yet, compare, and let a platform start over the target.

        Conflict if the target is not empty, or another move holds one of the two. MoveFailed if
        they differ: the parts that do are copied again by the next call.
        """
        await self._begin()
        for part in PARTS:
            if self._hold.done.get(part) != DONE:
                await self._copy(part)
                await self._record(part, DONE)
        compared = await compare(self._source, self._target, self._listener)
        if compared.differences:
            await self._forget([one.part for one in compared.differences])
            raise MoveFailed(told(compared.differences))
        if self._closes_source:
            await self._close_source("moved")
        await self._target.holds.release()
        return compared

    async def _begin(self) -> None:
        source_hold = await self._source.holds.find()
        if source_hold and (source_hold.kind, source_hold.other) not in (
            ("emptying", self._target.name),
            ("moved", self._target.name),
        ):
            raise Conflict(source_hold.reason(self._source.name, self._source.holds.place))
        found = await self._target.holds.find()
        if found is None:
            await self._require_empty()
            await self._target.holds.put(self._hold)
        elif (found.kind, found.other) == ("filling", self._source.name):
            self._hold = found
        else:
            raise Conflict(found.reason(self._target.name, self._target.holds.place))
        if self._closes_source and source_hold is None:
            await self._close_source("emptying")

    async def _close_source(self, kind: str) -> None:
        hold = Hold.model_validate(
            {"kind": kind, "other": self._target.name, "at": self._clock.now()}
        )
        await self._source.holds.put(hold)

    async def _require_empty(self) -> None:
        found = [name for name in PARTS[:-1] if await _has_some(self._target, name)]
        if found:
            raise Conflict(
                f"{self._target.name} is not empty: it has something in {', '.join(found)}. "
                "Move to an empty one"
            )

    async def _copy(self, part: str) -> None:
        kind, _, name = part.partition(" ")
        self._listener.begin(part, await self._source.count(part))
        after = self._hold.done.get(part)
        if kind == "table":
            await self._copy_table(part, name, after)
        elif kind == "container":
            await self._copy_container(part, name, after)
        elif kind == "secrets":
            await self._copy_secrets(part, after)
        elif self._source.workspace_name != self._target.workspace_name:
            await self._copy_workspace()

    async def _copy_table(self, part: str, table: str, after: str | None) -> None:
        async for page in self._source.rows(table, after):
            if page.rows:
                await self._target.put_rows(table, page.rows)
            if page.mark is not None:
                await self._record(part, page.mark)
            self._listener.advance(len(page.rows))

    async def _copy_container(self, part: str, container: str, after: str | None) -> None:
        waiting: list[BlobHead] = []
        async for blob in self._source.blobs(container, after):
            waiting.append(blob)
            size = sum(one.size for one in waiting)
            if len(waiting) >= MOST_UNRECORDED or size >= UNRECORDED_BYTES:
                await self._copy_blobs(part, container, waiting)
                waiting = []
        await self._copy_blobs(part, container, waiting)

    async def _copy_blobs(self, part: str, container: str, blobs: Sequence[BlobHead]) -> None:
        """Copy small blobs several at once, large ones one after the other."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def copy(blob: BlobHead) -> None:
            async with turns:
                chunks = self._source.read_blob(container, blob.name)
                await self._target.put_blob(container, blob, chunks)
                self._listener.advance(1)

        await asyncio.gather(*(copy(one) for one in blobs if one.size <= SMALL_BYTES))
        for one in blobs:
            if one.size > SMALL_BYTES:
                await copy(one)
        if blobs:
            await self._record(part, blobs[-1].name)

    async def _copy_secrets(self, part: str, after: str | None) -> None:
        names = [name for name in await self._source.secret_names() if name > (after or "")]
        self._listener.begin(part, len(names))
        there = set(await self._target.secret_names())
        for number, name in enumerate(names, 1):
            # A version cannot be replaced: a killed move left the first of them.
            done = len(await self._target.secret_versions(name)) if name in there else 0
            for version in (await self._source.secret_versions(name))[done:]:
                await self._target.add_secret_version(name, version)
            self._listener.advance(1)
            if number % MOST_UNRECORDED == 0:
                await self._record(part, name)

    async def _copy_workspace(self) -> None:
        """Write each file that the target does not have alike; there are no marks to go on from."""
        source, target = self._source.workspace, self._target.workspace
        entries = await source.walk(FilePath())
        self._listener.begin("workspace", len(entries))
        for entry in entries:
            found = await target.find(entry.path)
            if entry.is_folder:
                if found is None:
                    await target.make_folder(entry.path)
            else:
                content = await source.read(entry.path, limit=LARGEST_FILE)
                same = found and found.size == entry.size
                known = await target.read(entry.path, limit=LARGEST_FILE) if same else None
                if known is None or known.etag != content.etag:
                    await target.write(entry.path, content.content)
            self._listener.advance(1)

    async def _record(self, part: str, mark: str) -> None:
        self._hold = self._hold.model_copy(update={"done": {**self._hold.done, part: mark}})
        await self._target.holds.put(self._hold)

    async def _forget(self, parts: Sequence[str]) -> None:
        done = {part: mark for part, mark in self._hold.done.items() if part not in parts}
        self._hold = self._hold.model_copy(update={"done": done})
        await self._target.holds.put(self._hold)


async def compare(source: Contents, target: Contents, listener: MoveListener) -> Comparison:
    """Read both sides whole, and compare counts and hashes of each part."""
    tallies: list[tuple[str, Tally]] = []
    differences: list[Difference] = []
    for part in PARTS:
        listener.begin(f"comparing {part}", None)
        ours, theirs = await asyncio.gather(_tally(source, part), _tally(target, part))
        tallies.append((part, ours))
        if (ours.count, ours.digest) != (theirs.count, theirs.digest):
            differences.append(Difference(part, ours, theirs))
        listener.advance(ours.count)
    return Comparison(tallies, differences)


def _tally(store: Contents, part: str) -> Awaitable[Tally]:
    kind, _, name = part.partition(" ")
    if kind == "table":
        return tally.of_table(store, name)
    if kind == "container":
        return tally.of_container(store, name)
    return tally.of_secrets(store) if kind == "secrets" else tally.of_workspace(store.workspace)


async def _has_some(store: Contents, part: str) -> bool:
    kind, _, name = part.partition(" ")
    if kind == "secrets":
        return bool(await store.secret_names())
    if kind == "container":
        async for _ in store.blobs(name, None):
            return True
        return False
    async for page in store.rows(name, None):
        if page.rows:
            return True
    return False


def told(differences: Sequence[Difference]) -> str:
    """Return the differences as a text for a person, and what to do about them."""
    lines = [
        f"{one.part}: {one.source.count} in the source, {one.target.count} in the target"
        + (", with other content" if one.source.count == one.target.count else "")
        for one in differences
    ]
    return (
        "the two sides differ: " + "; ".join(lines) + ". Something was written meanwhile: stop "
        "the platform and move again, which copies these once more. If they still differ, the "
        "target has what the source no longer has: begin again with an empty target"
    )
