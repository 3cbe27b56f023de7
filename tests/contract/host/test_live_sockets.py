"""``/ws`` of the hosts, from the attacker's side: origins, tokens, silence, slowness, size."""

import asyncio
import json
import socket
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from host.live import protocol, sockets
from host.live.origins import SocketOrigins
from host.live.sockets import LiveSockets
from host.serve.protocol import BoundedProtocol
from host.serving import WEBSOCKETS, Server
from tests.support.web_socket import Refused, opened

BEGIN = {"token": "good", "organization": "acme", "channels": ["executions"]}
POSITION = "id: executions:p.{}\nevent: position\ndata: {{}}\n\n"


@dataclass
class Stream:
    """An app whose stream answers as a test says, and notes what it was asked."""

    asked: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])
    queries: list[str] = field(default_factory=list[str])
    status: int = 200
    valid: set[str] = field(default_factory=lambda: {"Bearer good"})
    data: str = '{"change":"reset"}'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self.asked.append(dict(request.headers))
        self.queries.append(str(request.url.query))
        await PlainTextResponse(*self._answer(request))(scope, receive, send)

    def _answer(self, request: Request) -> tuple[str, int]:
        if request.headers["authorization"] not in self.valid:
            return "no", 401
        if self.status != 200:
            return "no", self.status
        events = f"event: executions\ndata: {self.data}\n\n"
        return f"retry: 1000\n\n{events}{POSITION.format(len(self.asked))}", 200


@dataclass
class Served:
    """A running server."""

    port: int
    app: LiveSockets


@pytest.fixture
def stream() -> Stream:
    return Stream()


@pytest.fixture
async def served(stream: Stream) -> AsyncGenerator[Served]:
    app = LiveSockets(stream, stream, SocketOrigins(lambda _: None))
    config = uvicorn.Config(
        app, http=BoundedProtocol, lifespan="off", log_config=None, **WEBSOCKETS
    )
    server = Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = asyncio.create_task(server.serve(sockets=[listener]))
        await server.listens.wait()
        yield Served(listener.getsockname()[1], app)
        app.stop()
        server.should_exit = True
        await running


async def code_after(served: Served, *messages: object) -> Any:
    """What the server closes with, after these messages."""
    async with opened(served.port) as client:
        for message in messages:
            await client.send(message)
        while not isinstance(received := await client.receive(), int):
            pass
        return received


async def test_what_the_stream_says_arrives(served: Served, stream: Stream) -> None:
    async with opened(served.port) as client:
        await client.send({**BEGIN, "last": "executions:p.0"})
        first = await client.receive()
        second = await client.receive()

    event = {"channel": "executions", "data": {"change": "reset"}}
    assert first == {"events": [event], "last": "executions:p.1"}
    assert second["last"] == "executions:p.2"
    assert [headers["last-event-id"] for headers in stream.asked[:2]] == [
        "executions:p.0",
        "executions:p.1",
    ]


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "", "http://localhost:1", "http://localhost.evil.example"],
)
async def test_a_page_of_another_origin_is_refused(served: Served, origin: str) -> None:
    with pytest.raises(Refused) as refused:
        async with opened(served.port, origin=origin):
            pass

    assert refused.value.status == 403


@pytest.mark.parametrize("path", ["/", "/wss", "/ws/", "/api/events/stream"])
async def test_there_is_no_other_socket(served: Served, path: str) -> None:
    with pytest.raises(Refused) as refused:
        async with opened(served.port, path):
            pass

    assert refused.value.status == 403


async def test_a_token_in_the_address_or_a_header_counts_for_nothing(
    served: Served, stream: Stream
) -> None:
    credentials = {
        "authorization": "Bearer good",
        "cookie": "StaticWebAppsAuthCookie=x",
        "x-ms-client-principal": "e30=",
        "x-functions-key": "test",
    }
    async with opened(served.port, "/ws?token=good&code=test", **credentials) as client:
        await client.send({**BEGIN, "token": "bad"})
        closed = await client.receive()

    assert closed == sockets.NOT_SIGNED_IN
    (asked,) = stream.asked
    assert asked["authorization"] == "Bearer bad"
    assert asked.keys().isdisjoint({"cookie", "x-ms-client-principal", "x-functions-key"})
    assert "code" not in stream.queries[0]


