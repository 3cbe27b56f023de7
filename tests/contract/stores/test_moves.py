"""A move between two stores of a process: what it compares, refuses, and goes on with."""

import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from shared.errors import Conflict
from shared.services.moves.holds import Hold, StoreHeld, require_released
from shared.services.moves.mover import PARTS, MoveFailed, Mover, compare
from shared.services.sqlite.blobs import INLINE_BYTES, SqliteBlobs
from shared.services.sqlite.contents import SqliteContents
from shared.services.sqlite.store import Store
from tests.contract.stores.links import LINKS

LARGE = os.urandom(INLINE_BYTES * 40)


class Silent:
    """Hears how the move goes on, and says nothing."""

    def begin(self, what: str, total: int | None) -> None:
        del what, total

    def advance(self, count: int) -> None:
        del count


class Busy(SqliteContents):
    """A store to which something is written after nearly all of it was copied."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def count(self, table_or_container: str) -> int | None:
        if table_or_container == "workspace" and self.meanwhile:
            await self.meanwhile()
            self.meanwhile = None
        return await super().count(table_or_container)


class Side:
    """A store with a workspace of its own."""

    def __init__(self, folder: Path) -> None:
        (folder / "workspace").mkdir(parents=True)
        self.store = Store(folder / "store", "normal", even_if_held=True)
        self.contents = Busy(self.store, folder / "workspace")
        self.blobs = SqliteBlobs(self.store.database, self.store.files, "storage", LINKS)
        self.directory = self.contents.table("directory")
        self.files = folder / "workspace"


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    made = Side(tmp_path / "source"), Side(tmp_path / "target")
    yield made
    for side in made:
        side.store.close()


@pytest.fixture
async def source(sides: tuple[Side, Side]) -> Side:
    side = sides[0]
    for number in range(30):
        await side.directory.insert(f"p{number % 3}", f"{number:02}", {"v": f"{number}"})
    await side.blobs.write("large", LARGE)
    for piece in range(3):
        await side.blobs.append("pieces", LARGE[: INLINE_BYTES + 1], at=piece * (INLINE_BYTES + 1))
    await side.contents.secrets.put("bifrost-a--b", "one")
    await side.contents.secrets.put("bifrost-a--b", "two")
    (side.files / "flow.py").write_text("x = 1\n")
    return side


@pytest.fixture
def target(sides: tuple[Side, Side]) -> Side:
    return sides[1]


async def test_it_is_all_there_and_the_source_is_held(source: Side, target: Side) -> None:
    compared = await Mover(source.contents, target.contents, Silent()).move()

    assert [part for part, _ in compared.tallies] == list(PARTS)
    assert await target.blobs.find("large") == LARGE
    assert await target.blobs.find("pieces") == LARGE[: INLINE_BYTES + 1] * 3
    found, stored = await target.blobs.facts("large"), await source.blobs.facts("large")
    assert found
    assert stored
    assert found.modified_at == stored.modified_at
    row, before = await target.directory.get("p1", "01"), await source.directory.get("p1", "01")
    assert row
    assert before
    assert (row.columns, row.written_at) == (before.columns, before.written_at)
    assert (target.files / "flow.py").read_text() == "x = 1\n"
    hold = await source.contents.holds.find()
    assert hold is not None
    assert hold.kind == "moved"
    assert await target.contents.holds.find() is None
    with pytest.raises(StoreHeld, match="it was moved to sqlite:"):
        await require_released(source.contents.holds, "it")


@pytest.mark.parametrize("kind", ["row", "blob", "secret"])
async def test_what_is_written_meanwhile_is_found_and_copied_the_next_time(
    source: Side, target: Side, kind: str
) -> None:
    source.contents.meanwhile = lambda: change(source, kind)
    mover = Mover(source.contents, target.contents, Silent(), closes_source=False)

    with pytest.raises(MoveFailed, match="the two sides differ"):
        await mover.move()
    held = await target.contents.holds.find()
    again = Mover(source.contents, target.contents, Silent(), closes_source=False)
    compared = await again.move()

    assert held is not None
    assert not compared.differences
    assert await target.contents.holds.find() is None
    assert await source.contents.holds.find() is None


async def test_what_is_gone_from_the_source_meanwhile_needs_an_empty_target(
    source: Side, target: Side
) -> None:
    source.contents.meanwhile = lambda: source.directory.delete("p1", "01")
    mover = Mover(source.contents, target.contents, Silent())

    for _ in range(2):
        with pytest.raises(MoveFailed, match="begin again with an empty target"):
            await mover.move()

    with pytest.raises(StoreHeld, match="a move into it has not ended"):
        await require_released(target.contents.holds, "it")


async def change(side: Side, kind: str) -> None:
    if kind == "row":
        await side.directory.put("p1", "01", {"v": "other"})
    elif kind == "blob":
        await side.blobs.replace("large", LARGE[1:], "image/png")
    else:
        await side.contents.secrets.put("bifrost-a--b", "three")


async def test_only_an_empty_target_is_moved_into(source: Side, target: Side) -> None:
    await target.directory.insert("p", "k", {})

    with pytest.raises(Conflict, match="it has something in table directory"):
        await Mover(source.contents, target.contents, Silent()).move()

    assert await source.contents.holds.find() is None


async def test_another_move_into_the_target_is_not_gone_on_with(source: Side, target: Side) -> None:
    at = (await source.contents.secret_versions("bifrost-a--b"))[0].created_at
    await target.contents.holds.put(Hold(kind="filling", other="sqlite:/elsewhere", at=at))

    with pytest.raises(Conflict, match="move from sqlite:/elsewhere again"):
        await Mover(source.contents, target.contents, Silent()).move()


@pytest.mark.parametrize("change", ["value", "type", "gone", "more"])
async def test_a_comparison_finds_every_kind_of_difference(
    source: Side, target: Side, change: str
) -> None:
    await Mover(source.contents, target.contents, Silent()).move()
    if change == "value":
        await target.directory.put("p1", "01", {"v": "other"})
    elif change == "type":
        await target.blobs.replace("large", LARGE, "image/png")
    elif change == "gone":
        await target.directory.delete("p1", "01")
    else:
        await target.contents.secrets.put("bifrost-a--b", "three")

    compared = await compare(source.contents, target.contents, Silent())

    part = {"type": "container storage", "more": "secrets"}.get(change, "table directory")
    assert [one.part for one in compared.differences] == [part]
