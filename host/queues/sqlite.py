"""Queues in the store of one box."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from host.queues.channels import ChannelUnavailable, StoredMessage, poison_name
from host.queues.doorbells import Doorbells
from shared.errors import Unavailable
from shared.services.sqlite.queues import LeasedMessage, SqliteQueue, SqliteReceiver
from shared.services.sqlite.store import Store


class SqliteChannel:
    """A QueueChannel over a store of this process, whose messages ring the listener's bell."""

    def __init__(self, store: Store, name: str, doorbells: Doorbells) -> None:
        self.name = name
        self._store = store
        self._receiver = SqliteReceiver(store.database, name)
        self._poison = SqliteQueue(store.database, poison_name(name), store.ring)
        store.listen(name, lambda: doorbells.ring(name))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()

    async def receive(self, at_most: int, *, invisible_seconds: float) -> list[StoredMessage]:
        """The oldest messages that can be seen; possibly none."""
        with _translated():
            found = await self._receiver.receive(at_most, invisible_seconds=invisible_seconds)
        return [_stored(message) for message in found]

    async def seconds_until_visible(self) -> float | None:
        """Seconds until the next message can be received, ``math.inf`` if there is none."""
        with _translated():
            return self._receiver.seconds_until_visible()

    async def hide(self, message_id: str, receipt: str, seconds: float) -> str | None:
        """Hide it for so long from now; its new receipt, or None if another receiver has it."""
        with _translated():
            return await self._receiver.hide(message_id, receipt, seconds)

    async def delete(self, message_id: str, receipt: str) -> None:
        """Remove it, unless another receiver has it."""
        with _translated():
            await self._receiver.delete(message_id, receipt)

    async def copy_to_poison(self, message: StoredMessage) -> None:
        """Send it as it is to the poison queue."""
        with _translated():
            await self._poison.send_stored(message.content)


@contextmanager
def _translated() -> Generator[None]:
    try:
        yield
    except Unavailable as error:
        raise ChannelUnavailable(str(error)) from error


def _stored(message: LeasedMessage) -> StoredMessage:
    return StoredMessage(
        id=message.id,
        content=message.text,
        receipt=message.receipt,
        dequeue_count=message.dequeue_count,
        inserted_at=datetime.fromtimestamp(message.inserted_at, UTC),
        visible_at=datetime.fromtimestamp(message.visible_at, UTC),
    )
