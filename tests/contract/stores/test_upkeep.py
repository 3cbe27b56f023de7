"""Upkeep of one box's store: scheduled backups and their retention, free space, orphans, locks."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.errors import Conflict, Unavailable
from shared.services.moves.holds import Hold, StoreHeld
from shared.services.sqlite import backup, checks, facts, holds, rotation
from shared.services.sqlite.backups import backups_of, place_at, remove_old
from shared.services.sqlite.blobs import INLINE_BYTES, SqliteBlobs
from shared.services.sqlite.database import NAME, Database
from shared.services.sqlite.large_files import LargeFiles
from shared.services.sqlite.store import Store
from shared.services.sqlite.tables import SqliteTable
from shared.services.sqlite.upkeep import BackupPlan, SqliteUpkeep
from shared.services.sqlite.vault import secret_key
from shared.services.sqlite.vault.secrets import SqliteSecrets
from tests.contract.stores.links import LINKS

LARGE = os.urandom(INLINE_BYTES + 1)
NOW = datetime(2026, 5, 1, 12, 20, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store", "normal")
    yield opened
    opened.close()


def planned(store: Store, location: Path, kept: int = 2) -> SqliteUpkeep:
    return SqliteUpkeep(store, BackupPlan(location, hours=24, kept=kept))


async def test_a_backup_is_taken_when_it_is_due_and_old_ones_go(
    store: Store, tmp_path: Path
) -> None:
    location = tmp_path / "backups"
    upkeep = planned(store, location)

    first = await upkeep.back_up(datetime.now(UTC))
    none = await upkeep.back_up(datetime.now(UTC) + timedelta(hours=1))
    for days in (1, 2, 3):
        # Its own clock says when a backup was taken; the schedule is asked days later.
        last = await upkeep.back_up(datetime.now(UTC) + days * DAY)

    assert first is not None
    assert none is None
    assert last is not None
    assert len(backups_of(store.folder, location)) == 2
    assert not Path(first.place).exists()


async def test_retention_removes_only_whole_backups_of_this_store(
    store: Store, tmp_path: Path
) -> None:
    location = tmp_path / "backups"
    location.mkdir()
    for days in range(4):
        place = place_at(location, NOW + days * DAY)
        await backup.take(store.folder, store.files, place)
    (location / "bifrost-20200101T000000Z").mkdir()  # looks like one, and is none
    (location / "letters").mkdir()
    other = Store(tmp_path / "other", "normal")
    theirs = place_at(location, NOW - DAY)
    await backup.take(other.folder, other.files, theirs)
    other.close()
    draft = location / ".bifrost-20200101T000000Z.part"
    draft.mkdir()
    os.utime(draft, (0, 0))

    removed = remove_old(store.folder, location, 3, datetime.now(UTC))

    assert [path.name for path in removed] == ["bifrost-20260501T122000Z"]
    names = {path.name for path in location.iterdir()}
    assert names >= {"letters", "bifrost-20200101T000000Z", theirs.name}
    assert len(names) == 6
    assert not draft.exists()


async def test_a_backup_that_fails_leaves_nothing_and_is_a_concern(
    store: Store, tmp_path: Path
) -> None:
    location = tmp_path / "backups"
    location.touch()
    upkeep = planned(store, location)
    before = upkeep.concerns(NOW)

    with pytest.raises(Unavailable):
        await upkeep.back_up(NOW)

    assert not [one for one in before if "backup" in one]
    assert any("the last backup failed" in one for one in upkeep.concerns(NOW))
    location.unlink()
    await upkeep.back_up(datetime.now(UTC))
    assert not [one for one in upkeep.concerns(datetime.now(UTC)) if "backup" in one]
    late = upkeep.concerns(datetime.now(UTC) + 2 * DAY)
    assert any("no backup for more than 24 hours" in one for one in late)


async def test_values_are_removed_after_the_backup_of_another_process(
    store: Store, tmp_path: Path
) -> None:
    """The lock is the file's, so that two openings of it are as two processes."""
    blobs = SqliteBlobs(store.database, store.files, "storage", LINKS)
    await blobs.write("large", LARGE)
    again = LargeFiles(store.folder / "files")
    (file,) = [path for folder in store.files.folders() for path in folder.iterdir()]

    async with again.kept():
        await blobs.delete("large")
        is_kept = file.exists()
        with pytest.raises(Conflict, match="another backup"):
            await asyncio.wait_for(backup.take(store.folder, store.files, tmp_path / "b"), 20)
    await store.files.remove(())

    assert is_kept
    assert not file.exists()


