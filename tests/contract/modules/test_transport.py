"""How a request gets to a system: lines that are kept, dropped, slow and cut off."""

import asyncio
import gc
import ssl
import threading
import time
from pathlib import Path
from socket import socket

import pytest
import trustme
from aiohttp import web

from modules.authentication import Connection
from modules.client import Client
from modules.errors import ApiUnavailable
from modules.transport import HttpTransport, NoAnswer, Request
from tests.contract.modules.vendor import MARKER, Naps, Platform, Vendor, client_of
from tests.contract.outside_site import never, site

pytestmark = pytest.mark.usefixtures("platform")


async def drips(request: web.BaseRequest) -> web.StreamResponse:
    """Something every moment, so that no single read takes long."""
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(200):
        await response.write(b" ")
        await asyncio.sleep(0.05)
    return response


async def well(_: web.BaseRequest) -> web.StreamResponse:
    return web.json_response({})


async def test_a_line_is_kept_for_reading_and_a_new_one_taken_for_changes(
    system: Vendor, naps: Naps
) -> None:
    ports: list[int] = []
    system.pages = lambda request: ports.append(request.transport.get_extra_info("peername")[1])  # pyright: ignore
    client = client_of(system)

    for _ in range(3):
        await client.get("/things")
    await client.post("/things", {})

    assert len(set(ports[:3])) == 1
    assert ports[3] != ports[0]


async def test_a_line_that_the_other_side_dropped_is_not_noticed(naps: Naps) -> None:
    connections = 0

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """It promises to stay, and goes."""
        nonlocal connections
        connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer_once, "127.0.0.1", 0)
    place: socket = server.sockets[0]
    url = f"http://127.0.0.1:{place.getsockname()[1]}"
    client = Client("Example", url, Connection("example"))

    answers = [await client.get("/things") for _ in range(3)]

    assert (answers, connections, naps.seconds) == ([{}, {}, {}], 3, [])
    server.close()


async def test_nothing_is_left_of_a_client_that_is_gone(system: Vendor, naps: Naps) -> None:
    """Warnings are errors here: a socket that was left open would be one."""
    client = client_of(system)
    await client.get("/things")

    del client
    gc.collect()


async def test_a_system_that_is_not_there_is_said_so(naps: Naps) -> None:
    for url, says in (
        ("http://127.0.0.1:9", "refuses connections"),
        ("https://nowhere.invalid", "its name is not known"),
    ):
        client = Client("Example", url, Connection("example"))
        with pytest.raises(ApiUnavailable, match=says):
            await client.post("/things", {})

    assert len(naps.seconds) == 8


async def test_a_slow_system_is_given_up_and_no_thread_waits_on(naps: Naps) -> None:
    async with site(drips) as slow:
        begun = time.monotonic()
        request = Request("GET", f"{slow.url}/", seconds=0.5)
        with pytest.raises(NoAnswer, match=r"within 0\.5 s"):
            await HttpTransport().send(request)

        assert time.monotonic() - begun < 3
        await asyncio.get_running_loop().shutdown_default_executor()
        assert time.monotonic() - begun < 3
        assert [t for t in threading.enumerate() if t.name.startswith("asyncio_")] == []


async def test_a_run_that_is_cut_off_leaves_no_request_behind() -> None:
    async with site(never) as slow:
        asking = asyncio.create_task(HttpTransport().send(Request("GET", f"{slow.url}/")))
        await asyncio.sleep(0.3)
        begun = time.monotonic()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.get_running_loop().shutdown_default_executor()

    assert time.monotonic() - begun < 2


async def test_a_header_that_cannot_be_sent_is_not_quoted(
    system: Vendor, naps: Naps, platform: Platform
) -> None:
    platform.tokens = [f"{MARKER}\r\nX-Evil: 1"]

    with pytest.raises(ValueError, match="cannot be sent") as caught:
        await client_of(system).get("/things")

    assert MARKER not in str(caught.value)
    assert system.asked == []


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def test_a_system_that_cannot_prove_who_it_is_gets_no_token(
    tls: ssl.SSLContext, naps: Naps
) -> None:
    async with site(well, tls) as impostor:
        client = Client("Example", f"https://{impostor.place}", Connection("example"))

        with pytest.raises(ApiUnavailable, match="its certificate is not good"):
            await client.get("/things")

    assert (impostor.asked, naps.seconds) == ([], [])


async def test_tls_is_asked_kept_and_given_up_like_everything_else(
    tls: ssl.SSLContext, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    transport = HttpTransport()

    async with site(well, tls) as system, site(drips, tls) as slow:
        answers = [await transport.send(Request("GET", f"https://{system.place}/")) for _ in "abc"]
        begun = time.monotonic()
        with pytest.raises(NoAnswer, match="did not answer within"):
            await transport.send(Request("GET", f"https://{slow.place}/", seconds=0.5))
        await asyncio.get_running_loop().shutdown_default_executor()

    assert {answer.status for answer in answers} == {200}
    assert time.monotonic() - begun < 4
