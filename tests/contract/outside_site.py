"""Somebody else's server, on 127.0.0.1: it answers as it is told, and knows what it was asked."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from multidict import CIMultiDictProxy

Answering = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@dataclass
class Site:
    place: str
    asked: list[tuple[str, CIMultiDictProxy[str]]] = field(
        default_factory=list[tuple[str, CIMultiDictProxy[str]]]
    )

    @property
    def url(self) -> str:
        return f"http://{self.place}"


@asynccontextmanager
async def site(answer: Answering, tls: ssl.SSLContext | None = None) -> AsyncGenerator[Site]:
    """It answers every request so, until the end."""
    found = Site("")

    async def remember(request: web.BaseRequest) -> web.StreamResponse:
        found.asked.append((request.path_qs, request.headers))
        return await answer(request)

    runner = web.ServerRunner(web.Server(remember), shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    found.place = f"127.0.0.1:{runner.addresses[0][1]}"
    yield found
    await runner.cleanup()


async def never(_: web.BaseRequest) -> web.StreamResponse:
    await asyncio.sleep(60)
    return web.Response()
