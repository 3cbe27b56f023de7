"""Queues in Azure Queue Storage, or in Azurite."""

from collections.abc import Generator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from azure.core.exceptions import AzureError, HttpResponseError, ResourceNotFoundError
from azure.storage.queue import QueueMessage
from azure.storage.queue.aio import QueueClient

from host.queues.channels import (
    ChannelUnavailable,
    QueueMissing,
    StoredMessage,
    has_poison_queue,
    poison_name,
)

_FOR_EVER = -1
_STALE = {"MessageNotFound", "PopReceiptMismatch", "QueueNotFound", "QueueBeingDeleted"}


class AzureChannel:
    """A QueueChannel over the real SDK. ValueError if the connection string is unusable."""

    def __init__(self, connection: str, name: str) -> None:
        self.name = name
        self._queue = _client(connection, name)
        has_poison = has_poison_queue(name)
        self._poison = _client(connection, poison_name(name)) if has_poison else None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._queue.close()
        if self._poison is not None:
            await self._poison.close()

    async def receive(self, at_most: int, *, invisible_seconds: float) -> list[StoredMessage]:
        """One request; possibly nothing."""
        with _translated():
            pages = self._queue.receive_messages(
                messages_per_page=at_most,
                max_messages=at_most,
                visibility_timeout=int(invisible_seconds),
            ).by_page()
            async for page in pages:
                return [_stored(message) async for message in page]
        return []

    async def seconds_until_visible(self) -> float | None:
        """None: the queue does not say, and any process may send to it."""
        return None

    async def hide(self, message_id: str, receipt: str, seconds: float) -> str | None:
        """Hide it for so long from now; its new receipt, or None if another receiver has it."""
        with _translated():
            try:
                updated = await self._queue.update_message(
                    message_id, receipt, visibility_timeout=int(seconds)
                )
            except HttpResponseError as error:
                _require_stale(error)
                return None
        return str(updated.pop_receipt)

    async def delete(self, message_id: str, receipt: str) -> None:
        """Remove it, unless another receiver has it."""
        with _translated():
            try:
                await self._queue.delete_message(message_id, receipt)
            except HttpResponseError as error:
                _require_stale(error)

    async def copy_to_poison(self, message: StoredMessage) -> None:
        """Send it as it is; the poison queue is made when it does not exist."""
        if self._poison is None:
            raise ValueError(f"the queue {self.name} has no poison queue")
        with _translated():
            try:
                await self._poison.send_message(message.content, time_to_live=_FOR_EVER)
            except ResourceNotFoundError:
                await self._poison.create_queue()
                await self._poison.send_message(message.content, time_to_live=_FOR_EVER)


@contextmanager
def _translated() -> Generator[None]:
    try:
        yield
    except ResourceNotFoundError as error:
        raise QueueMissing(type(error).__name__) from error
    except AzureError as error:
        raise ChannelUnavailable(type(error).__name__) from error


def _require_stale(error: HttpResponseError) -> None:
    """Another receiver has the message or it is gone; anything else is raised again."""
    if str(getattr(error, "error_code", "")) not in _STALE and error.status_code != 404:
        raise error


def _stored(message: QueueMessage) -> StoredMessage:
    return StoredMessage(
        id=str(message.id),
        content=str(message.content),
        receipt=str(message.pop_receipt),
        dequeue_count=message.dequeue_count or 0,
        inserted_at=message.inserted_on,
        expires_at=message.expires_on,
        visible_at=message.next_visible_on,
    )


def _client(connection: str, queue: str) -> QueueClient:
    """Short limits and few tries: an outage is waited out by the listener, which can be stopped."""
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
