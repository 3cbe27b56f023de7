"""What the save of a webhook source means for its subscription at Microsoft Graph."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from shared.call import Call
from shared.errors import Detail, InvalidInput
from shared.models.automation.graph_subscriptions import MOST_STATE_CHARACTERS
from shared.models.automation.webhooks import WebhookSettings, WebhookSource
from shared.operations.graph_subscriptions.access import require_usable
from shared.operations.graph_subscriptions.settling import settle
from shared.repositories.graph_subscriptions import mark
from shared.services import background
from shared.services.bulkhead import bulkhead
from shared.services.tables import Put

GRAPH = "microsoft_graph"
#: Graph takes up to ten seconds to check an address; a page is not kept waiting for longer.
PAGE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class AskedOfGraph:
    """The marks to write with a source, in the same transaction; none if Graph is not involved."""

    call: Call
    source: WebhookSource
    marks: tuple[Put, ...]

    async def settle(self) -> None:
        """Do at once what the marks ask for; if that fails, the timer does it."""
        if self.marks:
            await settled_soon(self.call, self.source, [each.key for each in self.marks])


async def settled_soon(call: Call, source: WebhookSource, done: Collection[str] = ()) -> None:
    """Settle the subscription of a source, and wait for that as long as a page waits.

    After that, or if the caller has gone, it goes on by itself.
    """

    async def work() -> None:
        with bulkhead("subscription at Graph left to the timer", source=str(source.id)):
            await settle(call.platform, source.org_id, source.id, done=done)

    await asyncio.wait([background.start(work())], timeout=PAGE_SECONDS)


def asked(call: Call, *sources: WebhookSource) -> AskedOfGraph:
    """Return what is asked for by a source that is saved, as it was and as it will be."""
    source = sources[-1]
    is_kept = any(each.settings.graph is not None for each in sources)
    now = call.platform.services.clock.now()
    marks = (mark(now, source.org_id, source.id),) if is_kept else ()
    return AskedOfGraph(call, source, marks)


async def require_valid(call: Call, adapter: str, settings: WebhookSettings) -> None:
    """Raise InvalidInput unless the organization may ask Graph for this."""
    if settings.graph is None:
        return
    if adapter != GRAPH:
        fault = "only a webhook of Microsoft Graph has a subscription there"
        raise InvalidInput(fault, [Detail(("body", "settings", "graph"), fault)])
    await require_usable(call.platform, call.caller.scope, settings.graph)


def require_short(settings: WebhookSettings, secret: str) -> None:
    """Raise InvalidInput if Graph does not take the secret."""
    if settings.graph is not None and len(secret) > MOST_STATE_CHARACTERS:
        fault = f"Microsoft Graph takes secrets of at most {MOST_STATE_CHARACTERS} characters"
        raise InvalidInput(fault, [Detail(("body", "secret"), fault)])
