"""A platform with connections, and how tests talk to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from functions.composition import Runtime
from shared.models.connections import Grant
from shared.oauth.oauth import OAuth
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
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
        return {**self.root, "x-organization-id": org_id, "host": "bifrost.test"}

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

    async def authorize(self, org_id: str = "acme", name: str = "graph", **body: Any) -> "Away":
        path = {"connection": name}
        answer = await self.http("authorize_connection", path, body=body, headers=self.at(org_id))
        assert answer.status == 200, answer.body
        cookie = answer.headers["set-cookie"]
        return Away(answer.json["authorization_url"], cookie, answer.json["state"])

    async def come_back(
        self, away: "Away", end: str = "", cookie: str | None = None, **query: str
    ) -> Answer:
        """With a code, unless the query says otherwise; ``end`` is that of another address."""
        if not query:
            query = self.provider.consent(away.url)
        sent = away.cookie.partition(";")[0] if cookie is None else cookie
        page = "show_oauth_callback" if "/api/" in away.address else "show_oauth_callback_page"
        path = {"connection": end or away.end}
        return await self.http(page, path, query=query, headers={"cookie": sent})

    async def connect(self, org_id: str = "acme", name: str = "graph", **changes: Any) -> None:
        """Create it, and have somebody agree."""
        created = await self.create(org_id, connection_name=name, **changes)
        assert created.status == 201, created.body
        answer = await self.come_back(await self.authorize(org_id, name))
        assert answer.status == 200, answer.body

    async def connect_partner(self, *organizations: str) -> None:
        """The partner signs in, and each organization has a tenant that lets it in."""
        await self.connect("GLOBAL", name="partner")
        created = await self.create_by_partner()
        assert created.status == 201, created.body
        for org_id in organizations:
            self.provider.tenants.setdefault(f"tenant-of-{org_id}", "")
            await self.choose(org_id)

    async def create_by_partner(self, org_id: str = "GLOBAL", **changes: Any) -> Answer:
        body = {**self.provider.partner_body, **changes}
        return await self.http("create_connection", body=body, headers=self.at(org_id))

    async def choose(self, org_id: str) -> Any:
        body = {"entity_id": f"tenant-of-{org_id}"}
        return (await self.call("choose_connection_entity", org_id, body=body)).json

    def pass_time(self, **by: float) -> None:
        self.clock.at += timedelta(**by)


@dataclass(frozen=True)
class Away:
    """A browser that was sent to the provider."""

    url: str
    cookie: str
    state: str

    @property
    def address(self) -> str:
        """Where the provider sends it back."""
        return dict(parse_qsl(urlsplit(self.url).query))["redirect_uri"]

    @property
    def end(self) -> str:
        return self.address.rpartition("/")[2]


async def token(oauth: OAuth, org_id: str = "acme") -> str:
    found = await oauth.credentials(org_id, "graph")
    assert found is not None
    return found.token.access_token


def oauth_of(connecting: Connecting) -> OAuth:
    return connecting.running.platform.oauth
