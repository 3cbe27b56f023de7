"""The HTTP transport of the clients; tests replace it with another ``Transport``."""

import asyncio
import http.client
import socket
import ssl
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol
from urllib.parse import urlsplit

SECONDS = 30.0
MOST_BYTES = 64 * 1024 * 1024
#: The method that is safe to repeat.
READING = "GET"


@dataclass(frozen=True, slots=True)
class Request:
    """A request; ``seconds`` limits all of it, from connecting to the last byte."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: bytes | None = field(default=None, repr=False)
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Response:
    """A response of any status, with header names in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: bytes = field(default=b"", repr=False)


class NoAnswer(Exception):
    """No response came; if ``was_sent``, the system may have carried out the request."""

    def __init__(self, message: str, *, was_sent: bool, may_pass: bool = True) -> None:
        super().__init__(message)
        self.was_sent = was_sent
        self.may_pass = may_pass


class Transport(Protocol):
    """Sends requests to systems."""

    async def send(self, request: Request) -> Response:
        """Return the response, without following redirects; NoAnswer without one."""
        ...


class HttpTransport:
    """HTTP of the standard library, with one kept connection to each system.

    ``http.client`` blocks, so a request takes a thread of the run's event loop. The loop ends its
    threads with the run, so that the worker can be used again.
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Line] = {}
        weakref.finalize(self, _hang_up, self._kept)

    async def send(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        place = f"{parts.scheme}://{parts.netloc}"
        # A request that changes something gets a new connection: on a kept one that the system has
        # closed meanwhile, it would be unknown whether the request arrived.
        kept = self._kept.pop(place, None) if request.method == READING else None
        if kept:
            with suppress(_HungUp):
                return await self._ask(place, kept, request)
        return await self._ask(place, _Line(self._connection(request)), request)

    async def _ask(self, place: str, line: "_Line", request: Request) -> Response:
        try:
            async with asyncio.timeout(request.seconds):
                response = await asyncio.to_thread(line.ask, request)
        except TimeoutError:
            line.give_up()
            message = f"it did not answer within {request.seconds:g} s"
            raise NoAnswer(message, was_sent=line.has_sent) from None
        except asyncio.CancelledError:
            line.give_up()
            raise
        if line.is_open:
            _hang_up(self._kept, place)
            self._kept[place] = line
        return response

    def _connection(self, request: Request) -> http.client.HTTPConnection:
        parts = urlsplit(request.url)
        if parts.scheme == "https":
            return http.client.HTTPSConnection(
                parts.netloc, timeout=request.seconds, context=self._trusting
            )
        return http.client.HTTPConnection(parts.netloc, timeout=request.seconds)

    @cached_property
    def _trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context()


class _HungUp(Exception):
    """The system closed a kept connection before the request."""


class _Line:
    """One connection: a thread calls ``ask``, and the task that awaits it ``give_up``."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        self._connection = connection
        self._is_given_up = False
        self._was_used = False
        self.has_sent = False
        self.is_open = True

    def ask(self, request: Request) -> Response:
        self.has_sent = False
        try:
            response = self._response(request)
        except BaseException:
            self.close()
            raise
        self._was_used = True
        return response

    def give_up(self) -> None:
        self._is_given_up = True
        connected: socket.socket | None = self._connection.sock
        if connected is not None:
            with suppress(OSError):
                socket.socket.shutdown(connected, socket.SHUT_RDWR)

    def close(self) -> None:
        self.is_open = False
        self._connection.close()

    def _response(self, request: Request) -> Response:
        try:
            self._say(request)
            answer = self._connection.getresponse()
            return self._read(answer)
        except (ConnectionError, http.client.BadStatusLine) as error:
            if self._was_used:
                raise _HungUp from error
            raise NoAnswer(_words(error), was_sent=self.has_sent) from None
        except (OSError, http.client.HTTPException) as error:
            may_pass = not isinstance(error, ssl.SSLCertVerificationError)
            raise NoAnswer(_words(error), was_sent=self.has_sent, may_pass=may_pass) from None
        except ValueError:
            # Not the error itself: it quotes the header, which may be a token.
            raise ValueError("a header or the address holds what cannot be sent") from None

    def _say(self, request: Request) -> None:
        if not self._was_used:
            self._connection.connect()
        if self._is_given_up:
            raise ConnectionError
        self.has_sent = True
        parts = urlsplit(request.url)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        self._connection.request(request.method, target, request.body, dict(request.headers))

    def _read(self, answer: http.client.HTTPResponse) -> Response:
        body = answer.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            message = f"it answered more than {MOST_BYTES} bytes: ask for less at once"
            raise NoAnswer(message, was_sent=True, may_pass=False)
        if answer.will_close:
            self.close()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Response(answer.status, headers, body)


def _hang_up(kept: dict[str, _Line], *places: str) -> None:
    for place in places or tuple(kept):
        line = kept.pop(place, None)
        if line:
            line.close()


def _words(error: Exception) -> str:
    match error:
        case TimeoutError():
            return "it did not answer in time"
        case socket.gaierror():
            return "its name is not known: check the address"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not good: {error.verify_message}"
        case ConnectionRefusedError():
            return "it refuses connections: check the address"
        case _:
            return "the connection broke"
