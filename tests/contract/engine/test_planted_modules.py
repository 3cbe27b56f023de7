"""The search for planted secrets finds them wherever they are."""

import base64
from collections.abc import Generator

import pytest
from azure.data.tables import TableServiceClient
from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueServiceClient

from local.azurite import Azurite
from tests.support.markers import planted_in

SECRET = "MARKER-of-a-test"


@pytest.fixture
def connection() -> Generator[str]:
    with Azurite.start(in_memory=True) as running:
        yield running.connection_string


def test_it_finds_what_is_in_a_row_a_blob_and_a_message(connection: str) -> None:
    assert planted_in(connection) == []

    with TableServiceClient.from_connection_string(connection) as service:
        row = {"PartitionKey": "p", "RowKey": "r", "record": f'{{"value": "{SECRET}"}}'}
        service.create_table("things").create_entity(row)
    with BlobServiceClient.from_connection_string(connection) as service:
        service.create_container("files").upload_blob("a/b", SECRET.encode())
    with QueueServiceClient.from_connection_string(connection) as service:
        message = base64.b64encode(SECRET.encode()).decode()
        service.create_queue("work").send_message(message)

    assert planted_in(connection) == ["table things: r", "blob files/a/b", "queue work"]
