"""The door to a queue and its poison queue, whatever keeps the messages."""

from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

LONGEST_QUEUE_NAME = 63
POISON = "-poison"


class ChannelUnavailable(Exception):
    """The store of the queue did not answer; says why."""


class QueueMissing(Exception):
    """There is no such queue yet."""


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A received message. ``receipt`` is what deletes or hides it, until another receives it."""

    id: str
    content: str
    receipt: str
    dequeue_count: int
    inserted_at: datetime | None = None
    expires_at: datetime | None = None
    visible_at: datetime | None = None


class QueueChannel(Protocol):
    """A queue and its poison queue. Its methods raise ChannelUnavailable."""

    @property
    def name(self) -> str:
        """The queue's name."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    async def receive(self, at_most: int, *, invisible_seconds: float) -> list[StoredMessage]:
        """Receive messages with one request; the list may be empty.

        QueueMissing if there is no such queue.
        """
        ...

    async def seconds_until_visible(self) -> float | None:
        """Seconds until the next message can be received, ``math.inf`` if there is none.

        None where only polling tells, since other processes send messages.
        """
        ...

    async def hide(self, message_id: str, receipt: str, seconds: float) -> str | None:
        """Hide it for so long from now; its new receipt, or None if another receiver has it."""
        ...

    async def delete(self, message_id: str, receipt: str) -> None:
        """Remove it, unless another receiver has it."""
        ...

    async def copy_to_poison(self, message: StoredMessage) -> None:
        """Send it as it is to the poison queue, which is made when it does not exist."""
        ...


def poison_name(queue: str) -> str:
    """The name of a queue's poison queue."""
    return f"{queue}{POISON}"


def has_poison_queue(queue: str) -> bool:
    """A poison queue has none of its own, nor a queue whose name would get too long."""
    return not queue.endswith(POISON) and len(poison_name(queue)) <= LONGEST_QUEUE_NAME
