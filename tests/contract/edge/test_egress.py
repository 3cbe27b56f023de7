"""Every Egress keeps this contract; what only a network can do is tried on the real one."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from local.vault.authority import Authority
from shared.errors import Unavailable
from shared.services.outbound.egress import (
    Blocked,
    Egress,
    Incoming,
    MemoryEgress,
    Outgoing,
    RequestedBy,
)
from shared.services.outbound.web import WebEgress
from tests.contract.outside_site import Site, never, site

BODY = b"x" * 2000
METADATA = "http://169.254.169.254/metadata/identity/oauth2/token"


def ours(url: str, **more: Any) -> Outgoing:
    """A request by the operator, for which the exceptions count."""
    return replace(Outgoing(url, requested_by=RequestedBy.OPERATOR), **more)


@dataclass
class Listening:
    """Something on this machine that nobody is meant to reach."""

    port: int
    connections: int = 0


@pytest.fixture
async def listening() -> AsyncGenerator[Listening]:
    found = Listening(0)

    async def count(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found.connections += 1
        writer.close()

    server = await asyncio.start_server(count, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    yield found
    server.close()
    await server.wait_closed()


class Resolver(AbstractResolver):
    """Gives these addresses, one after the other, whatever the name."""

    def __init__(self, left: list[str]) -> None:
        self.left = left

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = ResolveResult(
            hostname=host, host=self.left.pop(0), port=port, family=family, proto=0, flags=0
        )
        return [found]

    async def close(self) -> None:
        return


async def answer(request: web.BaseRequest) -> web.StreamResponse:
    if request.path == "/moved":
        return web.Response(status=302, headers={"Location": METADATA})
    if request.path == "/slow":
        return await never(request)
    return web.Response(status=418, body=BODY, headers={"X-Kind": "Teapot"})


@pytest.fixture
async def outside() -> AsyncGenerator[Site]:
    async with site(answer) as found:
        yield found


@pytest.fixture(params=["memory", "web"])
async def egress(request: pytest.FixtureRequest, outside: Site) -> AsyncGenerator[Egress]:
    """One that may ask the site, but nothing else that is not public."""
    if request.param == "memory":
        moved = Incoming(302, {"location": METADATA}, b"")
        pot = Incoming(418, {"x-kind": "Teapot"}, BODY)
        answers = {f"{outside.url}/moved": moved, f"{outside.url}/": pot}
        yield MemoryEgress(answers, {outside.place})
    else:
        made = WebEgress({outside.place})
        yield made
        await made.close()


@pytest.fixture
async def strict() -> AsyncGenerator[WebEgress]:
    """As in production: nothing is excepted."""
    made = WebEgress()
    yield made
    await made.close()


async def test_an_answer_of_any_status_is_an_answer(egress: Egress, outside: Site) -> None:
    found = await egress.send(ours(f"{outside.url}/"))

    assert (found.status, found.headers["x-kind"], found.body) == (418, "Teapot", BODY)


async def test_a_redirect_is_told_and_not_followed(egress: Egress, outside: Site) -> None:
    found = await egress.send(ours(f"{outside.url}/moved"))

    assert (found.status, found.headers["location"]) == (302, METADATA)


async def test_an_answer_may_be_as_large_as_was_said(egress: Egress, outside: Site) -> None:
    found = await egress.send(ours(f"{outside.url}/", answer_bytes=len(BODY)))

    assert found.body == BODY
    with pytest.raises(Unavailable, match="more than 1999 bytes"):
        await egress.send(ours(f"{outside.url}/", answer_bytes=len(BODY) - 1))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "graph.microsoft.com",
        "//example.com/",
        "http://example.com/",
        "http://127.0.0.1:1/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://",
        "https:///x",
        "https://example.com:port/",
        "https://user:password@example.com/",
        "https://127.0.0.1\\@example.com/",
        "https://example.com\\.internal/",
        "https://example.com#@127.0.0.1/",
        "https://example.com?@127.0.0.1/",
        "https://example.com/#fragment",
        "https://exam ple.com/",
        "https://example.com/a b",
        "https://example.com/\r\nHost: internal",
        "https://\u24d4xample.com/",
        "https://[fe80::1%25eth0]/",
        "\thttps://example.com/",
        "https://example.com/\n",
    ],
)
async def test_what_is_not_a_plain_https_url_is_blocked(egress: Egress, url: str) -> None:
    with pytest.raises(Blocked):
        await egress.send(ours(url))


@pytest.mark.parametrize("prefix", ["https", "http"])
async def test_another_port_of_an_excepted_host_is_not_excepted(
    egress: Egress, outside: Site, prefix: str
) -> None:
    host, _, port = outside.place.rpartition(":")

    with pytest.raises((Blocked, Unavailable)):
        await egress.send(ours(f"{prefix}://{host}:{int(port) + 1}/"))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "0.0.0.0",  # noqa: S104  an address, not a place to listen
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
        "168.63.129.16",
        "10.0.0.1",
    ],
)
async def test_what_is_not_public_is_never_connected_to(
    strict: WebEgress, listening: Listening, host: str
) -> None:
    with pytest.raises(Blocked):
        await strict.send(ours(f"https://{host}:{listening.port}/", seconds=5))

    assert listening.connections == 0


async def test_a_name_is_judged_by_what_it_means_when_it_is_used(listening: Listening) -> None:
    """It meant somebody's public server when somebody looked, and means us a moment later."""
    resolver = Resolver(["203.0.113.1", "127.0.0.1"])
    await resolver.resolve("rebound.example")
    egress = WebEgress(resolver=resolver)

    with pytest.raises(Blocked):
        await egress.send(ours(f"https://rebound.example:{listening.port}/"))

    await egress.close()
    assert (listening.connections, resolver.left) == (0, [])


async def test_a_name_that_means_nothing_is_unavailable(strict: WebEgress) -> None:
    with pytest.raises(Unavailable):
        await strict.send(ours("https://no-such-name.invalid/", seconds=5))


async def test_a_certificate_that_nobody_vouches_for_is_not_accepted(tmp_path: Path) -> None:
    async with site(answer, tls=Authority(tmp_path).server_context()) as impostor:
        egress = WebEgress({impostor.place})

        with pytest.raises(Unavailable):
            await egress.send(ours(f"https://{impostor.place}/"))

        await egress.close()
    assert impostor.asked == []


async def test_who_does_not_answer_in_time_is_unavailable(egress: Egress, outside: Site) -> None:
    with pytest.raises(Unavailable):
        await egress.send(ours(f"{outside.url}/slow", seconds=0.2))


async def test_what_was_set_in_an_answer_is_not_sent_again(outside: Site) -> None:
    egress = WebEgress({outside.place})

    for _ in range(2):
        await egress.send(ours(f"{outside.url}/", headers={"Authorization": "Bearer x"}))

    await egress.close()
    _, headers = outside.asked[-1]
    assert headers["Authorization"] == "Bearer x"
    assert headers["Accept-Encoding"] == "identity"
    assert "Cookie" not in headers


@pytest.mark.parametrize("headers", [{"X-A\r\nX-B": "1"}, {"X-A": "1\r\nX-B: 2"}])
async def test_a_header_cannot_bring_another(outside: Site, headers: dict[str, str]) -> None:
    egress = WebEgress({outside.place})

    with pytest.raises(Blocked):
        await egress.send(ours(f"{outside.url}/", headers=headers))

    await egress.close()
    assert outside.asked == []
