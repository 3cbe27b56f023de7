"""How many storage transactions does this take?"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast
from urllib.parse import urlsplit

from azure.core.pipeline.transport import AioHttpTransport

from shared.services.azure.connection import LIMITS
from shared.services.tables import Change, Columns, Page, Row, Table

#: What one task and those that it starts have sent; None while no test asks.
_own: ContextVar[list[tuple[str, str]] | None] = ContextVar("own", default=None)

VERSION = "/Directory(PartitionKey='workspace'"


class CountingTransport(AioHttpTransport):
    """Remembers each request that left: ``("POST", "/devstoreaccount1/Executions")``."""

    def __init__(self) -> None:
        super().__init__(**LIMITS)
        self.sent: list[tuple[str, str]] = []

    async def send(self, request: Any, **config: Any) -> Any:
        url: str = request.url
        path = urlsplit(url).path.removeprefix("/devstoreaccount1")
        self.sent.append((str(request.method), path))
        if (own := _own.get()) is not None:
            own.append((str(request.method), path))
        return cast("Any", await super().send(request, **config))

    @contextmanager
    def own(self) -> Generator[list[tuple[str, str]]]:
        """What this task and those that it starts send meanwhile, and nothing beside it.

        A run, a beat or a look at the markers that goes on in the background does not count.
        """
        own: list[tuple[str, str]] = []
        token = _own.set(own)
        try:
            yield own
        finally:
            _own.reset(token)

    def of_executions(self) -> list[tuple[str, str]]:
        """Without beats and looks at the workspace's version, which are counted apart."""
        apart = ("/Owners", VERSION)
        return [sent for sent in self.sent if not sent[1].startswith(apart)]


class CountedTable:
    """Any table; each method that goes to the store is one transaction, as on Azure."""

    def __init__(self, table: Table, name: str, sent: list[tuple[str, str]] | None = None) -> None:
        self._table = table
        self._name = name
        self.sent: list[tuple[str, str]] = [] if sent is None else sent

    async def get(self, partition: str, key: str) -> Row | None:
        self._count("GET", f"(PartitionKey='{partition}',RowKey='{key}')")
        return await self._table.get(partition, key)

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        self._count("POST")
        return await self._table.insert(partition, key, columns)

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        self._count("PUT")
        return await self._table.put(partition, key, columns)

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        self._count("PUT")
        return await self._table.replace(partition, key, columns, etag=etag)

    async def delete(self, partition: str, key: str) -> None:
        self._count("DELETE")
        await self._table.delete(partition, key)

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        self._count("POST")
        return await self._table.transaction(partition, changes)

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        self._count("GET", f"(PartitionKey='{partition}')")
        return await self._table.page(partition, first, last, limit=limit)

    async def ping(self) -> None:
        await self._table.ping()

    def _count(self, method: str, what: str = "") -> None:
        entry = (method, f"/{self._name}{what}")
        self.sent.append(entry)
        if (own := _own.get()) is not None:
            own.append(entry)
