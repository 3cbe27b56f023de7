"""HTTP connections with bounds: how many, how large a head, and how slow a client may be.

The server under it waits forever for the rest of a request, and for a client that does not read.
"""

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_CONNECTIONS = 4096
MOST_HEAD_BYTES = 64 * 1024
#: Seconds for a whole head, from the first byte or from the connection on.
HEAD_SECONDS = 15.0
#: In each of these spans, a body brings so many bytes or its end.
BODY_SECONDS, FEWEST_BODY_BYTES = 20.0, 4096
#: Seconds in which a client must read something of a response that waits for it.
UNREAD_SECONDS = 60.0


_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class BoundedProtocol(HttpToolsProtocol):
    """One connection. What exceeds a bound is closed."""

    _timer: TimerHandle | None = None
    _unread: TimerHandle | None = None
    _in_head = True
    _has_begun = False
    _is_refused = False
    _head_bytes = 0
    _body_bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Take a connection, unless there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._limit_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection and its timers."""
        self._disarm()
        self._has_read()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what came. A head that is not whole counts as it comes."""
        if self._is_refused:
            return
        if self._in_head:
            self._head_bytes += len(data)
            if self._timer is None:  # the first bytes after a response
                self._limit_head()
        super().data_received(data)
        if self._in_head and self._head_bytes > MOST_HEAD_BYTES:
            self._refuse()

    def on_headers_complete(self) -> None:
        """Begin the request, unless its head is too large."""
        self._disarm()
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > MOST_HEAD_BYTES:
            self._refuse()
            return
        self._in_head = False
        self._has_begun = True
        self._body_bytes = 0
        super().on_headers_complete()
        if self.parser is not None and self.parser.should_upgrade() and self._should_upgrade():
            return  # a WebSocket has bounds of its own
        self._timer = self.loop.call_later(BODY_SECONDS, self._check_body)

    def on_body(self, body: bytes) -> None:
        """Pass a part of the body on."""
        if not self._is_refused:
            self._body_bytes += len(body)
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Expect the head of the next request."""
        if self._is_refused:
            return
        self._disarm()
        self._in_head = True
        self._head_bytes = 0
        super().on_message_complete()

    def pause_writing(self) -> None:
        """Wait for the client to read, but not forever."""
        super().pause_writing()
        self._unread = self.loop.call_later(UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        self._has_read()
        super().resume_writing()

    def _limit_head(self) -> None:
        self._timer = self.loop.call_later(HEAD_SECONDS, self._give_up_head)

    def _give_up_head(self) -> None:
        """Close a connection whose head did not come; one whose response is under way stays."""
        self._timer = None
        if not self._has_begun or self.cycle.response_complete:
            self.transport.close()

    def _check_body(self) -> None:
        is_ours = self.flow.read_paused  # the app has not taken yet what there is
        if self._body_bytes < FEWEST_BODY_BYTES and not is_ours:
            self.transport.abort()
            return
        self._body_bytes = 0
        self._timer = self.loop.call_later(BODY_SECONDS, self._check_body)

    def _refuse(self) -> None:
        self._is_refused = True
        self._disarm()
        if not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def _has_read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
