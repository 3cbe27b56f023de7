"""A small WebSocket client, which can also misbehave."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Event,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)


class Refused(Exception):
    """The server refused the connection, with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class SocketClient:
    """One connection to ``/ws`` or another path."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._connection = WSConnection(ConnectionType.CLIENT)
        self._text = ""

    async def ask_for(self, path: str, host: str, headers: Mapping[str, str]) -> None:
        """Open it; raises Refused."""
        extra = [(name.encode(), value.encode()) for name, value in headers.items()]
        await self._send(Request(host=host, target=path, extra_headers=extra))
        event = await self._event()
        if isinstance(event, RejectConnection):
            raise Refused(event.status_code)
        assert isinstance(event, AcceptConnection)

    async def send(self, message: object) -> None:
        await self._send(TextMessage(data=json.dumps(message)))

    async def receive(self) -> Any:
        """The next message; a number if the server closes, its code."""
        while True:
            event = await self._event()
            if isinstance(event, CloseConnection):
                return int(event.code)
            if isinstance(event, TextMessage):
                self._text += event.data
                if event.message_finished:
                    text, self._text = self._text, ""
                    return json.loads(text)
            if isinstance(event, Ping):
                await self._send(event.response())

    async def _send(self, event: Event) -> None:
        self._writer.write(self._connection.send(event))
        await self._writer.drain()

    async def _event(self) -> Event:
        async with asyncio.timeout(30):
            while True:
                for event in self._connection.events():
                    return event
                received = await self._reader.read(65536)
                self._connection.receive_data(received or None)


@asynccontextmanager
async def opened(
    port: int, path: str = "/ws", *, origin: str | None = None, **headers: str
) -> AsyncGenerator[SocketClient]:
    """Open a socket to a server of this machine, by default as its own page does."""
    host = f"localhost:{port}"
    sent = f"http://{host}" if origin is None else origin
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        client = SocketClient(reader, writer)
        await client.ask_for(path, host, {"origin": sent, **headers} if sent else headers)
        yield client
    finally:
        writer.close()
