# pyright: basic
"""Tables in Azure Table Storage."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError, ResourceExistsError, ResourceNotFoundError
from azure.data.tables import TableEntity, UpdateMode
from azure.data.tables.aio import TableClient

from shared.services.azure.connection import RETRIES, TABLE_RETRIES, AzureConnection
from shared.services.azure.faults import code_of, translated
from shared.services.azure.lean_table import LeanTable, Unclear
from shared.services.azure.signing import Bearer, signer_of
from shared.services.tables import Change, Columns, Delete, Insert, Page, Put, Remove, Row, past

T = TypeVar("T")

SERVICE = "Table Storage"
KEYS = {"PartitionKey", "RowKey"}


class AzureTable:
    """A table of the storage account, created when it turns out to be missing.

    Point reads and writes go through the lean client, and once more through the SDK if they had no
    plain answer. An attempt of the lean client counts as one of the retries.
    """

    def __init__(self, connection: AzureConnection, name: str) -> None:
        options = {**TABLE_RETRIES, "transport": connection.transport}
        if connection.settings.storage_connection:
            signer = signer_of(connection.settings.storage_connection)
            self._client = TableClient.from_connection_string(
                connection.settings.storage_connection, name, **options
            )
        else:
            endpoint, credential = connection.storage("table")
            signer = Bearer(credential)
            self._client = TableClient(endpoint, name, credential=credential, **options)
        address = f"{self._client.url.rstrip('/')}/{name}"
        self._lean = LeanTable(connection, signer, address) if signer else None

    async def get(self, partition: str, key: str) -> Row | None:
        async def read(**options: Any) -> Row | None:
            try:
                return _row(await self._client.get_entity(partition, key, **options))
            except ResourceNotFoundError as error:
                if _is_missing_table(error):
                    raise
                return None

        return await self._leanly(lambda lean: lean.get(partition, key), read)

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        entity = _entity(partition, key, columns)

        async def add(**options: Any) -> str:
            return _etag(await self._client.create_entity(entity, **options))

        return await self._leanly(lambda lean: lean.insert(partition, key, columns), add)

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        entity = _entity(partition, key, columns)

        async def write(**options: Any) -> str:
            mode = UpdateMode.REPLACE
            return _etag(await self._client.upsert_entity(entity, mode=mode, **options))

        return await self._leanly(lambda lean: lean.put(partition, key, columns), write)

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        entity = _entity(partition, key, columns)
        condition = {"etag": etag, "match_condition": MatchConditions.IfNotModified}

        async def write(**options: Any) -> str:
            mode = UpdateMode.REPLACE
            return _etag(await self._client.update_entity(entity, mode, **condition, **options))

        return await self._leanly(
            lambda lean: lean.replace(partition, key, columns, etag=etag), write
        )

    async def delete(self, partition: str, key: str) -> None:
        await self._do(lambda: self._client.delete_entity(partition, key))

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        operations = [_operation(partition, change) for change in changes]

        async def submit(**options: Any) -> Sequence[str]:
            answers = await self._client.submit_transaction(operations, **options)
            return [str(answer.get("etag") or "") for answer in answers]

        return await self._leanly(lambda lean: lean.transaction(partition, changes), submit)

    async def page(self, partition: str, first: str, last: str, *, limit: int) -> Page:
        return await self._do(lambda: self._page(partition, first, last, limit))

    async def ping(self) -> None:
        await self.get("ping", "ping")

    async def _page(self, partition: str, first: str, last: str, limit: int) -> Page:
        times: list[datetime] = []
        found: Any = self._client.query_entities(
            "PartitionKey eq @partition and RowKey ge @first and RowKey lt @last",
            parameters={"partition": partition, "first": first, "last": last},
            results_per_page=limit,
            raw_response_hook=lambda answer: times.append(_date(answer)),
        ).by_page()
        rows: list[Row] = []
        async for entities in found:
            rows = [_row(entity) async for entity in entities]
            if rows:
                break  # the service may give an empty page before the next one with rows
        following = past(rows[-1].key) if rows and found.continuation_token else None
        return Page(rows, following, times[-1])

    async def _leanly(
        self, attempt: Callable[[LeanTable], Awaitable[T]], repeat: Callable[..., Awaitable[T]]
    ) -> T:
        """Try the lean client; repeat through the SDK what had no plain answer."""
        if self._lean is None:
            return await self._do(repeat)
        try:
            with translated(SERVICE):
                return await attempt(self._lean)
        except Unclear as unclear:
            await asyncio.sleep(unclear.pause_seconds)
        return await self._do(lambda: repeat(retry_total=RETRIES - 1))

    async def _do(self, call: Callable[[], Awaitable[T]]) -> T:
        with translated(SERVICE):
            try:
                return await call()
            except HttpResponseError as error:
                if not _is_missing_table(error):
                    raise
                await self._create()
                return await call()

    async def _create(self) -> None:
        with suppress(ResourceExistsError):  # another process found it missing, too
            await self._client.create_table()


def _entity(partition: str, key: str, columns: Columns) -> dict[str, str]:
    return {"PartitionKey": partition, "RowKey": key, **columns}


def _etag(answer: Any) -> str:
    return str(answer["etag"])


def _operation(partition: str, change: Change) -> Any:
    if isinstance(change, Insert):
        return "create", _entity(partition, change.key, change.columns)
    if isinstance(change, Put):
        entity = _entity(partition, change.key, change.columns)
        return "upsert", entity, {"mode": UpdateMode.REPLACE}
    if isinstance(change, Remove):
        return "delete", _entity(partition, change.key, {})
    condition = {"etag": change.etag, "match_condition": MatchConditions.IfNotModified}
    if isinstance(change, Delete):
        return "delete", _entity(partition, change.key, {}), condition
    entity = _entity(partition, change.key, change.columns)
    return "update", entity, {**condition, "mode": UpdateMode.REPLACE}


def _row(entity: TableEntity) -> Row:
    columns = {name: str(value) for name, value in entity.items() if name not in KEYS}
    metadata: Any = entity.metadata
    written_at = metadata["timestamp"].replace(tzinfo=UTC)
    return Row(str(entity["RowKey"]), columns, metadata["etag"], written_at)


def _date(answer: Any) -> datetime:
    return parsedate_to_datetime(answer.http_response.headers["Date"])


def _is_missing_table(error: HttpResponseError) -> bool:
    """Return whether the table is missing; some methods keep the code in the message only."""
    return code_of(error) == "TableNotFound" or "TableNotFound" in str(error)
