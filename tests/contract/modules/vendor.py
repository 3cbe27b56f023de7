"""Somebody's system, as a real server: it has pages, wants a good token, and can be in a mood."""

import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from bifrost import WorkflowError
from modules.authentication import Connection
from modules.client import Client
from sdk.testing.fake_platform import CREDENTIALS
from tests.contract.outside_site import Site, site

#: Begins every secret that must not be said.
MARKER = "MARKER"
Pages = Callable[[web.BaseRequest], object]
Mood = web.Response | str


@dataclass
class Vendor:
    """``moods`` are answers that come before the good ones; ``good`` are tokens it takes."""

    site: Site
    pages: Pages
    good: set[str] = field(default_factory=lambda: {f"{MARKER}-1"})
    moods: list[web.Response] = field(default_factory=list[web.Response])
    asked: list[tuple[str, str, bytes]] = field(default_factory=list[tuple[str, str, bytes]])
    headers: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])

    @property
    def url(self) -> str:
        return self.site.url

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append((request.method, request.path_qs, await request.read()))
        self.headers.append(request.headers)
        if self.moods:
            return self.moods.pop(0)
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.good:
            return web.json_response({"error": "who is this?"}, status=401)
        return web.Response(body=json.dumps(self.pages(request)).encode())


@asynccontextmanager
async def vendor(pages: Pages) -> AsyncGenerator[Vendor]:
    found: list[Vendor] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return await found[0].answer(request)

    async with site(answer) as place:
        found.append(Vendor(place, pages))
        yield found[0]


@dataclass
class Platform:
    """What a run asks of the platform: here, the tokens of its connections."""

    token_url: str = "https://example.test/token"
    tokens: list[str] = field(default_factory=lambda: [f"{MARKER}-1"])
    may_refresh: bool = True
    refreshed: int = 0

    async def ask(self, call: str, **arguments: object) -> object:
        if call == "oauth.refresh_token":
            if not self.may_refresh:
                raise WorkflowError("NotPermitted", "needs a run that an administrator started")
            self.refreshed += 1
            self.tokens.append(f"{MARKER}-{len(self.tokens) + 1}")
        assert call in ("oauth.get", "oauth.refresh_token")
        return {
            **CREDENTIALS,
            "connection_name": "vendor",
            "access_token": self.tokens[-1],
            "token_url": self.token_url,
        }


def client_of(system: Vendor) -> Client:
    return Client("Example", system.url, Connection("example"))


@dataclass
class Naps:
    """Time that was slept, and took none."""

    seconds: list[float] = field(default_factory=list[float])

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)
