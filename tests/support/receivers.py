"""A server of somebody else's, which outgoing webhooks are sent to."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Receiver:
    """Accepts at ``/accepts``, after one failure at ``/recovers``, and is gone at ``/gone``."""

    port: int = 0
    #: The path and the id of each request, in the order in which they came.
    got: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncGenerator["Receiver"]:
        receiver = cls()
        runner = web.ServerRunner(web.Server(receiver._take), shutdown_timeout=0.01)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        receiver.port = runner.addresses[0][1]
        yield receiver
        await runner.cleanup()

    async def _take(self, request: web.BaseRequest) -> web.StreamResponse:
        one = (request.path, request.headers.get("webhook-id", ""))
        is_first = one not in self.got
        self.got.append(one)
        if request.path == "/gone":
            return web.Response(status=410)
        return web.Response(status=503 if request.path == "/recovers" and is_first else 204)
