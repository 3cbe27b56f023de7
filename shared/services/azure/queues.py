# pyright: basic
"""Queues in Azure Queue Storage."""

from contextlib import suppress
from typing import Any

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.queue import TextBase64EncodePolicy
from azure.storage.queue.aio import QueueClient

from shared.services.azure.connection import STORAGE_RETRIES, AzureConnection
from shared.services.azure.faults import translated
from shared.services.queues import QueueDepth

SERVICE = "Queue Storage"
FOR_EVER = -1


class AzureQueue:
    """A queue of the storage account, created when it turns out to be missing."""

    def __init__(self, connection: AzureConnection, name: str) -> None:
        options: dict[str, Any] = {
            "transport": connection.transport,
            **STORAGE_RETRIES,
            "message_encode_policy": TextBase64EncodePolicy(),  # as the Functions host reads it
        }
        if connection.settings.storage_connection:
            self._client = QueueClient.from_connection_string(
                connection.settings.storage_connection, name, **options
            )
        else:
            endpoint, credential = connection.storage("queue")
            self._client = QueueClient(endpoint, name, credential, **options)

    async def send(self, text: str, *, delay_seconds: int = 0) -> None:
        with translated(SERVICE):
            try:
                await self._send(text, delay_seconds)
            except ResourceNotFoundError:
                with suppress(ResourceExistsError):  # another process found it missing, too
                    await self._client.create_queue()
                await self._send(text, delay_seconds)

    async def ping(self) -> None:
        with translated(SERVICE):
            try:
                await self._client.get_queue_properties()
            except ResourceNotFoundError:
                return  # the service answered; the queue comes with its first message

    async def depth(self) -> QueueDepth:
        with translated(SERVICE):
            try:
                properties = await self._client.get_queue_properties()
                shown = await self._client.peek_messages(max_messages=1)
            except ResourceNotFoundError:
                return QueueDepth(0)
        oldest = shown[0].inserted_on if shown else None
        return QueueDepth(properties.approximate_message_count or 0, oldest)

    async def _send(self, text: str, delay_seconds: int) -> None:
        await self._client.send_message(
            text, visibility_timeout=delay_seconds, time_to_live=FOR_EVER
        )
