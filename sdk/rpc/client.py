"""Who answers what the SDK's nouns ask.

Without asyncio, which takes as long to import as all of the SDK.
"""

from typing import Protocol

from sdk.rpc.serialization import sent


class RequestHandler(Protocol):
    """What answers the SDK's nouns: a ``Channel``, or a stand-in in an author's tests."""

    async def ask(self, call: str, **arguments: object) -> object: ...


_open: list[RequestHandler] = []


def use(asker: RequestHandler | None) -> RequestHandler | None:
    """Make this what the SDK's nouns ask in this process; answers what was before."""
    before = _open[0] if _open else None
    _open[:] = [asker] if asker else []
    return before


async def ask(call: str, **arguments: object) -> object:
    """Ask the platform over the process's channel; RuntimeError outside an execution.

    Arguments are what a workflow may return; TypeError names one that is not.
    """
    if not _open:
        raise RuntimeError(f"there is no execution here: {call} works inside a running workflow")
    given = {name: sent(call, name, value) for name, value in arguments.items()}
    return await _open[0].ask(call, **given)
