"""Stands between the platform and Azurite: loses answers after the commit, or is away.

A request is forwarded whole on a connection of its own, so that what is lost is always the
answer to something that was done.
"""

import asyncio
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from local.azurite import Azurite, AzuritePorts

ADDRESS = "127.0.0.1"
HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, as far as a test wants to know."""

    method: str
    path: str
    head: bytes
    body: bytes


Choice = Callable[[Request], bool]


@dataclass
class Proxy:
    """Use as a context; ``connection_string`` leads through it."""

    azurite: Azurite
    is_away: bool = False
    lost: list[Request] = field(default_factory=list[Request])
    _choice: Choice | None = None
    _left: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _ports: list[int] = field(default_factory=list[int])

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def connection_string(self) -> str:
        text = self.azurite.connection_string
        for ours, theirs in zip(self._ports, _numbers(self.azurite.ports), strict=True):
            text = text.replace(f":{theirs}/", f":{ours}/")
        return text

    def lose(self, choice: Choice, times: int) -> None:
        """Lose the next answers to what is chosen."""
        self.lost.clear()
        self._choice, self._left = choice, times

    @contextmanager
    def away(self) -> Generator[None]:
        """Inside, every connection ends without an answer, and nothing is done."""
        self.is_away = True
        try:
            yield
        finally:
            self.is_away = False

    async def _listen(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._servers: list[asyncio.Server] = []
        for number in _numbers(self.azurite.ports):
            server = await asyncio.start_server(self._handler(number), ADDRESS, 0)
            self._servers.append(server)
            self._ports.append(server.sockets[0].getsockname()[1])

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _handler(
        self, upstream: int
    ) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]:
        def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.get_running_loop().create_task(self._serve(reader, writer, upstream))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        return handle

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, upstream: int
    ) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            request = None if self.is_away else await _read(reader)
            if request is not None and not self.is_away:
                answer = await _forward(request, upstream)
                if not self._is_lost(request):
                    writer.write(answer)
                    await writer.drain()
        writer.close()

    def _is_lost(self, request: Request) -> bool:
        if self._choice is None or self._left == 0 or not self._choice(request):
            return False
        self._left -= 1
        self.lost.append(request)
        return True


async def _read(reader: asyncio.StreamReader) -> Request | None:
    head = await reader.readuntil(HEAD_END)
    method, path, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
    body = await _body(reader, _headers(head))
    return Request(method, path, head, body)


def _headers(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").split("\r\n")[1:]
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, value in pairs}


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    """As it came, chunks and all."""
    if "chunked" not in headers.get("transfer-encoding", ""):
        return await reader.readexactly(int(headers.get("content-length", "0")))
    body = b""
    while True:
        size = await reader.readuntil(b"\r\n")
        chunk = await reader.readexactly(int(size, 16) + 2)
        body += size + chunk
        if int(size, 16) == 0:
            return body


async def _forward(request: Request, upstream: int) -> bytes:
    reader, writer = await asyncio.open_connection(ADDRESS, upstream)
    first, rest = request.head.split(b"\r\n", 1)
    kept = [line for line in rest.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    writer.write(b"\r\n".join([first, b"Connection: close", *kept]) + request.body)
    await writer.drain()
    answer = await reader.read(-1)
    writer.close()
    return answer


def _numbers(ports: AzuritePorts) -> tuple[int, int, int]:
    return ports.blob, ports.queue, ports.table
