"""A platform with connections, and how tests talk to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from functions.runtime import Runtime
from shared.models.connections import Grant
from shared.services.clock import StoppedClock
from tests.contract.http import Answer, Http
from tests.contract.oauth.provider import FakeProvider

Headers = Mapping[str, str]


@dataclass
class Connecting:
    """Everything that a test of connections needs."""

    http: Http
    running: Runtime
    provider: FakeProvider
    clock: StoppedClock
    root: Headers

    def at(self, org_id: str) -> Headers:
        """The administrator's headers for an organization."""
        return {**self.root, "x-organization-id": org_id}

    async def create(self, org_id: str = "acme", **changes: Any) -> Answer:
        body = {**self.provider.body, **changes}
        return await self.http("create_connection", body=body, headers=self.at(org_id))

    async def detail(self, org_id: str = "acme", name: str = "graph") -> Any:
        path = {"connection": name}
        return (await self.http("get_connection", path, headers=self.at(org_id))).json

    async def call(self, function: str, org_id: str = "acme", **more: Any) -> Answer:
        path = {"connection": more.pop("name", "graph")}
        return await self.http(function, path, headers=self.at(org_id), **more)

    async def grant(self, org_id: str = "acme", name: str = "graph") -> Grant:
        return (await self.running.platform.oauth.finder.get(org_id, name)).grant

    def pass_time(self, **by: float) -> None:
        self.clock.at += timedelta(**by)
