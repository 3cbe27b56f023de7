"""What the tests of this folder share."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

import azure.functions as func
from aiohttp import web

from functions.composition import Runtime
from shared.broker import Broker
from shared.call import Call, Caller
from shared.models.automation.events import EmittedEvent
from shared.models.callers import Actor, CallerKind
from shared.repositories.event_outbox import new_event_id
from shared.services import background
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from tests.contract.broker_calls import A_SLOT
from tests.contract.client import Http

Headers = Mapping[str, str]


@dataclass
class Receiver:
    """Somebody's server: it keeps what it gets, and answers as it is told."""

    url: str = ""
    status: int = 200
    answer: bytes = b"thanks"
    location: str = ""
    seconds: float = 0
    got: list[tuple[Mapping[str, str], bytes]] = field(
        default_factory=list[tuple[Mapping[str, str], bytes]]
    )

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncGenerator["Receiver"]:
        receiver = cls()
        runner = web.ServerRunner(web.Server(receiver._take), shutdown_timeout=0.01)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        yield receiver
        await runner.cleanup()

    async def _take(self, request: web.BaseRequest) -> web.StreamResponse:
        self.got.append(({k.lower(): v for k, v in request.headers.items()}, await request.read()))
        await asyncio.sleep(self.seconds)
        headers = {"Location": self.location} if self.location else {}
        return web.Response(status=self.status, body=self.answer, headers=headers)


@dataclass
class Round:
    """Delivers the messages of the queue of events when they are due, as the host does."""

    http: Http
    running: Runtime
    clock: StoppedClock
    waiting: list[tuple[datetime, str]] = field(default_factory=list[tuple[datetime, str]])

    async def go(self, seconds: float = 0) -> None:
        """Let time pass, and deliver every message that is due by then, in order."""
        end = self.clock.at + timedelta(seconds=seconds)
        while True:
            await self.collect()
            due = min(self.waiting, default=None)
            if due is None or due[0] > end:
                break
            self.waiting.remove(due)
            self.clock.at = max(self.clock.at, due[0])
            await self.deliver(due[1])
        self.clock.at = end

    async def lose(self) -> int:
        """Lose all messages; return how many there were."""
        await self.collect()
        count = len(self.waiting)
        self.waiting.clear()
        return count

    async def collect(self) -> None:
        """Take what the platform has sent to the queue since."""
        await background.idle()
        queue = cast("MemoryQueue", self.running.platform.services.event_queue)
        self.waiting += [(self.clock.at + timedelta(seconds=d), text) for text, d in queue.sent]
        queue.sent.clear()

    async def deliver(self, text: str) -> None:
        message = func.QueueMessage(body=text.encode())
        await self.http.functions["deliver_event"].get_user_function()(message)


async def emit(
    running: Runtime, org_id: str = "acme", event_type: str = "ticket.closed", **data: Any
) -> EmittedEvent:
    """An event of a workflow's own."""
    now = running.platform.services.clock.now()
    event = EmittedEvent(id=new_event_id(), type=event_type, org_id=org_id, at=now, data=data)
    return await running.platform.outbox.emit(event)


async def subscribe(
    http: Http, headers: Headers, url: str, *events: str, **more: object
) -> dict[str, Any]:
    """A new outgoing webhook, with its secret."""
    body = {"name": "Tickets", "url": url, "events": events or ("*",), **more}
    answer = await http("create_outgoing_webhook", body=body, headers=headers)
    assert answer.status == 201, answer.body
    return cast("dict[str, Any]", answer.json)


async def deliveries(http: Http, headers: Headers, webhook: Mapping[str, Any]) -> list[Any]:
    answer = await http("list_outgoing_deliveries", {"webhook_id": webhook["id"]}, headers=headers)
    return cast("list[Any]", answer.json)


async def detail(
    http: Http, headers: Headers, webhook: Mapping[str, Any], event: EmittedEvent
) -> Any:
    route = {"webhook_id": webhook["id"], "event_id": str(event.id)}
    return (await http("get_outgoing_delivery", route, headers=headers)).json


def broker_of(running: Runtime, org_id: str = "acme") -> Broker:
    """The broker of a run that a member started."""
    actor = Actor(kind=CallerKind.USER, id="member", name="Member")
    return Broker(Call(Caller(actor, org_id, org_id.title()), running.platform), A_SLOT)
