"""The gate of a box: open, then draining."""

import asyncio

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from host.serve.draining import DrainGate


class Slow:
    """An app that responds when it is told to."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.inside = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.inside.set()
        if Request(scope).url.path == "/slow":
            await self.go.wait()
        await PlainTextResponse("done")(scope, receive, send)


async def test_who_is_inside_may_end_and_nobody_else_gets_in() -> None:
    app = Slow()
    gate = DrainGate(app)
    transport = httpx.ASGITransport(gate)
    async with httpx.AsyncClient(transport=transport, base_url="http://box") as client:
        slow = asyncio.create_task(client.get("/slow"))
        await app.inside.wait()
        gate.drain()

        paths = ["/api/health/ready", "/api/version", "/slow", "/"]
        refused = [await client.get(path) for path in paths]
        alive = await client.get("/api/health")
        waiting = asyncio.create_task(gate.empty())
        await asyncio.sleep(0)
        was_waiting = not waiting.done()
        app.go.set()
        await waiting

    assert [answer.status_code for answer in refused] == [503] * 4
    assert {answer.headers["connection"] for answer in refused} == {"close"}
    assert refused[0].json()["error"] == "Unavailable"
    assert alive.status_code == 200
    assert was_waiting
    assert (await slow).text == "done"


async def test_a_gate_without_requests_is_empty() -> None:
    gate = DrainGate(Slow())
    gate.drain()

    async with asyncio.timeout(1):
        await gate.empty()
