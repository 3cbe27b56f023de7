"""Queue messages: decodes them, keeps them invisible, deletes or releases them."""

import asyncio
import base64
import binascii
import logging
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager

import azure.functions as func
from azure.core.exceptions import AzureError, HttpResponseError
from azure.functions.queue import QueueMessage
from azure.storage.queue import QueueMessage as StoredMessage
from azure.storage.queue.aio import QueueClient

logger = logging.getLogger(__name__)

_STALE = {"MessageNotFound", "PopReceiptMismatch", "QueueNotFound", "QueueBeingDeleted"}


class Undecodable(Exception):
    """The message is not base64, and host.json says that messages are."""


def decode(content: str, *, base64_encoded: bool) -> bytes:
    if not base64_encoded:
        return content.encode()
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Undecodable(str(error)) from error


def function_message(stored: StoredMessage, body: bytes) -> func.QueueMessage:
    return QueueMessage(
        id=stored.id,
        body=body,
        dequeue_count=stored.dequeue_count,
        expiration_time=stored.expires_on,
        insertion_time=stored.inserted_on,
        time_next_visible=stored.next_visible_on,
        pop_receipt=stored.pop_receipt,
    )


class ReceivedMessage:
    """A received message, invisible to other readers while it is held."""

    def __init__(
        self,
        queue: QueueClient,
        stored: StoredMessage,
        *,
        invisibility_seconds: float,
        renewal_seconds: float,
    ) -> None:
        self.stored = stored
        self._queue = queue
        self._receipt = str(stored.pop_receipt)
        self._invisibility_seconds = invisibility_seconds
        self._renewal_seconds = renewal_seconds

    @asynccontextmanager
    async def renewed(self) -> AsyncGenerator[None]:
        """Renew its invisibility until the context ends."""
        ended = asyncio.Event()
        renewals = asyncio.create_task(self._renew_until(ended))
        try:
            yield
        finally:
            # Not cancelled: a renewal under way changes the receipt that delete needs.
            ended.set()
            await renewals

    async def delete(self) -> None:
        with_receipt = self._queue.delete_message(str(self.stored.id), self._receipt)
        await _unless_stale(with_receipt, self.stored)

    async def show_again(self, in_seconds: float) -> None:
        await _unless_stale(self._update(in_seconds), self.stored)

    async def _renew_until(self, ended: asyncio.Event) -> None:
        while not ended.is_set():
            try:
                async with asyncio.timeout(self._renewal_seconds):
                    await ended.wait()
            except TimeoutError:
                await self._renew()

    async def _renew(self) -> None:
        try:
            await self._update(self._invisibility_seconds)
        except AzureError as error:
            facts = {"message_id": self.stored.id, "error": type(error).__name__}
            logger.warning("message invisibility not renewed", extra=facts)

    async def _update(self, invisible_seconds: float) -> None:
        updated = await self._queue.update_message(
            str(self.stored.id), self._receipt, visibility_timeout=int(invisible_seconds)
        )
        self._receipt = str(updated.pop_receipt)


async def _unless_stale(request: Awaitable[object], stored: StoredMessage) -> None:
    """Await the request; ignore that the message is gone or another reader has it."""
    try:
        await request
    except HttpResponseError as error:
        if str(getattr(error, "error_code", "")) not in _STALE and error.status_code != 404:
            raise
        logger.debug("message gone or taken by another reader", extra={"message_id": stored.id})
