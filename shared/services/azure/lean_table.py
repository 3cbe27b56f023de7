"""A lean client of Table Storage for the writes and point reads of the journal.

The SDK spends two thirds of the processor time of a request on its pipeline, and every run of a
workflow asks the journal's table at least twice. This client makes one attempt, over the HTTP
session that all clients share, and understands success and a plain refusal. For everything else it
raises Unclear: the caller repeats the operation through the SDK, which has the retries, the
challenges of the identity, and the words for what went wrong.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from typing import Protocol
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from shared.errors import AlreadyExists, Stale
from shared.services.azure.entity_batches import (
    batch,
    batch_etags,
    entity_json,
    entity_url,
    error_code,
)
from shared.services.azure.signing import Signer
from shared.services.tables import Change, Columns, Row

API_VERSION = "2019-02-02"
TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=2, sock_read=5)
#: The longest pause that a server's ``Retry-After`` gets, in seconds: a request waits for it.
LONGEST_PAUSE_SECONDS = 1.0
BACKOFF_SECONDS = 0.2

_HEADERS = {
    "x-ms-version": API_VERSION,
    "DataServiceVersion": "3.0",
    "MaxDataServiceVersion": "3.0;NetFx",
    "Accept": "application/json;odata=nometadata",
    "Accept-Encoding": "identity",
}
_METADATA = {"PartitionKey", "RowKey", "Timestamp"}


class Unclear(Exception):
    """The request had no plain answer: repeat it through the SDK after ``pause_seconds``."""

    def __init__(self, pause_seconds: float = 0) -> None:
        super().__init__()
        self.pause_seconds = pause_seconds


class HttpSessions(Protocol):
    """Gives the HTTP session of this process."""

    async def session(self) -> aiohttp.ClientSession: ...


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    etag: str
    body: bytes


class LeanTable:
    """One table. ``url`` is its address: ``https://account.table.core.windows.net/Executions``."""

    def __init__(self, sessions: HttpSessions, signer: Signer, url: str) -> None:
        self._sessions = sessions
        self._signer = signer
        self._url = url
        self._batch_url = f"{url.rpartition('/')[0]}/$batch"

    async def get(self, partition: str, key: str) -> Row | None:
        """Return the row, or None; Unclear without a plain answer."""
        answer = await self._send("GET", entity_url(self._url, partition, key))
        if answer.status == 404 and error_code(answer.body) == "ResourceNotFound":
            return None
        if answer.status != 200:
            raise Unclear
        return _row(answer)

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        """Add a row and return its ETag; AlreadyExists, or Unclear without a plain answer."""
        headers = {"Prefer": "return-no-content"}
        content = entity_json(partition, key, columns)
        return _etag(await self._send("POST", self._url, content, headers))

    async def put(self, partition: str, key: str, columns: Columns) -> str:
        """Add or replace a row and return its ETag; Unclear without a plain answer."""
        content = entity_json(partition, key, columns)
        return _etag(await self._send("PUT", entity_url(self._url, partition, key), content))

    async def replace(self, partition: str, key: str, columns: Columns, *, etag: str) -> str:
        """Replace the row that was read and return its new ETag; Stale, or Unclear."""
        address = entity_url(self._url, partition, key)
        content = entity_json(partition, key, columns)
        return _etag(await self._send("PUT", address, content, {"If-Match": etag}))

    async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
        """Make all changes and return their ETags; Unclear if the store refused one of them.

        A refused transaction has changed nothing, so the SDK may repeat it to learn the reason.
        """
        content_type, content = batch(self._url, partition, changes)
        headers = {"Content-Type": content_type, "Accept": "multipart/mixed"}
        answer = await self._send("POST", self._batch_url, content, headers)
        etags = batch_etags(answer.body) if answer.status == 202 else None
        if etags is None or len(etags) != len(changes):
            raise Unclear
        return etags

    async def _send(
        self,
        method: str,
        url: str,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        session = await self._sessions.session()
        date = formatdate(usegmt=True)
        signed = {
            **_HEADERS,
            "x-ms-date": date,
            "Authorization": await self._signer.authorization(urlsplit(url).path, date),
            **({"Content-Type": "application/json"} if content else {}),
            **(headers or {}),
        }
        address = URL(url, encoded=True)
        try:
            async with session.request(
                method,
                address,
                data=content,
                headers=signed,
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as response:
                answer = Answer(
                    response.status, response.headers.get("ETag", ""), await response.read()
                )
                if response.status in (408, 429) or response.status >= 500:
                    raise Unclear(_pause(response.headers.get("Retry-After")))
                return answer
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unclear from error


def _etag(answer: Answer) -> str:
    if answer.status in (201, 204) and answer.etag:
        return answer.etag
    code = error_code(answer.body)
    if code == "EntityAlreadyExists":
        raise AlreadyExists("Table Storage: the key is taken")
    if code in ("UpdateConditionNotSatisfied", "ResourceNotFound"):
        raise Stale("Table Storage: it was changed or removed")
    raise Unclear


def _row(answer: Answer) -> Row:
    try:
        entity: dict[str, object] = json.loads(answer.body)
        columns = {name: str(value) for name, value in entity.items() if name not in _METADATA}
        return Row(str(entity["RowKey"]), columns, answer.etag, _time(str(entity["Timestamp"])))
    except (ValueError, KeyError, AttributeError) as error:
        raise Unclear from error


def _time(written: str) -> datetime:
    """Read a timestamp of seven decimals; Python keeps six of them."""
    return datetime.fromisoformat(written).astimezone(UTC)


def _pause(retry_after: str | None) -> float:
    seconds = float(retry_after) if retry_after and retry_after.isdecimal() else BACKOFF_SECONDS
    return min(seconds, LONGEST_PAUSE_SECONDS)
