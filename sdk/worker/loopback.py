"""Loopback TCP without a network, for a process that may open no sockets but pairs of its own.

A server on 127.0.0.1 and its clients, such as ``bifrost.testing.http`` and what asks it, find each
other within the process: a connection is a pair, of which the client hands one end to the server.
Every other address is refused, with a hint.
"""

import errno
import re
import socket
from itertools import count
from typing import Any

HOSTS = ("127.0.0.1", "localhost", "::1", "", "0.0.0.0")  # noqa: S104  compared, not bound
HINT = "tests have no network: record what they ask with bifrost.testing.http"
NUMERIC = re.compile(r"[0-9a-fA-F.:%]+")
FIRST_PORT = 49_152
TCP = (socket.AF_INET, socket.AF_INET6)

_ports = count(FIRST_PORT)
#: For each port with a server, the end to which clients send theirs.
_listening: dict[int, socket.socket] = {}
_resolve = socket.getaddrinfo


class LoopbackSocket(socket.socket):
    """A TCP socket that reaches servers of this process only; other kinds are the kernel's."""

    def __init__(self, family: int = -1, *rest: Any, **named: Any) -> None:
        self._label: socket.AddressFamily | None = None
        self._other: socket.socket | None = None
        self._name, self._peer = ("127.0.0.1", 0), None
        facts = {**dict(zip(("type", "proto", "fileno"), rest, strict=False)), **named}
        kind = facts.get("type", -1)
        is_stream = kind == -1 or kind & 0xF == socket.SOCK_STREAM
        if facts.get("fileno") is not None or family not in (-1, *TCP) or not is_stream:
            super().__init__(family, *rest, **named)
            return
        own, self._other = _pair()
        super().__init__(socket.AF_UNIX, socket.SOCK_STREAM, 0, own.detach())
        self._label = socket.AF_INET if family == -1 else socket.AddressFamily(family)

    @property
    def family(self) -> socket.AddressFamily:
        return self._label or super().family

    def bind(self, address: Any) -> None:
        if self._label is None:
            super().bind(address)
            return
        port = _port_of(address)
        if port in _listening:
            raise OSError(errno.EADDRINUSE, f"another server has the port {port}")
        self._name = ("127.0.0.1", port or next(_ports))

    def listen(self, backlog: int = 0, /) -> None:
        if self._label is None:
            super().listen(backlog)
        elif self._other is not None:
            _listening[self._name[1]] = self._other

    def connect(self, address: Any) -> None:
        if self._label is None:
            super().connect(address)
            return
        port = _port_of(address)
        server = _listening.get(port)
        if server is None or self._other is None:
            raise ConnectionRefusedError(
                errno.ECONNREFUSED, f"no server of the tests has the port {port}: {HINT}"
            )
        socket.send_fds(server, [b"."], [self._other.fileno()])
        self._other.close()
        self._name, self._peer = ("127.0.0.1", next(_ports)), ("127.0.0.1", port)

    def connect_ex(self, address: Any) -> int:
        try:
            self.connect(address)
        except OSError as error:
            return error.errno or errno.EPERM
        return 0

    def accept(self) -> tuple[socket.socket, Any]:
        if self._label is None:
            return super().accept()
        _, descriptors, _, _ = socket.recv_fds(self, 1, 1)
        made = LoopbackSocket(socket.AF_UNIX, socket.SOCK_STREAM, 0, descriptors[0])
        made._label, made._name, made._peer = self._label, self._name, ("127.0.0.1", next(_ports))
        made.setblocking(self.gettimeout() != 0)
        return made, made._peer

    def getsockname(self) -> Any:
        return super().getsockname() if self._label is None else self._name

    def getpeername(self) -> Any:
        if self._label is None:
            return super().getpeername()
        if self._peer is None:
            raise OSError(errno.ENOTCONN, "the socket is not connected")
        return self._peer

    def setsockopt(self, level: int, *option: Any) -> None:
        """Set an option; those of TCP and IP mean nothing within a process."""
        if self._label is None or level == socket.SOL_SOCKET:
            super().setsockopt(level, *option)

    def close(self) -> None:
        if self._other is not None:
            if _listening.get(self._name[1]) is self._other:
                del _listening[self._name[1]]
            self._other.close()
        super().close()


def install() -> None:
    """Give the modules that are imported from now on, and most others, these sockets."""
    socket.__dict__.update(socket=LoopbackSocket, getaddrinfo=_addresses)


def _addresses(host: Any, *rest: Any, **named: Any) -> Any:
    """Resolve loopback and numeric addresses; no server could be asked for another one."""
    text = host.decode() if isinstance(host, bytes) else host or ""
    if text not in HOSTS and not NUMERIC.fullmatch(text):
        raise socket.gaierror(socket.EAI_FAIL, f"{text}: {HINT}")
    return _resolve(host, *rest, **named)


def _port_of(address: Any) -> int:
    host, port = address[:2]
    if host not in HOSTS:
        raise PermissionError(errno.EPERM, f"{host}: {HINT}")
    return int(port)


def _pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
