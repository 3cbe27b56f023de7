"""Measures the README's call end to end, beside bare routes, Azurite and Restate.

    .venv/bin/python -m benchmarks.golden [--calls N] [--restate FOLDER]

The development host on SQLite and another on Azurite, both with their data on disk, a bare route of
a process of its own, and the plainest route of the host. All are called over HTTP, in turns in one
run: the ratios are the claim, not the times. Turns of one call are what a caller sees who comes now
and then, turns of 120 what one sees who calls again and again; then 16 callers call at once.
``benchmarks/restate.py`` says what FOLDER is.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

import aiohttp

from benchmarks.load import Call, Measured, getting, in_turns, posting, session, stack_with
from benchmarks.restate import restate
from local.stack import ROOT

HELLO = ROOT / "workspace" / "examples" / "hello_world.py"
BODY = {"name": "Alice", "language": "spanish"}
CALLERS = 16
BLOCK = 120

BARE = """
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

async def greet(request: Request) -> JSONResponse:
    body = await request.json()
    return JSONResponse({"greeting": f"¡Hola, {body['name']}!"})

class Announcing(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)

app = Starlette(routes=[Route("/greet", greet, methods=["POST"])])
config = uvicorn.Config(app, port=0, http="httptools", loop="asyncio", log_level="warning")
Announcing(config).run()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200, help="of each, one by one")
    parser.add_argument("--restate", type=Path, help="where Restate is installed")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as started:
        code = HELLO.read_text()
        addresses = {
            name: started.enter_context(stack_with(Path(folder) / name, code, azurite=azurite)).url
            for name, azurite in (("SQLite", False), ("Azurite", True))
        }
        addresses["bare"] = started.enter_context(bare_route())
        if chosen.restate:
            installed = chosen.restate.resolve()
            addresses["Restate"] = started.enter_context(
                restate(installed, Path(folder) / "restate")
            )
        asyncio.run(measure(addresses, chosen.calls))


@contextmanager
def bare_route() -> Generator[str]:
    process = subprocess.Popen([sys.executable, "-c", BARE], stdout=subprocess.PIPE, text=True)
    try:
        port = process.stdout.readline().strip() if process.stdout else ""
        yield f"http://127.0.0.1:{port}/greet"
    finally:
        process.terminate()
        process.communicate()


async def measure(addresses: dict[str, str], calls: int) -> None:
    async with session() as client:
        chosen = the_calls(client, addresses)
        for block in (1, BLOCK):
            found = await in_turns(chosen, calls, block=block)
            print(f"in turns of {block}:")
            for name, measured in found.items():
                line(name, measured)
            compare(found)
        several = {
            name: call for name, call in chosen.items() if name.startswith(("golden", "Restate"))
        }
        many(await in_turns(several, 4 * calls, CALLERS, block=calls))


def the_calls(client: aiohttp.ClientSession, addresses: dict[str, str]) -> dict[str, Call]:
    golden = f"{addresses['SQLite']}/api/workflows/hello_world"
    calls = {
        "bare route": posting(client, addresses["bare"], BODY),
        "plain route": getting(client, f"{addresses['SQLite']}/api/version"),
        "golden, SQLite": posting(client, golden, BODY),
        "golden, Azurite": posting(
            client, f"{addresses['Azurite']}/api/workflows/hello_world", BODY
        ),
        "queued, SQLite": queued(client, golden),
    }
    if "Restate" in addresses:
        calls["Restate"] = posting(client, addresses["Restate"], BODY)
    return calls


def queued(client: aiohttp.ClientSession, url: str) -> Call:
    """Start a run by the queue, and ask for its record, which waits for the end."""

    async def call(number: int) -> object:
        del number
        headers = {"Prefer": "respond-async"}
        async with client.post(url, json=BODY, headers=headers) as accepted:
            place = url.partition("/api/")[0] + accepted.headers["Location"]
        async with client.get(place, headers={"Prefer": "wait=20"}) as record:
            found = cast("dict[str, object]", json.loads(await record.text()))
        if found["status"] != "Success":
            raise RuntimeError(f"the run did not end within 20 s: {found['status']}")
        return found

    return call


def many(found: dict[str, Measured]) -> None:
    """Print what 16 callers got at once."""
    for name, measured in found.items():
        print(
            f"{name:<16}{measured.rate:7.0f} ok/s at {CALLERS} callers, p95 {measured.p95:.0f} ms"
        )
    if "Restate" in found:
        ratio = found["golden, SQLite"].rate / found["Restate"].rate
        print(f"golden calls a second, in Restate's   {ratio:8.2f}   (bar: 1.2)")


def line(name: str, found: Measured) -> None:
    calls = len(found.times)
    print(f"{name:<16} p50 {found.p50:7.2f} ms   p95 {found.p95:7.2f} ms   ({calls} calls)")


def compare(found: dict[str, Measured]) -> None:
    golden = found["golden, SQLite"].p50
    for name, bar in (("bare route", "bar: 5"), ("golden, Azurite", "-"), ("Restate", "bar: 0.5")):
        if name in found:
            print(f"golden call, in p50 of {name:<16}{golden / found[name].p50:6.2f}   ({bar})")
    waited = found["queued, SQLite"].p50 / golden
    print(f"queued run, in p50 of golden call     {waited:8.2f}   (bar: 2)")


if __name__ == "__main__":
    main()
