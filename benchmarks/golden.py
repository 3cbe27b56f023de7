"""Measures the README's call end to end, beside a bare route on the same machine.

    .venv/bin/python -m benchmarks.golden [--calls N]

Both are called over HTTP, turn by turn, in one run: the ratio is the claim, not the times.
Azurite keeps its tables in memory here (on disk its own pauses would be measured).
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import httpx

from local.stack import ROOT, StackOptions, running

BODY = {"name": "Alice", "language": "spanish"}
KEY = {"x-functions-key": "test", "X-Organization-Id": "test-org-active"}

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

Call = Callable[[], httpx.Response]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200)
    calls = parser.parse_args().calls
    workspace = {"BIFROST_WORKSPACE_LOCATION": str(ROOT / "workspace")}
    with (
        tempfile.TemporaryDirectory() as data,
        running(StackOptions(Path(data), environment=workspace, in_memory=True)) as stack,
        bare_route() as bare_url,
        httpx.Client(timeout=30) as client,
    ):
        golden_url = f"{stack.url}/api/workflows/hello_world"
        measured = measure(
            {
                "bare route": lambda: client.post(bare_url, json=BODY),
                "golden call": lambda: client.post(golden_url, json=BODY, headers=KEY),
            },
            calls,
        )
    report(measured)


@contextmanager
def bare_route() -> Generator[str]:
    process = subprocess.Popen([sys.executable, "-c", BARE], stdout=subprocess.PIPE, text=True)
    try:
        port = process.stdout.readline().strip() if process.stdout else ""
        yield f"http://127.0.0.1:{port}/greet"
    finally:
        process.terminate()
        process.communicate()


def measure(what: dict[str, Call], calls: int) -> dict[str, list[float]]:
    """Return the milliseconds of each call, taken in turns after a warm-up."""
    found: dict[str, list[float]] = {name: [] for name in what}
    for number in range(calls + 10):
        for name, call in what.items():
            started = time.perf_counter()
            call().raise_for_status()
            if number >= 10:
                found[name].append((time.perf_counter() - started) * 1000)
    return found


def report(measured: dict[str, list[float]]) -> None:
    for name, times in measured.items():
        p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(f"{name:<12} p50 {p50:7.2f} ms   p99 {p99:7.2f} ms   ({len(times)} calls)")
    bare, golden = (statistics.median(measured[name]) for name in ("bare route", "golden call"))
    print(f"{'ratio':<12} p50 {golden / bare:7.1f}")


if __name__ == "__main__":
    main()
