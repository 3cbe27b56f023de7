"""Measures a queued run, from its request to its end as the caller sees it, beside a direct one.

    .venv/bin/python -m benchmarks.queued [--calls N] [--azurite]

The stack as ./start.sh runs it, on SQLite unless --azurite is given, called over HTTP in turns in
one run. A queued run is a POST with ``Prefer: respond-async`` and a GET of its record with
``Prefer: wait=20``; the same run through the queue alone (``BIFROST_DISPATCH=queue``) is asked for
every 5 ms. The ratio to the direct run is the claim, not the times.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import httpx

from local.stack import ROOT, Stack, StackOptions, running

BODY = {"name": "Alice", "language": "spanish"}
KEY = {"x-functions-key": "test", "X-Organization-Id": "test-org-active"}
WORKFLOW = "/api/workflows/hello_world"
QUEUED, WAITING = {"Prefer": "respond-async"}, {"Prefer": "wait=20"}
WARM_UP = 10
POLL_SECONDS = 0.005

Call = Callable[[], None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200, help="of each kind")
    parser.add_argument("--azurite", action="store_true", help="on Azurite instead of SQLite")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stacks:
        clients = {
            dispatch: _client(stacks, Path(folder) / dispatch, dispatch, azurite=chosen.azurite)
            for dispatch in ("local", "queue")
        }
        local, queue = clients["local"], clients["queue"]
        calls: dict[str, Call] = {
            "direct": lambda: _direct(local),
            "queued, claimed at once": lambda: _queued(local),
            "the same, asked every 5 ms": lambda: _polled(local),
            "queued, by a message": lambda: _polled(queue),
        }
        report(measure(calls, chosen.calls))


def _client(stacks: ExitStack, data: Path, dispatch: str, *, azurite: bool) -> httpx.Client:
    """Return a client of a stack of its own, which ends with the others."""
    environment = {
        "BIFROST_WORKSPACE_LOCATION": str(ROOT / "workspace"),
        "BIFROST_DISPATCH": dispatch,
    }
    options = StackOptions(data, environment=environment, in_memory=azurite)
    stack: Stack = stacks.enter_context(running(options))
    return stacks.enter_context(httpx.Client(base_url=stack.url, headers=KEY, timeout=60))


def _direct(client: httpx.Client) -> None:
    client.post(WORKFLOW, json=BODY).raise_for_status()


def _queued(client: httpx.Client) -> None:
    place = client.post(WORKFLOW, json=BODY, headers=QUEUED).headers["Location"]
    record = client.get(place, headers=WAITING).json()
    if record["status"] != "Success":
        raise SystemExit(f"the run did not end within 20 s: {record['status']}")


def _polled(client: httpx.Client) -> None:
    place = client.post(WORKFLOW, json=BODY, headers=QUEUED).headers["Location"]
    while client.get(place).json()["status"] != "Success":
        time.sleep(POLL_SECONDS)


def measure(calls: dict[str, Call], count: int) -> dict[str, list[float]]:
    """Return the milliseconds of each call, taken in turns after a warm-up."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(count + WARM_UP):
        for name, call in calls.items():
            began = time.perf_counter()
            call()
            if number >= WARM_UP:
                found[name].append((time.perf_counter() - began) * 1000)
    return found


def report(measured: dict[str, list[float]]) -> None:
    direct = statistics.median(measured["direct"])
    for name, times in measured.items():
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
        print(f"{name:<28} p50 {p50:7.2f} ms  p95 {p95:7.2f} ms  {p50 / direct:5.2f} of direct")
    print("bar: a queued run takes at most 2 of a direct one")


if __name__ == "__main__":
    main()