async def test_free_space_goes_back_to_the_disk(store: Store) -> None:
    table = SqliteTable(store.database, "executions")
    for number in range(300):
        await table.insert("org", f"{number:04}", {"text": "x" * 20_000})
    for number in range(300):
        await table.delete("org", f"{number:04}")
    free = store.database.free_pages()

    tidied = await SqliteUpkeep(store, None).tidy()

    assert free > 600
    assert tidied.pages > 400
    assert store.database.free_pages() < 200


async def test_a_store_that_is_held_is_opened_by_no_platform(tmp_path: Path) -> None:
    Database(tmp_path / "store").close()
    hold = Hold(kind="moved", other="azure:account", at=NOW)
    holds.write(tmp_path / "store", hold)

    with pytest.raises(StoreHeld, match="moved to azure:account"):
        Database(tmp_path / "store")
    Database(tmp_path / "store", even_if_held=True).close()
    holds.release(tmp_path / "store")
    Database(tmp_path / "store").close()


@pytest.mark.parametrize("killed", ["never", "before", "sealed", "kept", "replaced"])
async def test_a_rotation_of_the_key_that_was_killed_is_ended_by_the_next(
    store: Store, tmp_path: Path, killed: str
) -> None:
    key_file = tmp_path / "store.secrets.key"
    await SqliteSecrets(store.database, store.key).put("one", "value")
    old = key_file.read_bytes()
    if killed != "never":
        await leave_half(store, key_file, killed)

    kept = await rotation.rotate(store, key_file)

    fresh = key_file.read_bytes()
    assert kept.read_bytes() == old != fresh
    assert await SqliteSecrets(store.database, fresh).find("one") == "value"
    assert not SqliteSecrets(store.database, old).opens()
    assert holds.read(store.folder) is None
    assert {path.stat().st_mode & 0o777 for path in (kept, key_file)} == {0o600}
    assert not key_file.with_name("store.secrets.key.new").exists()


async def leave_half(store: Store, key_file: Path, killed: str) -> None:
    """What a process leaves that was killed after this step."""
    holds.write(store.folder, Hold(kind="rotating", other=str(key_file), at=NOW))
    draft = key_file.with_name("store.secrets.key.new")
    fresh = secret_key.load_or_make(draft, may_make=True)
    if killed == "before":
        return
    await SqliteSecrets(store.database, store.key).rotate(fresh)
    if killed == "sealed":
        return
    key_file.with_name("store.secrets.key.until-20260501T122000Z").hardlink_to(key_file)
    if killed == "replaced":
        draft.replace(key_file)


async def test_facts_are_read_beside_the_process_that_has_the_store(store: Store) -> None:
    table = SqliteTable(store.database, "directory")
    for number in range(7):
        await table.insert("p", str(number), {"v": "1"})
    checked = facts.check(store.folder)

    found = facts.read(store.folder)

    assert found.rows["directory"] == 7
    assert found.holder == str(os.getpid())
    assert found.last_check == checked == checks.last(store.folder)
    assert checked.is_sound
    assert found.database + found.wal > 0


def test_every_table_of_the_database_is_accounted_for_by_a_move(store: Store) -> None:
    """``left_behind`` lists messages; of the others ``SqliteContents`` moves what is in them."""
    connection = sqlite3.connect(store.folder / NAME)

    found = set(facts.rows_of(connection))

    connection.close()
    moved = {"audit", "directory", "executions", "owners", "blobs", "blob_parts"}
    assert found == {*moved, "scopes", "secrets", "secret_versions", "messages"}
