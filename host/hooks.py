"""Two moments of the host's start at which the program that runs it may act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


def _nothing(url: str) -> None:
    del url


async def _at_once() -> None:
    return


@dataclass(frozen=True, slots=True)
class Hooks:
    """What raises HostError there stops the start."""

    #: Called with the host's URL once its port is bound, before the app is imported.
    bound: Callable[[str], None] = _nothing
    #: Awaited once the host listens; it announces itself afterwards.
    ready: Callable[[], Awaitable[None]] = _at_once


NO_HOOKS = Hooks()
