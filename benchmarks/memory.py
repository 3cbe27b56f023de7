"""Measures the memory of the stack, idle and after load, on SQLite beside Azurite.

    .venv/bin/python -m benchmarks.memory [--calls N]

What is added up is the proportional set size of all processes below each stack: host, fork server,
workers, and Azurite with the stand-ins where they run. Idle is some seconds after the first answer;
after load is some seconds after many calls by 16 callers.
"""

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from benchmarks.load import load, posting, session, stack_with
from benchmarks.processes import megabytes
from benchmarks.storm import WORKFLOWS
from sdk.sandbox import children

REST_SECONDS = 3
BARS = {"SQLite": "   (bars: 180, 240)", "Azurite": ""}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=3200)
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        for name, bars in BARS.items():
            before = {*children.listed(os.getpid())}
            where = Path(folder) / name
            with stack_with(where, WORKFLOWS, azurite=name == "Azurite") as stack:
                roots = [pid for pid in children.listed(os.getpid()) if pid not in before]
                idle, after = asyncio.run(measure(stack.url, roots, calls))
            print(f"{name:<10} idle {idle:6.0f} MiB   after {calls} calls {after:6.0f} MiB{bars}")


async def measure(url: str, roots: list[int], calls: int) -> tuple[float, float]:
    async with session(url) as client:
        run = posting(client, "/api/workflows/greet", {"name": "Ana"})
        await run(0)
        await asyncio.sleep(REST_SECONDS)
        idle = megabytes(roots)
        await load(run, calls, 16)
        await asyncio.sleep(REST_SECONDS)
        return idle, megabytes(roots)


if __name__ == "__main__":
    main()
