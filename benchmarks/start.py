"""Measures the second start of ./start.sh, on SQLite beside Azurite.

    .venv/bin/python -m benchmarks.start [--rounds 5]

Both are started in turns over data of an earlier start, so nothing is installed or seeded. Printed
are the medians until the addresses are there and until the first call is answered, and the
processor time that all processes of a start used until they ended.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.integration.start_script import started

KINDS = {"SQLite": [], "Azurite": ["--azurite"]}
CALL = "/api/workflows/hello_world"
HEADERS = {"x-functions-key": "test", "x-organization-id": "test-org-active"}


@dataclass(frozen=True, slots=True)
class Start:
    """The seconds of one start."""

    ready: float
    answered: float
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    found: dict[str, list[Start]] = {kind: [] for kind in KINDS}
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            measure(kind, Path(folder))
        for _ in range(rounds):
            for kind in KINDS:
                found[kind].append(measure(kind, Path(folder)))
    print(f"medians of {rounds} second starts, in turns; load {os.getloadavg()[0]:.1f}")
    print(f"{'':10}{'ready':>8}{'answered':>10}{'processor':>11}")
    for kind, starts in found.items():
        ready, answered, processor = (
            statistics.median(getattr(start, name) for start in starts)
            for name in ("ready", "answered", "processor")
        )
        print(f"{kind:10}{ready:7.2f}s{answered:9.2f}s{processor:10.2f}s")


def measure(kind: str, folder: Path) -> Start:
    """Start it, call the golden workflow once, and stop it."""
    before = _children_processor_seconds()
    with started("--port", "0", "--data", str(folder / kind), *KINDS[kind]) as running:
        begun = time.monotonic()
        answer = httpx.post(f"{running.url}{CALL}", json={"name": "Ada"}, headers=HEADERS)
        answered = running.seconds + time.monotonic() - begun
        answer.raise_for_status()
    return Start(running.seconds, answered, _children_processor_seconds() - before)


def _children_processor_seconds() -> float:
    """Of the processes that ended and were waited for, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
