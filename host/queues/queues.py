"""Queue listeners: poll a queue, run its function, and settle each message.

The rules are those of the storage extension 5.x. A message stays invisible for ten minutes, renewed
every five while its function runs, so that other hosts get the messages of a dead one.
"""

import asyncio
import logging
import random
from dataclasses import dataclass

from host.errors import InvocationFailed
from host.functions import RegisteredFunction
from host.invocations import Invoker
from host.queues.channels import (
    ChannelUnavailable,
    QueueChannel,
    QueueMissing,
    StoredMessage,
    has_poison_queue,
    poison_name,
)
from host.queues.doorbells import Doorbells
from host.queues.messages import ReceivedMessage, Undecodable, decode, function_message
from host.settings import QueueOptions

logger = logging.getLogger(__name__)

_SHORTEST_WAIT_SECONDS = 0.1
#: Of a channel that says when its next message shows: the longest and the shortest wait.
_SAFETY_SECONDS, _SOON_SECONDS = 30.0, 0.002


@dataclass(frozen=True, slots=True)
class Patience:
    """Invisibility of a received message, and the interval of its renewals, in seconds."""

    invisibility_seconds: float = 600
    renewal_seconds: float = 300


class QueueListener:
    """Feeds one function from its queue."""

    def __init__(
        self,
        function: RegisteredFunction,
        channel: QueueChannel,
        options: QueueOptions,
        invoker: Invoker,
        doorbells: Doorbells,
        patience: Patience | None = None,
    ) -> None:
        self._function = function
        self._channel = channel
        self._options = options
        self._invoker = invoker
        self._doorbells = doorbells
        self._patience = patience or Patience()
        self._running: set[asyncio.Task[None]] = set()
        self._trouble: str | None = None
        self._stopping = False
        self._has_poison_queue = has_poison_queue(channel.name)

    async def run(self) -> None:
        """Listen until stopped, then wait for running invocations."""
        async with self._channel:
            poll_seconds = _SHORTEST_WAIT_SECONDS
            while not self._stopping:
                found = await self._fetch()
                if found:
                    poll_seconds = _SHORTEST_WAIT_SECONDS
                    await self._wait_for_room()
                if found < self._options.batch_size and not self._stopping:
                    limit = await self._until_visible() or poll_seconds
                    await self._doorbells.wait(self._channel.name, limit)
                    poll_seconds = self._longer(poll_seconds)
            if self._running:
                await asyncio.wait(self._running)

    def stop(self) -> None:
        self._stopping = True
        self._doorbells.ring(self._channel.name)

    async def _fetch(self) -> int:
        """Receive messages and start a task for each; return how many there were."""
        try:
            received = await self._channel.receive(
                self._options.batch_size, invisible_seconds=self._patience.invisibility_seconds
            )
        except QueueMissing:
            self._note("queue does not exist", level=logging.INFO)
            return 0
        except ChannelUnavailable as error:
            self._note("queue cannot be read", level=logging.WARNING, error=error)
            return 0
        self._note(None, level=logging.INFO)
        for stored in received:
            task = asyncio.create_task(self._process(self._hold(stored)))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return len(received)

    async def _until_visible(self) -> float | None:
        """Seconds until the channel has a message, with slow looks as a net; None if unknown."""
        try:
            seconds = await self._channel.seconds_until_visible()
        except ChannelUnavailable:
            return None
        if seconds is None:
            return None
        return max(_SOON_SECONDS, min(seconds, _SAFETY_SECONDS))

    def _hold(self, stored: StoredMessage) -> ReceivedMessage:
        return ReceivedMessage(
            self._channel,
            stored,
            invisibility_seconds=self._patience.invisibility_seconds,
            renewal_seconds=self._patience.renewal_seconds,
        )

    async def _wait_for_room(self) -> None:
        while len(self._running) > self._options.new_batch_threshold and not self._stopping:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)

    async def _process(self, held: ReceivedMessage) -> None:
        try:
            if self._stopping:
                await held.show_again(0)
            else:
                await self._serve(held)
        except ChannelUnavailable as error:
            facts = {"error": str(error), **self._facts(held)}
            logger.warning("message not settled: it becomes visible again", extra=facts)

    async def _serve(self, held: ReceivedMessage) -> None:
        if self._has_poison_queue and self._tries(held) > self._options.max_dequeue_count:
            await self._to_poison(held)
            return
        try:
            body = decode(held.stored.content, base64_encoded=self._options.base64)
        except Undecodable:
            logger.warning(
                "message is not base64: the function does not get it", extra=self._facts(held)
            )
            await self._to_poison(held)
            return
        try:
            async with held.renewed():
                await self._invoker.invoke(
                    self._function, function_message(held.stored, body), reason="queue"
                )
        except InvocationFailed:
            await self._after_failure(held)
        else:
            await held.delete()

    async def _after_failure(self, held: ReceivedMessage) -> None:
        if not self._has_poison_queue:
            # Not released on purpose: it becomes visible when its invisibility ends.
            return
        if self._tries(held) >= self._options.max_dequeue_count:
            await self._to_poison(held)
        else:
            await held.show_again(self._options.visibility_timeout_seconds)

    async def _to_poison(self, held: ReceivedMessage) -> None:
        if not self._has_poison_queue:
            return
        facts = {"poison_queue": poison_name(self._channel.name), **self._facts(held)}
        logger.warning("message moved to the poison queue", extra=facts)
        # Copied before it is deleted: a crash in between duplicates the message, not loses it.
        await self._channel.copy_to_poison(held.stored)
        await held.delete()
        self._doorbells.ring(poison_name(self._channel.name))

    def _tries(self, held: ReceivedMessage) -> int:
        return held.stored.dequeue_count

    def _facts(self, held: ReceivedMessage) -> dict[str, object]:
        return {
            "queue": self._channel.name,
            "message_id": held.stored.id,
            "dequeue_count": held.stored.dequeue_count,
        }

    def _longer(self, wait_seconds: float) -> float:
        doubled = wait_seconds * 2 * random.uniform(0.8, 1.2)  # noqa: S311
        return min(doubled, self._options.max_polling_interval_seconds)

    def _note(
        self, trouble: str | None, *, level: int, error: ChannelUnavailable | None = None
    ) -> None:
        """Log trouble when it begins and when it ends, not on every poll."""
        if trouble == self._trouble:
            return
        facts: dict[str, object] = {"queue": self._channel.name}
        if error is not None:
            facts["error"] = str(error)
        logger.log(level, trouble or "queue can be read again", extra=facts)
        self._trouble = trouble
