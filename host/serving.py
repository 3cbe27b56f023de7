"""A uvicorn server that leaves signals to the process that it is a part of."""

import asyncio
import socket
from collections.abc import Generator
from contextlib import contextmanager
from typing import TypedDict

import uvicorn

from host.live.protocol import BoundedSocketProtocol


class _WebSockets(TypedDict):
    ws: type[BoundedSocketProtocol]
    ws_max_size: int
    ws_ping_interval: float
    ws_ping_timeout: float
    ws_per_message_deflate: bool


#: How a server speaks WebSocket: small messages from clients, and none that does not answer a ping.
WEBSOCKETS: _WebSockets = {
    "ws": BoundedSocketProtocol,
    "ws_max_size": 16 * 1024,
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
    "ws_per_message_deflate": False,
}


class Server(uvicorn.Server):
    """Web server that sets ``listens`` once it listens, and leaves signals to the process."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield
