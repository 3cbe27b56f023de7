"""What tests of subscriptions at Graph do again and again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from azure.functions.queue import QueueMessage

from functions.composition import Runtime
from shared.handlers.webhooks import graph as handler
from shared.models.automation.events import WEBHOOK_SUBSCRIPTION_LOST
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from tests.contract.client import Answer, Http
from tests.contract.graph.graph_server import FakeGraph
from tests.contract.oauth.provider import CLIENT, SECRET, FakeProvider

Headers = Mapping[str, str]
LOGIN = "https://login.microsoftonline.com"
CONNECTION = {
    "connection_name": "graph",
    "oauth_flow_type": "client_credentials",
    "client_id": CLIENT,
    "client_secret": SECRET,
    "token_url": f"{LOGIN}/tenant/oauth2/v2.0/token",
    "scopes": "https://graph.microsoft.com/.default",
}
SETTINGS = {"connection": "graph", "resource": "users", "changeTypes": ["updated", "deleted"]}


@dataclass
class GraphDesk:
    http: Http
    running: Runtime
    graph: FakeGraph
    provider: FakeProvider
    clock: StoppedClock
    root: Headers

    def at(self, org_id: str) -> Headers:
        return {**self.root, "x-organization-id": org_id}

    async def connect(self, org_id: str = "acme", **changes: Any) -> None:
        body = {**CONNECTION, **changes}
        made = await self.http("create_connection", body=body, headers=self.at(org_id))
        assert made.status == 201, made.body

    async def create(self, org_id: str = "acme", **settings: Any) -> Answer:
        graph = {**SETTINGS, **settings}
        body = {"name": "People", "adapter": "microsoft_graph", "settings": {"graph": graph}}
        return await self.http("create_webhook_source", body=body, headers=self.at(org_id))

    async def made(self, org_id: str = "acme", **settings: Any) -> Any:
        made = await self.create(org_id, **settings)
        assert made.status == 201, made.body
        return made.json

    async def connected(self, **settings: Any) -> Any:
        """A webhook of acme, with its connection and its subscription at Graph."""
        await self.connect()
        made = await self.made(**settings)
        assert made["graph"]["status"] == "active", made["graph"]
        return made

    async def call(self, function: str, source: Any, org_id: str = "acme", **body: Any) -> Answer:
        place, headers = {"source_id": source["id"]}, self.at(org_id)
        return await self.http(function, place, body=body or None, headers=headers)

    async def state(self, source: Any, org_id: str = "acme") -> Any:
        return (await self.call("get_webhook_source", source, org_id)).json["graph"]

    async def after(self, **time: float) -> None:
        """The timer fires that much later."""
        self.clock.at += timedelta(**time)
        await handler.tick(self.running.platform)

    async def until(self, at: datetime, step: timedelta) -> None:
        while self.clock.at < at:
            await self.after(seconds=step.total_seconds())

    async def lost(self, org_id: str = "acme") -> list[Any]:
        """The events that a subscription was lost."""
        found = await self.running.platform.directory.events_of(org_id).all_waiting(100)
        events = [one.event for one in found]
        return [one.data for one in events if one.type == WEBHOOK_SUBSCRIPTION_LOST]

    async def rows(self) -> list[str]:
        """The keys of all rows about subscriptions at Graph."""
        table = self.running.platform.services.directory
        page = await table.page("webhook", "m|", "n}", limit=1000)
        return [row.key for row in page.rows]

    async def work(self) -> None:
        """Deliver the messages of the queue, each twice, as a queue may."""
        queue = self.running.platform.services.queue
        assert isinstance(queue, MemoryQueue)
        run = self.http.functions["run_execution"].get_user_function()
        sent = [*queue.sent]
        queue.sent.clear()
        for text, _delay in [*sent, *sent]:
            await run(QueueMessage(id="1", body=text.encode()))

    async def notify(self, source: Any, **facts: Any) -> Answer:
        """Graph tells the webhook something."""
        part = {"clientState": source["secret"], **facts}
        body = json.dumps({"value": [part]}).encode()
        headers = {"content-type": "application/json"}
        place = {"source_id": source["id"]}
        return await self.http("receive_webhook", place, body=body, headers=headers)
