"""Where is what tests planted as secrets, in a store that the whole suite has used?"""

import base64
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from azure.data.tables import TableServiceClient
from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueServiceClient

#: What tests begin every secret with that they plant: provider.py, test_sdk_config.py.
PLANTED = re.compile(rb"MARKER-[a-z]|marker-7c1e0b")
MOST_MESSAGES = 32


def planted_in(connection: str) -> list[str]:
    """The places, whatever is stored there: rows, blobs, and messages that wait."""
    stored = (*_rows(connection), *_blobs(connection), *_messages(connection))
    return [place for place, content in stored if PLANTED.search(content)]


def planted_in_store(folder: Path) -> list[str]:
    """The places in a SQLite store: columns of rows, and bytes of files."""
    with closing(sqlite3.connect(f"file:{folder / 'bifrost.db'}?mode=ro", uri=True)) as database:
        found = [place for place, content in _columns(database) if PLANTED.search(content)]
    # Pages that are free now, and files beside the database.
    files = [path for path in folder.rglob("*") if path.is_file()]
    return found + [str(path) for path in files if PLANTED.search(path.read_bytes())]


def _columns(database: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  names of ours
            yield f"table {table}: {row[:2]}", b"\n".join(_bytes(value) for value in row)


def _bytes(value: object) -> bytes:
    """A value, and what it says where it is the base64 of a message."""
    if isinstance(value, bytes):
        return value
    return str(value).encode() + b"\n" + _decoded(str(value))


def _rows(connection: str) -> Iterator[tuple[str, bytes]]:
    with TableServiceClient.from_connection_string(connection) as service:
        for table in service.list_tables():
            with service.get_table_client(table.name) as client:
                for row in client.list_entities():
                    yield f"table {table.name}: {row['RowKey']}", repr(row).encode()


def _blobs(connection: str) -> Iterator[tuple[str, bytes]]:
    with BlobServiceClient.from_connection_string(connection) as service:
        for container in service.list_containers():
            with service.get_container_client(container.name) as client:
                for blob in client.list_blobs():
                    content = client.download_blob(blob.name).readall()
                    yield f"blob {container.name}/{blob.name}", content


def _messages(connection: str) -> Iterator[tuple[str, bytes]]:
    with QueueServiceClient.from_connection_string(connection) as service:
        for queue in service.list_queues():
            with service.get_queue_client(queue.name) as client:
                for message in client.peek_messages(max_messages=MOST_MESSAGES):
                    yield f"queue {queue.name}", _decoded(str(message.content))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return text.encode()
