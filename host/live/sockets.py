"""``/ws``: the stream of live updates over one WebSocket.

A bridge to the app's own route, ``GET /api/events/stream``: each of its short answers is one
request with the token of the first message. So the app asks for the rights every 20 s and before
anything is told, and what it refuses closes the connection. The socket itself is trusted with
nothing: cookies and headers of its request are not passed on.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.live.messages import Begin, Renewal, events_of, text_of
from host.live.origins import SocketOrigins

PATH = "/ws"
STREAM = "/api/events/stream"
MOST_SOCKETS = 500
FIRST_MESSAGE_SECONDS = 10.0
#: How long a client may take to read what was sent.
SLOW_SECONDS = 10.0
#: The least time between two answers, and after one that said to come again later.
PAUSE_SECONDS, BUSY_SECONDS = 0.2, 5.0
BAD_MESSAGE, NOT_SIGNED_IN, NOT_PERMITTED, TOO_LATE = 4400, 4401, 4403, 4408
RESTARTING, TRY_AGAIN = 1012, 1013
_INHERITED = ("asgi", "http_version", "root_path", "client", "server")
_CODES = {400: BAD_MESSAGE, 401: NOT_SIGNED_IN, 403: NOT_PERMITTED, 404: NOT_PERMITTED}

logger = logging.getLogger(__name__)


class Closed(Exception):
    """The connection ends with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class LiveSockets:
    """An ASGI application that serves ``/ws``, and passes everything else on."""

    def __init__(self, app: ASGIApp, site: ASGIApp, origins: SocketOrigins) -> None:
        """``site`` is the app itself, without what stands before it for browsers."""
        self._app = app
        self._site = site
        self._origins = origins
        #: How many connections there are.
        self.open = 0
        self._stopping = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            return await self._app(scope, receive, send)
        headers = dict(HTTPConnection(scope).headers)
        is_known = scope["path"] == PATH and not self._stopping.is_set()
        if not is_known or not self._origins.admit(headers) or self.open >= MOST_SOCKETS:
            await receive()
            await send({"type": "websocket.close"})  # before it is accepted: 403
            return None
        self.open += 1
        try:
            await Socket(self._site, scope, receive, send, self._stopping).serve()
        finally:
            self.open -= 1

    def stop(self) -> None:
        """Close all connections, and take no more."""
        self._stopping.set()


class Socket:
    """One connection."""

    def __init__(
        self, site: ASGIApp, scope: Scope, receive: Receive, send: Send, stopping: asyncio.Event
    ) -> None:
        self._site = site
        self._scope = scope
        self._receive = receive
        self._send = send
        self._stopping = stopping
        self._token = ""

    async def serve(self) -> None:
        """Accept, and tell what is new until either side ends it."""
        await self._receive()
        await self._send({"type": "websocket.accept"})
        try:
            begin = await self._first_message()
            await self._until_one_ends(begin)
        except Closed as closed:
            await self._close(closed)
        except OSError:
            return  # the client is gone

    async def _first_message(self) -> Begin:
        try:
            async with asyncio.timeout(FIRST_MESSAGE_SECONDS):
                text = await self._text()
        except TimeoutError:
            raise Closed(TOO_LATE, "the first message, with the token, did not come") from None
        try:
            begin = Begin.model_validate_json(text)
        except ValidationError:
            raise Closed(BAD_MESSAGE, "the first message has a token and channels") from None
        self._token = begin.token
        return begin

    async def _until_one_ends(self, begin: Begin) -> None:
        tasks: list[asyncio.Task[object]] = [
            asyncio.create_task(self._tell(begin)),
            asyncio.create_task(self._listen()),
            asyncio.create_task(self._stopping.wait()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            if self._stopping.is_set():
                raise Closed(RESTARTING, "the server restarts: come again")
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> None:
        """Take new tokens until the client leaves."""
        while True:
            text = await self._text()
            try:
                self._token = Renewal.model_validate_json(text).token
            except ValidationError:
                raise Closed(BAD_MESSAGE, "later messages have a token only") from None

    async def _text(self) -> str:
        message = await self._receive()
        if message["type"] != "websocket.receive":
            raise ConnectionResetError
        return str(message.get("text") or "")

    async def _tell(self, begin: Begin) -> None:
        last = begin.last
        while True:
            status, body = await self._ask(begin, last)
            if status != 200:
                raise Closed(_CODES.get(status, TRY_AGAIN), f"the stream answered {status}")
            events, position = events_of(body)
            if position != last or events:
                await self._give(text_of(events, position))
            last = position or last
            is_busy = body.startswith("retry: 10000")
            await asyncio.sleep(BUSY_SECONDS if is_busy else PAUSE_SECONDS)

    async def _give(self, text: str) -> None:
        try:
            async with asyncio.timeout(SLOW_SECONDS):
                await self._send({"type": "websocket.send", "text": text})
        except TimeoutError:
            raise ConnectionResetError from None

    async def _ask(self, begin: Begin, last: str) -> tuple[int, str]:
        """One request to the app, as the user whose token it is."""
        query = {"channels": ",".join(begin.channels), "behind": str(begin.behind)}
        headers = {
            "authorization": f"Bearer {self._token}",
            "x-bifrost-authorization": f"Bearer {self._token}",
            "x-organization-id": begin.organization,
            "last-event-id": last,
        }
        return await request(self._site, self._scope, query, headers)

    async def _close(self, closed: Closed) -> None:
        message = {"type": "websocket.close", "code": closed.code, "reason": str(closed)}
        try:
            async with asyncio.timeout(SLOW_SECONDS):
                await self._send(message)
        except (TimeoutError, OSError):
            return


async def request(
    site: ASGIApp, socket: Scope, query: Mapping[str, str], headers: Mapping[str, str]
) -> tuple[int, str]:
    """Ask the stream's route, and return the status and the body."""
    given: Sequence[tuple[bytes, bytes]] = socket["headers"]
    host = [pair for pair in given if pair[0] == b"host"]
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "scheme": "https" if socket["scheme"] == "wss" else "http",
        "path": STREAM,
        "raw_path": STREAM.encode(),
        "query_string": urlencode(query).encode(),
        "headers": [*host, *((name.encode(), value.encode()) for name, value in headers.items())],
        **{
            name: socket[name] for name in ("asgi", "http_version", "root_path", "client", "server")
        },
        "state": dict(socket.get("state", {})),
    }
    status = 0
    body = bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            body.extend(message.get("body", b""))

    await site(scope, receive, send)
    return status, body.decode()
