"""Bulkheads: an error in one turn of a loop does not stop the other turns.

Loops over all organizations, connections, runs or logs put each turn into a bulkhead. An exception
is logged there, even an unforeseen one, and the loop goes on; its next round finds what was left
undone.
"""

import logging
from collections.abc import Awaitable, Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from shared.errors import BifrostError

logger = logging.getLogger(__name__)

A = TypeVar("A")
B = TypeVar("B")


@dataclass(slots=True)
class Bulkhead:
    """The outcome of one turn: ``error`` is the exception, None if there was none."""

    error: Exception | None = None

    @property
    def holds(self) -> bool:
        return self.error is None

    @property
    def reason(self) -> str | None:
        """The error as text that may be shown; only the platform's own errors have one."""
        if self.error is None:
            return None
        return str(self.error) if isinstance(self.error, BifrostError) else "the platform failed"


@contextmanager
def bulkhead(message: str, **facts: str) -> Generator[Bulkhead]:
    """Keep an exception from leaving this block, and log it with the message and the facts.

    A cancellation passes: it is meant for the whole loop.
    """
    made = Bulkhead()
    try:
        yield made
    except BifrostError as error:
        made.error = error
        logger.warning(message, extra={**facts, "reason": str(error)})
    except Exception as error:
        made.error = error
        logger.exception(message, extra=facts)


async def all_of(*steps: Callable[[], Awaitable[object]]) -> None:
    """Do every step, whatever one of them raises; raise the first error at the end."""
    errors: list[Exception] = []
    for step in steps:
        with bulkhead("step failed") as turn:
            await step()
        if turn.error:
            errors.append(turn.error)
    if errors:
        raise errors[0]


def readable(items: Iterable[A], read: Callable[[A], B], what: str) -> list[B]:
    """Read each of the items; an unreadable one is logged and left out."""
    found: list[B] = []
    for item in items:
        with bulkhead("record cannot be read", what=what):
            found.append(read(item))
    return found
