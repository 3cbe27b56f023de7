"""Addresses of callers: the socket's, or what proxies in named networks say of them.

Without ``BIFROST_PROXY_NETWORKS`` every forwarded header is removed. With it, those of a request
that comes from one of the networks count: the caller is the rightmost hop that is in none of them.
The app gets one entry of ``X-Forwarded-For``: one address for keys, limits and the audit log.
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send

from functions.auth.client_address import bare_address
from host.errors import SettingsInvalid

NETWORKS = "BIFROST_PROXY_NETWORKS"
_FOR, _PROTO, _HOST = b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host"
#: Headers by which a proxy, or a platform in front, speaks for a caller.
_SPOKEN = (b"x-forwarded-", b"x-original-", b"x-ms-client-principal")
_NAMED = {b"forwarded", b"x-real-ip", b"x-client-ip", b"true-client-ip"}
_SCHEMES = {"http", "https"}

Headers = Sequence[tuple[bytes, bytes]]


class ProxyNetworks:
    """The networks whose forwarded headers count."""

    def __init__(self, networks: Iterable[IPv4Network | IPv6Network] = ()) -> None:
        self._networks = tuple(networks)

    @classmethod
    def parse(cls, text: str) -> "ProxyNetworks":
        """Read networks, parted by commas. Raises SettingsInvalid for what is none.

        >>> ProxyNetworks.parse("10.0.0.0/8, ::1/128").has("10.1.2.3")
        True
        """
        parts = [part.strip() for part in text.split(",") if part.strip()]
        try:
            return cls(ip_network(part) for part in parts)
        except ValueError as error:
            raise SettingsInvalid(
                f"{NETWORKS}: give networks, parted by commas, such as 127.0.0.1/32, 10.0.0.0/8:"
                f" {error}"
            ) from error

    def __bool__(self) -> bool:
        return bool(self._networks)

    def has(self, address: str) -> bool:
        """Whether an address is a proxy's."""
        found = ip_address(address)
        return any(found.version == each.version and found in each for each in self._networks)

    def caller(self, peer: str, hops: Sequence[str]) -> str:
        """The rightmost address that is no proxy's, from the peer on; ``hops`` are as forwarded.

        Entries further left came with the request. What is no address ends the search.

        >>> ProxyNetworks.parse("10.0.0.0/8").caller("10.0.0.1", ["6.6.6.6", "1.2.3.4", "10.9.9.9"])
        '1.2.3.4'
        """
        caller = peer
        for hop in reversed(hops):
            if not self.has(caller):
                break
            address = bare_address(hop)
            if address is None:
                break
            caller = address
        return caller


class ForwardedHeaders:
    """An ASGI application that says of each request where it comes from."""

    def __init__(self, app: ASGIApp, proxies: ProxyNetworks) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if scope["type"] not in ("http", "websocket") or client is None:
            return await self._app(scope, receive, send)
        peer, port = bare_address(client[0]) or client[0], client[1]
        given: Headers = scope["headers"]
        kept = [pair for pair in given if not _is_spoken(pair[0])]
        if not self._proxies.has(peer):
            scope["state"]["address"] = peer
            direct = {**scope, "client": (peer, port), "headers": kept}
            return await self._app(direct, receive, send)
        caller = self._proxies.caller(peer, _listed(given, _FOR))
        client = (caller, port if caller == peer else 0)
        said: dict[str, object] = {"client": client, "headers": _at(given, kept)}
        scope["state"]["address"] = caller
        scheme = _last(given, _PROTO).lower()
        if scheme in _SCHEMES and scope["type"] == "http":
            said["scheme"] = scheme
        return await self._app({**scope, **said}, receive, send)


def _is_spoken(name: bytes) -> bool:
    return name in _NAMED or name.startswith(_SPOKEN)


def _at(given: Headers, kept: Headers) -> Headers:
    """The headers with the host that the proxy was asked for."""
    host = _last(given, _HOST).encode("latin-1")
    if not host:
        return kept
    return [*(pair for pair in kept if pair[0] != b"host"), (b"host", host)]


def _listed(headers: Headers, name: bytes) -> list[str]:
    lines = [value.decode("latin-1") for key, value in headers if key == name]
    return [hop.strip() for line in lines for hop in line.split(",") if hop.strip()]


def _last(headers: Headers, name: bytes) -> str:
    """The value that the nearest proxy wrote; empty if there is none."""
    return next(iter(reversed(_listed(headers, name))), "")
