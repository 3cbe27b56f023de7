"""Measures many callers beside one, and counts the worker processes that they need.

    .venv/bin/python -m benchmarks.storm [--calls N] [--callers N] [--azurite]

The development host on SQLite. In each round one caller makes calls, then many do, then as many
call a plain route of the same host: what is claimed are the ratios, and the numbers of processes.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from benchmarks.load import Measured, getting, load, posting, session, stack_with
from benchmarks.processes import Workers, watched
from local.stack import Stack

WORKFLOWS = """
from bifrost import workflow

@workflow
async def greet(name: str) -> dict[str, str]:
    return {"greeting": f"Hello, {name}!"}
"""
ROUNDS = 8
MOST_PROCESSES, MOST_MADE, MOST_TIMES = 33, 70, 25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=3200, help="of many callers, in all")
    parser.add_argument("--callers", type=int, default=16)
    parser.add_argument("--azurite", action="store_true", help="instead of SQLite")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        stack_with(Path(folder), WORKFLOWS, azurite=chosen.azurite) as stack,
    ):
        asyncio.run(measure(stack, chosen.calls, chosen.callers))


async def measure(stack: Stack, calls: int, callers: int) -> None:
    one, many, plain = Measured(), Measured(), Measured()
    per_round = max(calls // ROUNDS, 1)
    async with session(stack.url) as client:
        run = posting(client, "/api/workflows/greet", {"name": "Ana"})
        version = getting(client, "/api/version")
        await load(run, 20, 1)
        with watched(stack.host.pid) as workers:
            for _ in range(ROUNDS):
                one.add(await load(run, 25, 1))
                many.add(await load(run, per_round, callers))
                plain.add(await load(version, per_round, callers))
            await asyncio.sleep(1)
    report(callers, one, many, plain, workers)


def report(callers: int, one: Measured, many: Measured, plain: Measured, workers: Workers) -> None:
    for name, found in (("1 caller", one), (f"{callers} callers", many), ("plain route", plain)):
        print(
            f"{name:<14}{found.rate:7.0f} ok/s   p50 {found.p50:7.2f} ms   "
            f"p95 {found.p95:7.2f} ms   max {max(found.times):7.1f} ms   ({len(found.times)} calls)"
        )
    times = many.p95 / one.p50
    print(f"p95 of {callers} callers, in p50 of one      {times:6.1f}   (bar: {MOST_TIMES})")
    print(f"worker processes alive at most       {workers.most:6}   (bar: {MOST_PROCESSES})")
    print(f"worker processes made                {workers.made:6}   (bar: {MOST_MADE})")
    print(f"worker processes after               {workers.alive:6}")


if __name__ == "__main__":
    main()
