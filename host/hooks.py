"""Moments of the host's start at which the program that runs it may act."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.types import ASGIApp


def _nothing(url: str) -> None:
    del url


def _as_it_is(app: ASGIApp) -> ASGIApp:
    return app


async def _at_once() -> None:
    return


@dataclass(frozen=True, slots=True)
class Hooks:
    """What raises HostError there stops the start."""

    #: Called with the host's URL once its port is bound, before the app is imported.
    bound: Callable[[str], None] = _nothing
    #: Awaited once the host listens; it announces itself afterwards.
    ready: Callable[[], Awaitable[None]] = _at_once
    #: Called with all that the host serves; what it returns is served instead.
    front: Callable[[ASGIApp], ASGIApp] = _as_it_is


NO_HOOKS = Hooks()
