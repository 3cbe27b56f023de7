"""The socket of a box, and the server behind it."""

import resource
import socket
import ssl
from collections.abc import Callable
from ipaddress import ip_address

import uvicorn
from starlette.types import ASGIApp

from host.errors import PortTaken, SettingsInvalid
from host.serve.certificates import Certificates
from host.serve.protocol import BoundedProtocol
from host.serving import WEBSOCKETS

BACKLOG = 2048
#: Longer than proxies keep a connection to us, so that they close it and not we.
KEEP_ALIVE_SECONDS = 75
#: Seconds for responses that were begun when everything else has ended.
LAST_SECONDS = 2
MOST_OPEN_FILES = 65_536


def bound(host: str, port: int) -> socket.socket:
    """A socket at an address of this machine. Raises PortTaken or SettingsInvalid."""
    try:
        is_ipv6 = ip_address(host).version == 6
    except ValueError as error:
        raise SettingsInvalid(
            f"--host {host}: give an address, such as 127.0.0.1, 0.0.0.0 or ::"
        ) from error
    # Named as TCP, or else asyncio leaves Nagle's delay on: 40 ms for each response.
    family = socket.AF_INET6 if is_ipv6 else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(f"port {port} of {host} cannot be used: {error.strerror}") from error
    return listener


def is_local(host: str) -> bool:
    """Whether only this machine gets to the address."""
    return ip_address(host).is_loopback


def address_of(listener: socket.socket, *, is_tls: bool) -> str:
    """The URL of a socket for callers on this machine."""
    return f"{'https' if is_tls else 'http'}://localhost:{listener.getsockname()[1]}"


def configuration(site: ASGIApp, certificates: Certificates | None) -> uvicorn.Config:
    """How the server speaks HTTP."""
    return uvicorn.Config(
        site,
        http=BoundedProtocol,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=LAST_SECONDS,
        ssl_context_factory=None if certificates is None else _offering(certificates),
        **WEBSOCKETS,
    )


def raise_file_limit() -> None:
    """Allow this process as many open files as the system lets it have; runs have their own."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _offering(
    certificates: Certificates,
) -> Callable[[uvicorn.Config, Callable[[], ssl.SSLContext]], ssl.SSLContext]:
    def factory(_: uvicorn.Config, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
        del default
        return certificates.context

    return factory
