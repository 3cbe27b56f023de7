"""Measures a run over HTTP beside a bare route, and the time until a queued run starts.

    .venv/bin/python -m benchmarks.over_http [--seconds N]

The development host, Azurite with its tables in memory, and a bare Starlette route that makes
two inserts a request with the same client, called in turns in one run. Ratios are the claim.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import httpx

from local.stack import Stack, StackOptions, running

WORKFLOWS = """
from bifrost import workflow

@workflow
async def nothing() -> None: ...

@workflow
async def fibo(n: int) -> int:
    return n if n < 2 else _fibo(n - 1) + _fibo(n - 2)

def _fibo(n: int) -> int:
    return n if n < 2 else _fibo(n - 1) + _fibo(n - 2)
"""
KEY = {"x-functions-key": "test", "X-Organization-Id": "test-org-active"}
AT_ONCE = 32
ROUNDS = 3

TWO_INSERTS = """
import os, uuid
from contextlib import asynccontextmanager
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from shared.services.azure.connect import connect
from shared.settings import Settings

services = []

async def insert(request):
    await request.json()
    for _ in range(2):
        columns = {"v": "1", "record": "x" * 500}
        await services[0].executions.insert("bench", uuid.uuid4().hex, columns)
    return JSONResponse(None)

@asynccontextmanager
async def life(app):
    services.append(connect(Settings.model_validate(os.environ)))
    yield
    await services[0].close()

class Announcing(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)

app = Starlette(routes=[Route("/", insert, methods=["POST"])], lifespan=life)
config = uvicorn.Config(app, port=0, http="httptools", loop="asyncio", log_level="warning")
Announcing(config).run()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4, help="of load, for each and round")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        workspace.mkdir()
        (workspace / "bench.py").write_text(WORKFLOWS)
        chosen = {
            "BIFROST_WORKSPACE_LOCATION": str(workspace),
            "BIFROST_WORKERS": str(AT_ONCE),
            "BIFROST_WORKERS_PER_ORGANIZATION": str(AT_ONCE),
        }
        options = StackOptions(Path(folder) / "data", environment=chosen, in_memory=True)
        with running(options) as stack, bare_route(stack) as bare:
            asyncio.run(measure(stack, bare, seconds))


@contextmanager
def bare_route(stack: Stack) -> Generator[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", TWO_INSERTS],
        stdout=subprocess.PIPE,
        text=True,
        env={**stack.settings, "PATH": "/usr/bin:/bin"},
    )
    try:
        port = process.stdout.readline().strip() if process.stdout else ""
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.communicate()


async def measure(stack: Stack, bare: str, seconds: float) -> None:
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(timeout=60, headers=KEY, limits=limits) as client:
        api = f"{stack.url}/api/workflows"
        await _fibonacci(client, api, bare)
        await _queue(client, api)
        await _throughput(client, api, bare, seconds)


async def _fibonacci(client: httpx.AsyncClient, api: str, bare: str) -> None:
    """Measure in turns with the bare route, which shows how fast this machine is at the moment."""
    times: dict[str, list[float]] = {f"{api}/fibo": [], bare: []}
    for _ in range(7):
        for url, found in times.items():
            found.append(await _forty(client, url))
    runs, inserts = (statistics.median(found) for found in times.values())
    print(f"40 times fibo(10), one by one    {runs:6.2f} s   (bar: 0.5)")
    print(f"40 times the bare route          {inserts:6.2f} s   (fibo: {runs / inserts:.2f} times)")


async def _forty(client: httpx.AsyncClient, url: str) -> float:
    began = time.perf_counter()
    for _ in range(40):
        (await client.post(url, json={"n": 10})).raise_for_status()
    return time.perf_counter() - began


async def _queue(client: httpx.AsyncClient, api: str) -> None:
    waits: list[float] = []
    for _ in range(60):
        headers = {"Prefer": "respond-async"}
        answer = await client.post(f"{api}/nothing", json={}, headers=headers)
        place = answer.headers["Location"].removeprefix("/api/workflows")
        waits.append(await _wait(client, f"{api}{place}"))
    p95 = statistics.quantiles(waits, n=20)[18]
    p50 = statistics.median(waits)
    print(f"queue to start, warm             {p50:6.2f} s p50 {p95:6.2f} s p95 (bar: 1.0)")


async def _wait(client: httpx.AsyncClient, record: str) -> float:
    """Return the seconds from acceptance to the start of the run."""
    while True:
        found = (await client.get(record)).json()
        if found["startedAt"]:
            started, created = (
                datetime.fromisoformat(found[n]) for n in ("startedAt", "createdAt")
            )
            return (started - created).total_seconds()
        await asyncio.sleep(0.05)


async def _throughput(client: httpx.AsyncClient, api: str, bare: str, seconds: float) -> None:
    rates: dict[str, list[float]] = {f"{api}/nothing": [], bare: []}
    for number in range(ROUNDS + 1):
        for url, found in rates.items():
            rate = await _rate(client, url, seconds)
            if number:
                found.append(rate)
    run, insert = (statistics.median(found) for found in rates.values())
    print(f"two inserts in a bare route      {insert:6.0f} /s at {AT_ONCE} at once")
    print(f"a run                            {run:6.0f} /s")
    print(f"  of the bare route              {run / insert:6.0%}   (bar: 40%)")


async def _rate(client: httpx.AsyncClient, url: str, seconds: float) -> float:
    until = time.perf_counter() + seconds
    done = 0

    async def call() -> None:
        nonlocal done
        while time.perf_counter() < until:
            (await client.post(url, json={})).raise_for_status()
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(call() for _ in range(AT_ONCE)))
    return done / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
