"""The connections of the SDKs, which reach public addresses only (SSRF guard).

``shared.services.outbound.egress`` has the rules. The address is checked after the name was
resolved, and the connection goes to that same address, so that the name cannot come to mean another
one (DNS rebinding). Runs in the process of ``program`` only: it imports what the SDKs connect with.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Collection, Iterable
from typing import cast

import certifi
import httpcore2
import httpx2

from shared.services.ai.patience import Patience
from shared.services.outbound.addresses import is_public
from shared.services.outbound.egress import (
    Blocked,
    RequestedBy,
    allowed_for,
    in_networks,
    is_excepted,
)

CONNECT_SECONDS = 5
ANSWER_BYTES = 16 * 1024 * 1024
CONNECTIONS = 50


class NotAllowed(httpx2.ConnectError):
    """The address must not be reached from here."""


class TooLong(httpx2.ReadError):
    """The answer has more bytes than any answer may have."""


class PublicBackend(httpcore2.AsyncNetworkBackend):
    """Connects to public addresses, and to those in networks that ``allow`` names."""

    def __init__(self, allow: Collection[str], *, excepted: bool) -> None:
        self._allow, self._excepted = allow, excepted
        # Without anyio, which is installed, the class would be another one, and checkers see both.
        self._connections = cast("httpcore2.AsyncNetworkBackend", httpcore2.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        address = await self._address(host, port)
        return await self._connections.connect_tcp(
            address, port, timeout, local_address, socket_options
        )

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _address(self, host: str, port: int) -> str:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, TimeoutError) as error:
            raise httpcore2.ConnectError("the name cannot be resolved") from error
        addresses = [str(each[4][0]) for each in found]
        if self._excepted:
            return addresses[0]
        for address in addresses:
            if is_public(address) or in_networks(address, self._allow):
                return address
        raise NotAllowed("this address is not public")


class GuardedTransport(httpx2.AsyncBaseTransport):
    """Sends the requests of one kind of requester; a redirect is returned, not followed."""

    def __init__(
        self, requested_by: RequestedBy, allow: Collection[str], patience: Patience
    ) -> None:
        self._patience = patience
        self._allow = allowed_for(requested_by, allow)
        context = ssl.create_default_context(cafile=certifi.where())
        context.load_default_certs()
        self._pools = {
            excepted: httpcore2.AsyncConnectionPool(
                ssl_context=context,
                max_connections=CONNECTIONS,
                keepalive_expiry=30,
                network_backend=PublicBackend(self._allow, excepted=excepted),
            )
            for excepted in (False, True)
        }

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        try:
            excepted = is_excepted(str(request.url), self._allow)
        except Blocked as error:
            raise NotAllowed(str(error)) from None
        sent = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            async with asyncio.timeout(self._patience.first_byte):
                answer = await self._pools[excepted].handle_async_request(sent)
        except (httpcore2.TimeoutException, TimeoutError) as error:
            raise httpx2.ReadTimeout("no answer in time") from error
        except httpcore2.ConnectError as error:
            raise httpx2.ConnectError("no connection") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise httpx2.ReadError("the connection broke") from error
        if any(name.lower() == b"content-encoding" for name, _ in answer.headers):
            await answer.aclose()  # a small answer must not unfold into a large one
            raise TooLong("the provider compressed its answer, which was not asked for")
        return httpx2.Response(
            answer.status,
            headers=answer.headers,
            stream=_Bounded(answer, self._patience.piece),
            extensions={**answer.extensions},
        )

    async def aclose(self) -> None:
        for pool in self._pools.values():
            await pool.aclose()


class _Bounded(httpx2.AsyncByteStream):
    """The content of an answer, with limits of its size and of the pauses within.

    A second iteration goes on where the first one stopped, as the SDKs expect.
    """

    def __init__(self, answer: httpcore2.Response, seconds: float) -> None:
        self._answer = answer
        self._seconds = seconds
        self._size = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = aiter(cast("AsyncIterable[bytes]", self._answer.stream))
        while (chunk := await _next(chunks, self._seconds)) is not None:
            self._size += len(chunk)
            if self._size > ANSWER_BYTES:
                raise TooLong(f"the provider answered more than {ANSWER_BYTES} bytes")
            yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()


async def _next(chunks: AsyncIterator[bytes], seconds: float) -> bytes | None:
    try:
        async with asyncio.timeout(seconds):
            return await anext(chunks, None)
    except (httpcore2.TimeoutException, TimeoutError) as error:
        raise httpx2.ReadTimeout("the answer stalled") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        raise httpx2.ReadError("the connection broke") from error
