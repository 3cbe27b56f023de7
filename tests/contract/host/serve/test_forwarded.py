"""Whose request it is, by its headers and its socket."""

from collections.abc import Sequence

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from host.errors import SettingsInvalid
from host.serve.forwarded import ForwardedHeaders, ProxyNetworks

PROXIES = ProxyNetworks.parse("10.0.0.0/8, fd00::/8")
STRANGER, PROXY = "203.0.113.9", "10.0.0.1"

Pairs = Sequence[tuple[str, str]]


async def seen(peer: str, headers: Pairs, proxies: ProxyNetworks = PROXIES) -> Request:
    """What the app behind gets to see."""
    found: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(scope)
        await JSONResponse({})(scope, receive, send)

    async def nothing(_: object) -> None:
        return

    async def no_message() -> dict[str, object]:
        return {"type": "http.request"}

    scope: Scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [(b"host", b"box"), *((k.encode(), v.encode()) for k, v in headers)],
        "client": (peer, 5000),
        "state": {},
    }
    await ForwardedHeaders(app, proxies)(scope, no_message, nothing)
    return Request(found[0])


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        (STRANGER, [], STRANGER),
        (STRANGER, ["192.0.2.1"], STRANGER),
        (STRANGER, ["10.0.0.1"], STRANGER),
        (PROXY, [], PROXY),
        (PROXY, ["192.0.2.1"], "192.0.2.1"),
        (PROXY, ["6.6.6.6, 192.0.2.1"], "192.0.2.1"),
        (PROXY, ["6.6.6.6", "192.0.2.1"], "192.0.2.1"),
        (PROXY, ["192.0.2.1, 10.0.0.7"], "192.0.2.1"),
        (PROXY, ["10.0.0.7"], "10.0.0.7"),
        (PROXY, ["192.0.2.1:4711"], "192.0.2.1"),
        (PROXY, ["[2001:db8::1]:4711"], "2001:db8::1"),
        (PROXY, ["6.6.6.6, unknown"], PROXY),
        (PROXY, ["6.6.6.6, unknown, 10.0.0.7"], "10.0.0.7"),
        ("::ffff:10.0.0.1", ["192.0.2.1"], "192.0.2.1"),
        ("fd00::1", ["2001:db8::1"], "2001:db8::1"),
        ("::ffff:203.0.113.9", ["192.0.2.1"], STRANGER),
    ],
)
async def test_the_caller_is_the_rightmost_hop_that_is_no_proxy(
    peer: str, forwarded: list[str], caller: str
) -> None:
    request = await seen(peer, [("x-forwarded-for", line) for line in forwarded])

    assert request.client is not None
    assert request.client.host == caller
    assert request.scope["state"]["address"] == caller
    assert "x-forwarded-for" not in request.headers


async def test_without_networks_nothing_forwarded_counts() -> None:
    request = await seen("127.0.0.1", [("x-forwarded-for", "6.6.6.6")], ProxyNetworks())

    assert request.client is not None
    assert request.client.host == "127.0.0.1"


@pytest.mark.parametrize("peer", [STRANGER, PROXY])
async def test_what_only_a_platform_may_say_is_removed(peer: str) -> None:
    names = ["X-MS-CLIENT-PRINCIPAL", "x-ms-client-principal-id", "forwarded", "x-real-ip"]
    names += ["x-original-url", "x-forwarded-prefix", "true-client-ip"]

    request = await seen(peer, [(name.lower(), "forged") for name in names])

    assert [name for name in names if name.lower() in request.headers] == []


async def test_a_proxy_says_how_and_where_it_was_asked() -> None:
    said = [("x-forwarded-proto", "https"), ("x-forwarded-host", "bifrost.example.com")]

    by_proxy, by_stranger = await seen(PROXY, said), await seen(STRANGER, said)

    assert (by_proxy.url.scheme, by_proxy.headers["host"]) == ("https", "bifrost.example.com")
    assert (by_stranger.url.scheme, by_stranger.headers["host"]) == ("http", "box")


async def test_a_scheme_that_is_none_does_not_count() -> None:
    request = await seen(PROXY, [("x-forwarded-proto", "javascript")])

    assert request.url.scheme == "http"


@pytest.mark.parametrize("text", ["10.0.0.0/33", "proxy.example.com", "10.0.0.1/8", "*"])
def test_what_is_no_network_is_refused_by_name(text: str) -> None:
    with pytest.raises(SettingsInvalid, match="BIFROST_PROXY_NETWORKS"):
        ProxyNetworks.parse(text)