async def test_without_a_first_message_it_ends(
    served: Served, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "FIRST_MESSAGE_SECONDS", 0.1)

    assert await code_after(served) == sockets.TOO_LATE
    assert stream.asked == []


@pytest.mark.parametrize(
    "message",
    [
        {},
        "token",
        {**BEGIN, "token": "two\r\nlines: x"},
        {**BEGIN, "organization": "acme\r\nx-ms-client-principal: e30="},
        {**BEGIN, "channels": []},
        {**BEGIN, "channels": ["a"] * 11},
        {**BEGIN, "channels": ["executions&wait=0"]},
        {**BEGIN, "more": 1},
        {**BEGIN, "token": "x" * 9000},
    ],
)
async def test_a_first_message_is_checked(served: Served, stream: Stream, message: object) -> None:
    assert await code_after(served, message) == sockets.BAD_MESSAGE
    assert stream.asked == []


async def test_a_message_that_is_too_large_ends_it(served: Served, stream: Stream) -> None:
    assert await code_after(served, {"token": "x" * 100_000}) == 1009
    assert stream.asked == []


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, 4400), (401, 4401), (403, 4403), (404, 4403), (500, 1013), (503, 1013)],
)
async def test_what_the_app_refuses_ends_it(
    served: Served, stream: Stream, status: int, code: int
) -> None:
    stream.status = status

    assert await code_after(served, BEGIN) == code


async def test_who_is_removed_meanwhile_is_cut_off(served: Served, stream: Stream) -> None:
    async with opened(served.port) as client:
        await client.send(BEGIN)
        await client.receive()
        stream.valid.clear()
        while not isinstance(received := await client.receive(), int):
            pass

    assert received == sockets.NOT_SIGNED_IN


async def test_a_new_token_counts_from_the_next_answer_on(served: Served, stream: Stream) -> None:
    async with opened(served.port) as client:
        await client.send(BEGIN)
        await client.receive()
        stream.valid |= {"Bearer newer"}
        await client.send({"token": "newer"})
        await client.receive()
        await client.receive()

    assert stream.asked[-1]["authorization"] == "Bearer newer"


async def test_a_later_message_is_checked(served: Served) -> None:
    assert await code_after(served, BEGIN, {**BEGIN, "organization": "globex"}) == 4400


async def test_a_client_that_does_not_read_is_cut_off(
    served: Served, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "SLOW_SECONDS", 0.3)
    monkeypatch.setattr(sockets, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(protocol, "UNREAD_SECONDS", 0.3)
    stream.data = json.dumps({"change": "x" * 1_000_000})
    async with opened(served.port) as client:
        await client.send(BEGIN)
        await until_quiet(stream)

        assert served.app.open == 0


async def test_a_stopping_host_says_so(served: Served) -> None:
    async with opened(served.port) as client:
        await client.send(BEGIN)
        await client.receive()
        served.app.stop()
        while not isinstance(received := await client.receive(), int):
            pass

        with pytest.raises(Refused):
            async with opened(served.port):
                pass

    assert received == sockets.RESTARTING


async def test_there_are_only_so_many(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "MOST_SOCKETS", 2)
    async with opened(served.port), opened(served.port):
        with pytest.raises(Refused):
            async with opened(served.port):
                pass

    await asyncio.sleep(0.1)
    async with opened(served.port):
        assert served.app.open == 1


async def until_quiet(stream: Stream) -> None:
    """Wait until the stream is asked no more."""
    before = -1
    while before != len(stream.asked):
        before = len(stream.asked)
        await asyncio.sleep(1)
