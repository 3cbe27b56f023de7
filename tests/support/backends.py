"""The two stores behind the platform, for tests that hold on both: SQLite, and Azurite."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from azure.storage.queue.aio import QueueClient

from local.seed import create_stores
from shared.services.azure.connect import connect as connect_azure
from shared.services.azure.connection import AzureConnection
from shared.services.azure.tables import AzureTable
from shared.services.services import Services
from shared.services.sqlite.connect import connect as connect_sqlite
from shared.services.sqlite.queues import SqliteReceiver
from shared.services.sqlite.store import opened
from shared.settings import Settings
from tests.support.counted_stores import Counted, CountedStores
from tests.support.counting import CountingTransport

RUNS = "workflow-executions"
#: In a store that nothing else uses.
OWN = ("Directory", "Audit")


class Backend(Protocol):
    """A store, and what is counted of the requests to it."""

    @property
    def settings(self) -> Mapping[str, str]:
        """What leads to it."""
        ...

    async def connect(self, chosen: Settings, counted: Counted) -> Services:
        """Services over it, whose requests are counted."""
        ...

    async def apart(self, chosen: Settings, counted: Counted) -> Services:
        """Services whose directory and audit log are empty."""
        ...

    def counter(self) -> Counted:
        """What can count its requests."""
        ...

    async def drain(self) -> None:
        """Remove all messages about runs, the hidden ones too."""
        ...

    async def receive(self) -> str:
        """The text of the oldest message about a run, which is removed."""
        ...


@dataclass(frozen=True, slots=True)
class SqliteBackend:
    """A store in a folder of the test's own."""

    folder: Path

    @property
    def settings(self) -> Mapping[str, str]:
        return {"BIFROST_STORE": f"sqlite:{self.folder}"}

    async def connect(self, chosen: Settings, counted: Counted) -> Services:
        assert isinstance(counted, CountedStores)
        return counted.over(connect_sqlite(chosen))

    async def apart(self, chosen: Settings, counted: Counted) -> Services:
        return await self.connect(chosen, counted)

    def counter(self) -> CountedStores:
        return CountedStores()

    async def drain(self) -> None:
        store = opened(self.folder)
        await store.database.write(lambda connection: connection.execute("DELETE FROM messages"))
        store.close()

    async def receive(self) -> str:
        store = opened(self.folder)
        receiver = SqliteReceiver(store.database, RUNS)
        [message] = await receiver.receive(1, invisible_seconds=60)
        await receiver.delete(message.id, message.receipt)
        store.close()
        return b64decode(message.text).decode()


@dataclass(frozen=True, slots=True)
class AzuriteBackend:
    """Azurite and the stand-ins, which the whole session shares, over Azure's own clients."""

    settings: Mapping[str, str]

    async def connect(self, chosen: Settings, counted: Counted) -> Services:
        assert isinstance(counted, CountingTransport)
        await create_stores(chosen.storage_connection)
        return connect_azure(chosen, counted)

    async def apart(self, chosen: Settings, counted: Counted) -> Services:
        assert isinstance(counted, CountingTransport)
        services = await self.connect(chosen, counted)
        connection = AzureConnection(chosen, counted)
        own = [AzureTable(connection, f"{name}{uuid4().hex}") for name in OWN]
        for table in own:
            await table.ping()
        return replace(services, directory=own[0], audit=own[1])

    def counter(self) -> CountingTransport:
        return CountingTransport()

    async def drain(self) -> None:
        async with self._queue() as queue:
            await queue.clear_messages()

    async def receive(self) -> str:
        async with self._queue() as queue:
            message = await queue.receive_message()
            assert message is not None
            await queue.delete_message(message)
        return b64decode(message.content).decode()

    def _queue(self) -> QueueClient:
        connection = self.settings["AzureWebJobsStorage"]
        return QueueClient.from_connection_string(connection, RUNS)


async def connected(settings: Mapping[str, str]) -> Services:
    """Services over the store that settings name, made if it is not there; nothing is counted."""
    chosen = Settings.model_validate(settings)
    if chosen.is_one_box:
        return connect_sqlite(chosen)
    await create_stores(chosen.storage_connection)
    return connect_azure(chosen)
