"""The client of the platform: every call of the SDK goes through ``ask``.

It imports no asyncio, which takes as long to import as the whole SDK.
"""

from typing import Protocol

from sdk.rpc.serialization import sent


class RequestHandler(Protocol):
    """Answers the calls of the SDK: a ``Channel``, or the fake platform of an author's test."""

    async def ask(self, call: str, **arguments: object) -> object: ...


_current: list[RequestHandler] = []


def use(handler: RequestHandler | None) -> RequestHandler | None:
    """Set what answers the SDK's calls in this process; return what did before."""
    before = _current[0] if _current else None
    _current[:] = [handler] if handler else []
    return before


async def ask(call: str, **arguments: object) -> object:
    """Ask the platform; RuntimeError outside an execution.

    Arguments may be whatever a workflow may return; TypeError names one that has no JSON form.
    """
    if not _current:
        raise RuntimeError(f"there is no execution here: {call} works inside a running workflow")
    given = {name: sent(call, name, value) for name, value in arguments.items()}
    return await _current[0].ask(call, **given)
