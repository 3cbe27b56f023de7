"""Queues in SQLite, with the rules of Azure Queue Storage that the host relies on.

A received message is hidden for a while and comes back unless its receiver deletes it; a receipt
is good until the next receiver gets another one.
"""

import math
import sqlite3
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from uuid import uuid4

from shared.services.queues import QueueDepth
from shared.services.sqlite.database import Database

Ring = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LeasedMessage:
    """A message that is hidden from others for as long as its receipt is the newest."""

    id: str
    text: str
    receipt: str
    dequeue_count: int
    #: Seconds since the epoch.
    inserted_at: float
    visible_at: float


class SqliteQueue:
    """Sends to one queue, and tells the listeners in this process that it did."""

    def __init__(self, database: Database, name: str, ring: Ring | None = None) -> None:
        self._database = database
        self._name = name
        self._ring = ring

    async def send(self, text: str, *, delay_seconds: int = 0) -> None:
        """Add a message that never expires, hidden for ``delay_seconds``."""
        await self.send_stored(b64encode(text.encode()).decode(), delay_seconds=delay_seconds)

    async def send_stored(self, text: str, *, delay_seconds: int = 0) -> None:
        """Add a message as it is stored: base64, as host.json says that messages are."""
        now = time.time()
        values = (uuid4().hex, self._name, text, _milliseconds(now + delay_seconds))

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO messages (id, queue, text, visible_at, inserted_at) "
                "VALUES (?, ?, ?, ?, ?)",
                (*values, _milliseconds(now)),
            )

        await self._database.write(work)
        if self._ring is not None:  # a hidden one, too: its listener wakes up when it shows
            self._ring(self._name)

    async def ping(self) -> None:
        """Return if the store answers; Unavailable if it does not."""
        self._database.read("SELECT 1")

    async def depth(self) -> QueueDepth:
        """Return how much waits, and since when."""
        sql = "SELECT COUNT(*), MIN(inserted_at) FROM messages WHERE queue = ?"
        count, oldest = self._database.read(sql, (self._name,))[0]
        if oldest is None:
            return QueueDepth(0)
        return QueueDepth(int(str(count)), datetime.fromtimestamp(int(str(oldest)) / 1000, UTC))


class SqliteReceiver:
    """Receives from one queue."""

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name

    def has_visible(self) -> bool:
        """Whether a message can be received now; a read, without a commit."""
        found = self._database.read(
            "SELECT 1 FROM messages WHERE queue = ? AND visible_at <= ? LIMIT 1",
            (self._name, _milliseconds(time.time())),
        )
        return bool(found)

    def seconds_until_visible(self) -> float:
        """Seconds until the next message can be received, ``math.inf`` if there is none."""
        found = self._database.read(
            "SELECT MIN(visible_at) FROM messages WHERE queue = ?", (self._name,)
        )
        at = found[0][0] if found else None
        return math.inf if at is None else max(0.0, int(str(at)) / 1000 - time.time())

    async def receive(self, at_most: int, *, invisible_seconds: float) -> list[LeasedMessage]:
        """The oldest visible messages, each with a new receipt; none without a commit."""
        if not self.has_visible():
            return []

        def work(connection: sqlite3.Connection) -> list[LeasedMessage]:
            now = time.time()
            found = connection.execute(
                "SELECT id, text, dequeue_count, inserted_at FROM messages "
                "WHERE queue = ? AND visible_at <= ? ORDER BY visible_at LIMIT ?",
                (self._name, _milliseconds(now), at_most),
            ).fetchall()
            return [_received(connection, row, now + invisible_seconds) for row in found]

        return await self._database.write(work)

    async def hide(self, message_id: str, receipt: str, seconds: float) -> str | None:
        """Hide it for so long from now, and answer its new receipt; None if another has it."""
        fresh = token_hex(8)
        values = (_milliseconds(time.time() + seconds), fresh, message_id, receipt)

        def work(connection: sqlite3.Connection) -> bool:
            sql = "UPDATE messages SET visible_at = ?, receipt = ? WHERE id = ? AND receipt = ?"
            return connection.execute(sql, values).rowcount == 1

        return fresh if await self._database.write(work) else None

    async def delete(self, message_id: str, receipt: str) -> bool:
        """Remove it for good; False if another receiver has it or it is gone."""

        def work(connection: sqlite3.Connection) -> bool:
            sql = "DELETE FROM messages WHERE id = ? AND receipt = ?"
            return connection.execute(sql, (message_id, receipt)).rowcount == 1

        return await self._database.write(work)


def _received(
    connection: sqlite3.Connection, row: Sequence[object], visible_at: float
) -> LeasedMessage:
    message_id, text, count, inserted_at = row
    receipt = token_hex(8)
    connection.execute(
        "UPDATE messages SET visible_at = ?, receipt = ?, dequeue_count = dequeue_count + 1 "
        "WHERE id = ?",
        (_milliseconds(visible_at), receipt, message_id),
    )
    dequeued = int(str(count)) + 1
    inserted = int(str(inserted_at)) / 1000
    return LeasedMessage(str(message_id), str(text), receipt, dequeued, inserted, visible_at)


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
