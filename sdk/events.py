"""Tell others what happened: ``await events.emit("ticket.closed", {"number": 7})``.

An event reaches the outgoing webhooks and the subscribed workflows of its organization and of
GLOBAL, at least once, and stays in the event log.
"""

from collections.abc import Mapping
from typing import cast

from sdk.rpc import client
from sdk.rpc.decoding import chosen
from sdk.rpc.redaction import redact_in


async def emit(
    type: str,  # noqa: A002  the field of the event
    data: Mapping[str, object] | None = None,
    *,
    key: str | None = None,
    org_id: str | None = None,
    scope: str | None = None,
) -> str:
    """Emit an event, and return its id once it is stored; it is sent on after that.

    ``type`` is lower-case words joined by dots; the platform's own, such as ``execution.failed``,
    are WorkflowError ``InvalidInput``. ``data`` is JSON of at most 24 KiB, from which secrets are
    redacted. With a ``key`` that was used in the last week, the earlier event's id is returned and
    nothing happens: give one, such as the id of the ticket, where a run may be tried again.
    ``org_id``, or ``scope``, names another organization; only platform administrators' runs may do
    so.

    >>> import asyncio
    >>> from bifrost import events, testing
    >>> with testing.running():
    ...     first = asyncio.run(events.emit("ticket.closed", {"number": 7}, key="7"))
    ...     again = asyncio.run(events.emit("ticket.closed", {"number": 7}, key="7"))
    ...     first == again, testing.emitted()
    (True, [Emitted(type='ticket.closed', data={'number': 7}, key='7')])
    """
    answer = await client.ask(
        "events.emit",
        type=type,
        data=redact_in({**(data or {})}),
        key=key,
        org_id=chosen(org_id, scope),
    )
    return cast("str", answer)
