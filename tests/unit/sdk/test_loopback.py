"""Servers and clients of one process find each other without a network."""

import socket
import subprocess
import sys
from pathlib import Path

from sdk.worker.loopback import HINT, LoopbackSocket

ROOT = Path(__file__).parents[3]
#: The kernel refuses sockets, as for tests: what works then needs none.
WALLED = """
import asyncio, json, socket, sys, urllib.request
sys.path.insert(0, {root!r})
from sdk.sandbox import seccomp, syscalls
from sdk.worker import loopback
syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
seccomp.restrict(seccomp.without_network())
loopback.install()
from bifrost import testing
"""

RECORDED = """
with testing.http([{"path": "/a", "json": {"id": 7}}, {"path": "/a", "json": {"id": 8}}]) as http:
    first = json.load(urllib.request.urlopen(http.url + "/a"))
    second = json.load(urllib.request.urlopen(http.url.replace("127.0.0.1", "localhost") + "/a"))
print(first, second)
"""

STREAMS = """
async def main():
    async def echo(reader, writer):
        writer.write((await reader.readline()).upper())
        writer.close()
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"hello\\n")
    print(await reader.read(), writer.get_extra_info("peername") == (host, port))
    writer.close()
    server.close()
asyncio.run(main())
"""

OUTSIDE = """
for ask in (lambda: urllib.request.urlopen("http://example.com"),
            lambda: socket.create_connection(("192.0.2.1", 80)),
            lambda: socket.create_connection(("127.0.0.1", 9)),
            lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)):
    try:
        ask()
    except OSError as error:
        print(type(error).__name__, error)
"""


def walled(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WALLED.format(root=str(ROOT)) + program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_recorded_exchanges_are_replayed_without_a_network() -> None:
    assert walled(RECORDED) == "{'id': 7} {'id': 8}\n"


def test_streams_of_asyncio_reach_a_server_of_the_process() -> None:
    assert walled(STREAMS) == "b'HELLO\\n' True\n"


def test_nothing_else_is_reached_and_the_error_says_why() -> None:
    lines = walled(OUTSIDE).splitlines()

    assert HINT in lines[0]
    assert lines[1].startswith("PermissionError")
    assert HINT in lines[1]
    assert lines[2].startswith("ConnectionRefusedError")
    assert lines[3].startswith("PermissionError")
    assert len(lines) == 4


def test_nothing_is_installed_by_the_import() -> None:
    assert socket.socket is not LoopbackSocket
