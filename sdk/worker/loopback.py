"""Connections within one process, for tests, which have no network.

Servers and clients of 127.0.0.1 find each other here, by socket pairs: no address leaves the
process. Everything else is refused, and the kernel refuses what does not ask here.
"""

import socket
from collections import deque
from threading import Lock
from typing import ClassVar, cast

HOSTS = ("127.0.0.1", "localhost", "::1", "")
FIRST_PORT = 40_000
REFUSED = "tests have no network: record what a service answers with testing.http([...])"

_pair = socket.socketpair
_Socket = socket.socket


class LoopbackSocket(_Socket):
    """A socket whose other end is another one of this process."""

    listening: ClassVar[dict[int, "LoopbackSocket"]] = {}
    lock: ClassVar[Lock] = Lock()
    ports: ClassVar[int] = FIRST_PORT

    def __init__(
        self,
        family: int = -1,
        type: int = -1,  # noqa: A002  the name that callers give
        proto: int = -1,
        fileno: int | None = None,
    ) -> None:
        self._port = 0
        self.waiting: deque[_Socket] = deque()
        self.other: _Socket | None = None
        if fileno is not None:
            super().__init__(family, type, proto, fileno)
            return
        if type not in (-1, socket.SOCK_STREAM):
            raise PermissionError(REFUSED)
        mine, self.other = _pair()
        super().__init__(socket.AF_UNIX, socket.SOCK_STREAM, 0, mine.detach())

    def bind(self, address: object, /) -> None:
        _, port = _parts(address)
        with self.lock:
            LoopbackSocket.ports += 1
            self._port = port or LoopbackSocket.ports

    def listen(self, backlog: int = 0, /) -> None:
        with self.lock:
            self.listening[self._port] = self

    def accept(self) -> tuple[_Socket, tuple[str, int]]:
        self.recv(1)
        connection = self.waiting.popleft()
        connection.settimeout(socket.getdefaulttimeout())
        return connection, (HOSTS[0], 0)

    def connect(self, address: object, /) -> None:
        host, port = _parts(address)
        with self.lock:
            server = self.listening.get(port) if host in HOSTS else None
        if server is None or server.other is None or self.other is None:
            raise PermissionError(f"{REFUSED} ({host}:{port})")
        other, self.other = self.other, None
        self._port = port
        server.waiting.append(_Socket(fileno=other.detach()))
        server.other.sendall(b"\0")

    def connect_ex(self, address: object, /) -> int:
        self.connect(address)
        return 0

    def getsockname(self) -> tuple[str, int]:
        return HOSTS[0], self._port

    def getpeername(self) -> tuple[str, int]:
        return HOSTS[0], self._port

    def setsockopt(self, *given: object) -> None:
        """Set nothing: options of TCP mean nothing here."""

    def close(self) -> None:
        with self.lock:
            if self.listening.get(self._port) is self:
                del self.listening[self._port]
        if self.other is not None:
            self.other.close()
        super().close()


def install() -> None:
    """Make the sockets of this process connect within it only."""
    socket.socket = LoopbackSocket  # pyright: ignore[reportAttributeAccessIssue]


def _parts(address: object) -> tuple[str, int]:
    host, port, *_ = cast("tuple[str, int]", address)
    return str(host), int(port)
