"""WebSocket connections with bounds: a client that does not read is cut off."""

from asyncio import TimerHandle

from uvicorn.protocols.websockets.wsproto_impl import WSProtocol

#: Seconds in which a client must read something of what waits for it.
UNREAD_SECONDS = 30.0


class BoundedSocketProtocol(WSProtocol):
    """One connection. Closing it would wait for the client to read what was sent before."""

    _unread: TimerHandle | None = None

    def pause_writing(self) -> None:
        """Wait for the client to read, but not forever."""
        super().pause_writing()
        self._unread = self.loop.call_later(UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        self._has_read()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection and its timer."""
        self._has_read()
        super().connection_lost(exc)

    def _has_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
