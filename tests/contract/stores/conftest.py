"""A store of one box, in a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.services.sqlite.blobs import SqliteBlobs
from shared.services.sqlite.database import Database
from shared.services.sqlite.large_files import LargeFiles
from tests.contract.stores.links import LINKS


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def sqlite_blobs(database: Database) -> SqliteBlobs:
    return SqliteBlobs(database, LargeFiles(database.folder / "files"), "uploads", LINKS)
