"""The database of one box: its lock, its schema, its checks, and copies taken while it runs."""

import asyncio
import os
import sqlite3
from pathlib import Path

import pytest

from shared.errors import AlreadyExists, Conflict, Unavailable
from shared.services.sqlite import backup, orphans
from shared.services.sqlite.blobs import INLINE_BYTES, SqliteBlobs
from shared.services.sqlite.database import NAME, OPEN_MARK, Database
from shared.services.sqlite.large_files import LargeFiles
from shared.services.sqlite.lock import StoreTaken
from shared.services.sqlite.queues import SqliteQueue, SqliteReceiver
from shared.services.sqlite.schema import VERSION, NewerSchema
from shared.services.sqlite.tables import SqliteTable
from shared.services.sqlite.vault import secret_key
from shared.services.sqlite.vault.secrets import SqliteSecrets
from tests.contract.stores.links import LINKS

LARGE = os.urandom(INLINE_BYTES + 1)


def store_in(folder: Path) -> tuple[Database, LargeFiles, SqliteBlobs, SqliteTable]:
    database = Database(folder)
    files = LargeFiles(folder / "files")
    blobs = SqliteBlobs(database, files, "storage", LINKS)
    return database, files, blobs, SqliteTable(database, "directory")


def test_a_second_opener_is_told_which_process_has_it(database: Database) -> None:
    with pytest.raises(StoreTaken, match=f"process {os.getpid()} has the store"):
        Database(database.folder)


def test_only_its_owner_may_read_it(database: Database) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in database.folder.iterdir()}

    assert database.folder.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}


def test_a_newer_schema_is_not_touched(tmp_path: Path) -> None:
    Database(tmp_path / "store").close()
    connection = sqlite3.connect(tmp_path / "store" / NAME)
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()

    with pytest.raises(NewerSchema, match=f"schema version {VERSION + 1}"):
        Database(tmp_path / "store")


def test_a_damaged_file_is_found_after_an_unclean_end(tmp_path: Path) -> None:
    Database(tmp_path / "store").close()
    path = tmp_path / "store" / NAME
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    (tmp_path / "store" / OPEN_MARK).touch()

    with pytest.raises(Unavailable, match="restore the last backup"):
        Database(tmp_path / "store")


async def test_what_one_caller_is_refused_undoes_nothing_of_its_neighbours(
    database: Database,
) -> None:
    table = SqliteTable(database, "directory")
    await table.insert("p", "taken", {})

    found = await asyncio.gather(
        *(table.insert("p", f"k{number}", {}) for number in range(50)),
        table.insert("p", "taken", {}),
        return_exceptions=True,
    )

    assert [type(one) for one in found if isinstance(one, BaseException)] == [AlreadyExists]
    assert len((await table.page("p", "a", "z", limit=100)).rows) == 51


async def test_a_write_that_breaks_ends_neither_the_writer_nor_the_others(
    database: Database,
) -> None:
    def breaks(connection: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(breaks)

    await SqliteTable(database, "directory").insert("p", "k", {})


async def test_a_message_is_received_by_one_until_its_time_is_over(database: Database) -> None:
    rung: list[str] = []
    await SqliteQueue(database, "runs", rung.append).send("text")
    receiver = SqliteReceiver(database, "runs")

    first = (await receiver.receive(10, invisible_seconds=60))[0]
    none = await receiver.receive(10, invisible_seconds=60)
    receipt = await receiver.hide(first.id, first.receipt, 0)
    again = (await receiver.receive(10, invisible_seconds=60))[0]

    assert (rung, none, again.dequeue_count) == (["runs"], [], 2)
    assert receipt is not None
    assert not await receiver.delete(first.id, receipt)
    assert await receiver.delete(again.id, again.receipt)


async def test_a_backup_taken_while_it_runs_is_restored_whole(tmp_path: Path) -> None:
    database, files, blobs, table = store_in(tmp_path / "store")
    await blobs.write("large", LARGE)
    await blobs.write("gone", LARGE)
    await table.insert("p", "before", {"n": "1"})
    taking = asyncio.create_task(backup.take(tmp_path / "store", files, tmp_path / "copy"))
    for number in range(50):
        await table.insert("p", f"during-{number:02}", {})
    await blobs.delete("gone")
    taken = await taking
    database.close()

    backup.restore(tmp_path / "copy", tmp_path / "new")

    other, _, found, rows = store_in(tmp_path / "new")
    assert taken.files >= 1
    assert await found.find("large") == LARGE
    assert await rows.get("p", "before") is not None
    other.close()
    with pytest.raises(Conflict):
        backup.restore(tmp_path / "copy", tmp_path / "new")


async def test_a_backup_with_another_byte_is_not_restored(tmp_path: Path) -> None:
    database, files, blobs, _ = store_in(tmp_path / "store")
    await blobs.write("large", LARGE)
    await backup.take(tmp_path / "store", files, tmp_path / "copy")
    database.close()
    victim = next((tmp_path / "copy" / "files").glob("??/*"))
    victim.write_bytes(LARGE[:-1] + bytes([LARGE[-1] ^ 1]))

    with pytest.raises(backup.DamagedBackup, match="missing or damaged"):
        backup.restore(tmp_path / "copy", tmp_path / "new")

    assert not (tmp_path / "new").exists()


async def test_files_that_no_row_names_are_swept(tmp_path: Path) -> None:
    database, files, blobs, _ = store_in(tmp_path / "store")
    await blobs.write("large", LARGE)
    await files.add(LARGE)

    young = await orphans.sweep(database, files)
    swept = await orphans.sweep(database, files, younger_are_kept=0)

    assert (young, swept, await blobs.find("large")) == (0, 1, LARGE)
    database.close()


async def test_secrets_open_with_their_own_key_only_and_can_be_sealed_anew(
    database: Database,
) -> None:
    secrets = SqliteSecrets(database, b"a" * 32)
    await secrets.put("one", "value")

    with pytest.raises(Unavailable, match="key file"):
        await SqliteSecrets(database, b"b" * 32).find("one")
    assert await secrets.rotate(b"b" * 32) == 1
    assert await SqliteSecrets(database, b"b" * 32).find("one") == "value"
    raw = database.read("SELECT sealed FROM secret_versions")
    assert b"value" not in raw[0][0]


def test_a_missing_key_file_is_not_made_anew_over_secrets(tmp_path: Path) -> None:
    made = secret_key.load_or_make(tmp_path / "key", may_make=True)

    assert secret_key.load_or_make(tmp_path / "key", may_make=False) == made
    with pytest.raises(Unavailable, match="put it back"):
        secret_key.load_or_make(tmp_path / "other", may_make=False)
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(Unavailable, match="chmod 600"):
        secret_key.load_or_make(tmp_path / "key", may_make=False)
