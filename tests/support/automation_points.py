"""A platform process that starts what automation starts, and dies by SIGKILL at a named point.

    python -m tests.support.automation_points PATH ORGANIZATION PORT [POINT]

As ``tests.support.crash_points``, whose points, stores and lines these are. Several paths, joined
by commas as their organizations are, are gone one after the other. What is there to start is made
before by ``tests.support.automation_estate``.
"""

import asyncio
import json
import sys
from contextlib import aclosing
from uuid import UUID

from sdk.testing.signed_webhooks import webhook
from shared import handlers
from shared.call import Call
from shared.handlers import workflows
from shared.models.automation.events import EventMessage
from shared.models.automation.incoming import IncomingRequest
from shared.models.outgoing.deliveries import AttemptMessage
from shared.services import background
from tests.support.automation_estate import SECRET
from tests.support.crash_points import LARGE, hand, is_webhook, live, received_from, say

EVENTS = "event-deliveries"


async def deliver_events(call: Call) -> None:
    """Handle what is in the queue of events as the host does."""
    await background.idle()
    scope = call.caller.scope.encode()
    async with aclosing(received_from(call.platform.settings, EVENTS)) as batches:
        async for batch in batches:
            ours = [text for text in batch if scope in text]
            await asyncio.gather(*(hand_event(call, text) for text in ours))


async def hand_event(call: Call, text: bytes) -> None:
    sending = handlers.outgoing.sending
    if b'"delivery_id"' in text or b'"deliveryId"' in text:
        await sending.delivery(call.platform, AttemptMessage.model_validate_json(text))
    else:
        await sending.event(call.platform, EventMessage.model_validate_json(text))


async def scheduled(call: Call, port: int) -> None:
    """The timer, once."""
    del port
    await handlers.automation.schedule_upkeep.tick(call.platform)


async def batched(call: Call, port: int) -> None:
    """The turn of a batch that the timer takes."""
    del port
    await handlers.fleet.batch_upkeep.tick(call.platform)


async def received(call: Call, port: int) -> None:
    """A small webhook, a large one, and the small one again; then what the queue has of them."""
    del port
    page = await call.platform.directory.webhook_sources.page(call.caller.scope, None, 10)
    small = signed({"number": 1})
    for request in (small, signed({"number": 2, "title": LARGE}), small):
        reply = await handlers.webhooks.receiving.receive(call, page.items[0].id, request)
        deliveries = json.loads(reply.body)["deliveries"]
        say(told=reply.status, event=request.headers["webhook-id"], deliveries=deliveries)
    await deliver_webhooks(call)


async def deliver_webhooks(call: Call) -> None:
    """Handle webhooks that are in the queue as the host does; messages about runs are dropped."""
    scope = call.caller.scope.encode()
    async with aclosing(received_from(call.platform.settings)) as batches:
        async for batch in batches:
            ours = [text for text in batch if is_webhook(text) and scope in text]
            await asyncio.gather(*(hand(call, text) for text in ours))


def signed(payload: object) -> IncomingRequest:
    """The request as its sender signs it, now."""
    made = webhook("standard_webhooks", payload, secret=SECRET)
    return IncomingRequest("POST", "/api/webhooks/in", [], made.headers, made.body.encode())


async def emitted(call: Call, port: int) -> None:
    """Two events, one of them twice by its key; then what the queue has of them."""
    del port
    for key in ("first", "second", "first"):
        data = {"number": 3, "title": key}
        event = await handlers.automation.event_log.emit(call, "ticket.closed", {**data}, key)
        say(told=200, event=str(event.id), key=key)
    await deliver_events(call)


async def gone(call: Call, port: int) -> None:
    """An event to a receiver that is gone, which disables the webhook."""
    await emitted(call, port)
    await deliver_events(call)


async def completed(call: Call, port: int) -> None:
    """A run whose success is an event that starts another one."""
    del port
    reply = await workflows.run(call, "hello_world", {"name": "Ada"})
    say(told=reply.status, execution=str(UUID(reply.headers["X-Execution-Id"])))
    await deliver_events(call)


PATHS = {each.__name__: each for each in (scheduled, batched, received, emitted, gone, completed)}


async def main(paths: str, organizations: str, port: int, point: str | None) -> None:
    for path, org_id in zip(paths.split(","), organizations.split(","), strict=True):
        say(path=path)
        # Only a run needs processes, which take as long to start as all the rest.
        await live(PATHS[path], org_id, port, point, is_warm=path == "completed")


if __name__ == "__main__":
    _, path, org_id, port, *rest = sys.argv
    asyncio.run(main(path, org_id, int(port), rest[0] if rest else None))
