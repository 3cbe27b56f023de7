"""Clients of a function's queue and of its poison queue."""

from types import TracebackType
from typing import Self

from azure.core.exceptions import ResourceNotFoundError
from azure.storage.queue import QueueMessage as StoredMessage
from azure.storage.queue.aio import QueueClient

_LONGEST_QUEUE_NAME = 63
_POISON = "-poison"
_FOR_EVER = -1


class QueuePair:
    """A queue and its poison queue."""

    def __init__(self, connection: str, name: str) -> None:
        self.name = name
        self.poison_name = f"{name}{_POISON}"
        self.queue = _client(connection, name)
        self._poison = _client(connection, self.poison_name) if self.has_poison_queue else None

    @property
    def has_poison_queue(self) -> bool:
        """False for a poison queue, and for a queue whose poison queue's name would be too long."""
        return not self.name.endswith(_POISON) and len(self.poison_name) <= _LONGEST_QUEUE_NAME

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.queue.close()
        if self._poison is not None:
            await self._poison.close()

    async def receive(self, at_most: int, *, invisible_seconds: float) -> list[StoredMessage]:
        """Receive messages with one request; the list may be empty."""
        pages = self.queue.receive_messages(
            messages_per_page=at_most,
            max_messages=at_most,
            visibility_timeout=int(invisible_seconds),
        ).by_page()
        async for page in pages:
            return [message async for message in page]
        return []

    async def copy_to_poison(self, message: StoredMessage) -> None:
        """Send the message unchanged, and create the poison queue if it does not exist."""
        if self._poison is None:
            raise ValueError(f"the queue {self.name} has no poison queue")
        content = str(message.content)
        try:
            await self._poison.send_message(content, time_to_live=_FOR_EVER)
        except ResourceNotFoundError:
            await self._poison.create_queue()
            await self._poison.send_message(content, time_to_live=_FOR_EVER)


def _client(connection: str, queue: str) -> QueueClient:
    """A client with short timeouts and few retries: the listener waits out an outage instead."""
    return QueueClient.from_connection_string(
        connection,
        queue,
        connection_timeout=2,
        read_timeout=5,
        retry_total=1,
        initial_backoff=0,
        increment_base=0,
        random_jitter_range=0,
    )
