"""Queue messages: decodes them, keeps them invisible, deletes or releases them."""

import asyncio
import base64
import binascii
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import azure.functions as func
from azure.functions.queue import QueueMessage

from host.queues.channels import ChannelUnavailable, QueueChannel, StoredMessage

logger = logging.getLogger(__name__)


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
        expiration_time=stored.expires_at,
        insertion_time=stored.inserted_at,
        time_next_visible=stored.visible_at,
        pop_receipt=stored.receipt,
    )


class ReceivedMessage:
    """A received message, invisible to other readers while it is held."""

    def __init__(
        self,
        channel: QueueChannel,
        stored: StoredMessage,
        *,
        invisibility_seconds: float,
        renewal_seconds: float,
    ) -> None:
        self.stored = stored
        self._channel = channel
        self._receipt = stored.receipt
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
        await self._channel.delete(self.stored.id, self._receipt)

    async def show_again(self, in_seconds: float) -> None:
        await self._hide(in_seconds)

    async def _renew_until(self, ended: asyncio.Event) -> None:
        while not ended.is_set():
            try:
                async with asyncio.timeout(self._renewal_seconds):
                    await ended.wait()
            except TimeoutError:
                await self._renew()

    async def _renew(self) -> None:
        try:
            await self._hide(self._invisibility_seconds)
        except ChannelUnavailable as error:
            facts = {"message_id": self.stored.id, "error": str(error)}
            logger.warning("message invisibility not renewed", extra=facts)

    async def _hide(self, seconds: float) -> None:
        """Hide it from now; if another receiver has it or it is gone, that is all."""
        receipt = await self._channel.hide(self.stored.id, self._receipt, seconds)
        if receipt is None:
            logger.debug("a message was gone or taken", extra={"message_id": self.stored.id})
        else:
            self._receipt = receipt
