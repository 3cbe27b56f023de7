"""Measures the processor time of a stack that does nothing, on each store.

    .venv/bin/python -m benchmarks.idle [--seconds N]

The stack as ./start.sh runs it, on SQLite and on Azurite, in turns in one run. After a few calls
each is left alone; what its processes use then is read from /proc, in milliseconds a second.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import httpx

from local.stack import ROOT, Stack, StackOptions, running

KEY = {"x-functions-key": "test", "X-Organization-Id": "test-org-active"}
ROUNDS = 2
#: Until the heartbeat, the log writers and spare workers of the last call have gone to rest.
SETTLE_SECONDS = 70


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="for each store and round")
    seconds = parser.parse_args().seconds
    found: dict[str, list[float]] = {"SQLite": [], "Azurite": []}
    workspace = {"BIFROST_WORKSPACE_LOCATION": str(ROOT / "workspace")}
    with tempfile.TemporaryDirectory() as folder:
        one = StackOptions(Path(folder) / "one", environment=workspace)
        other = StackOptions(Path(folder) / "other", environment=workspace, azurite=True)
        mine = os.getpid()
        with running(one) as sqlite:
            of_sqlite = below(mine)
            with running(other) as azurite:
                for stack in (sqlite, azurite):
                    warm(stack)
                time.sleep(SETTLE_SECONDS)
                of_azurite = below(mine) - below_all(of_sqlite)
                for _ in range(ROUNDS):
                    found["SQLite"].append(_use(below_all(of_sqlite), seconds))
                    found["Azurite"].append(_use(of_azurite, seconds))
    for name, used in found.items():
        print(f"{name:<8} idle {statistics.median(used):7.1f} ms of processor time a second")


def warm(stack: Stack) -> None:
    with httpx.Client(base_url=stack.url, headers=KEY, timeout=60) as client:
        for _ in range(10):
            answer = client.post("/api/workflows/hello_world", json={"name": "Ada"})
            answer.raise_for_status()


def _use(processes: Iterable[int], seconds: float) -> float:
    """Return the milliseconds of processor time a second that these processes use meanwhile."""
    chosen = list(processes)
    before, began = nanoseconds(chosen), time.monotonic()
    time.sleep(seconds)
    return (nanoseconds(chosen) - before) / 1e6 / (time.monotonic() - began)


def nanoseconds(processes: Iterable[int]) -> int:
    """Return the processor time of all threads of these processes so far."""
    found = 0
    for process in processes:
        for file in Path(f"/proc/{process}/task").glob("*/schedstat"):
            found += int(file.read_text().split()[0])
    return found


def below_all(processes: Iterable[int]) -> set[int]:
    """Return these processes and those below them that run now."""
    chosen = {process for process in processes if Path(f"/proc/{process}").exists()}
    return chosen.union(*(below(process) for process in chosen))


def below(process: int) -> set[int]:
    """Return every process below this one."""
    children: dict[int, set[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (parent := _parent(folder)):
            children.setdefault(parent, set()).add(int(folder.name))
    found: set[int] = set()
    waiting = [process]
    while waiting:
        fresh = children.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


if __name__ == "__main__":
    main()
