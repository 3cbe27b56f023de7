"""Egress over HTTP, from inside a network with addresses that others must not reach.

The address is checked when a socket is created for it, after the name was resolved: at no moment
can the name come to mean another address (DNS rebinding).
"""

import socket
from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from functools import partial

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from shared.errors import Unavailable
from shared.services.outbound.addresses import is_public
from shared.services.outbound.egress import (
    Blocked,
    Incoming,
    Outgoing,
    RequestedBy,
    allowed_for,
    in_networks,
    is_excepted,
    require_size,
)

#: Connections at once, in each pool.
CONNECTIONS = 50
CHUNK_BYTES = 64 * 1024


class WebEgress:
    """Sends requests to public addresses, and to those that ``allow`` names.

    ``allow`` names each host, ``host:port`` or network that the operator's requests may reach.
    Those may be local and without https; a name that resolves into an allowed network needs https.
    ``resolver`` is set by tests, to say what a name means.
    """

    def __init__(
        self, allow: Collection[str] = (), resolver: AbstractResolver | None = None
    ) -> None:
        self._allow = allow
        self._resolver = resolver
        self._sessions: dict[tuple[RequestedBy, bool], aiohttp.ClientSession] = {}

    async def send(self, request: Outgoing) -> Incoming:
        allow = allowed_for(request.requested_by, self._allow)
        session = self._session(request.requested_by, excepted=is_excepted(request.url, allow))
        async with _translated(), _asked(session, request) as response:
            content = bytearray()
            async for chunk in response.content.iter_chunked(CHUNK_BYTES):
                content += chunk
                if request.cuts_answer and len(content) >= request.answer_bytes:
                    del content[request.answer_bytes :]
                    break
                require_size(len(content), request.answer_bytes)
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Incoming(response.status, headers, bytes(content))

    async def close(self) -> None:
        for session in self._sessions.values():
            await session.close()

    def _session(self, requested_by: RequestedBy, *, excepted: bool) -> aiohttp.ClientSession:
        """Return the pool of this kind: a connection to an excepted host serves no other."""
        key = requested_by, excepted
        if key not in self._sessions:
            public = partial(_public_socket, allowed_for(requested_by, self._allow))
            connector = aiohttp.TCPConnector(
                limit=CONNECTIONS,
                resolver=self._resolver,
                socket_factory=None if excepted else public,
            )
            self._sessions[key] = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                # A small answer must not unfold into a large one.
                auto_decompress=False,
                headers={"Accept-Encoding": "identity", "User-Agent": "Bifrost"},
            )
        return self._sessions[key]


def _public_socket(
    allow: Collection[str], found: tuple[int, int, int, str, tuple[object, ...]]
) -> socket.socket:
    family, kind, protocol, _, address = found
    if not is_public(str(address[0])) and not in_networks(str(address[0]), allow):
        raise _NotPublic("this address is not public")
    return socket.socket(family=family, type=kind, proto=protocol)


class _NotPublic(OSError):
    """The address is not public; an OSError, because the client expects one from a socket."""


@asynccontextmanager
async def _asked(
    session: aiohttp.ClientSession, request: Outgoing
) -> AsyncGenerator[aiohttp.ClientResponse]:
    async with session.request(
        request.method,
        URL(request.url, encoded=True),
        headers=request.headers,
        data=request.body,
        allow_redirects=False,
        timeout=aiohttp.ClientTimeout(total=request.seconds),
    ) as response:
        yield response


@asynccontextmanager
async def _translated() -> AsyncGenerator[None]:
    """Raise the platform's errors for the client's, whose texts may name addresses."""
    try:
        yield
    except aiohttp.InvalidURL as error:
        raise Blocked("this URL is not valid") from error
    except aiohttp.ClientConnectorError as error:
        if isinstance(error.os_error, _NotPublic):
            raise Blocked("this address is not public") from error
        raise Unavailable("the other side cannot be reached") from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Unavailable("the other side did not answer") from error
    except ValueError as error:
        raise Blocked("this request cannot be sent: a header or the method is not valid") from error
