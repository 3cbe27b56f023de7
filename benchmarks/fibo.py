"""Measures 40 executions of fibo(10), one after the other, on SQLite beside Azurite.

    .venv/bin/python -m benchmarks.fibo [--rounds N]

The development host of each, with its data on disk, and 40 calls of a bare route, are called in
turns in one run.
"""

import argparse
import asyncio
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.golden import bare_route
from benchmarks.load import Call, load, posting, session, stack_with

WORKFLOWS = """
from bifrost import workflow

@workflow
async def fibo(n: int) -> int:
    return _fibo(n)

def _fibo(n: int) -> int:
    return n if n < 2 else _fibo(n - 1) + _fibo(n - 2)
"""
EXECUTIONS = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, ExitStack() as started:
        addresses = {
            name: started.enter_context(
                stack_with(Path(folder) / name, WORKFLOWS, azurite=name == "Azurite")
            ).url
            for name in ("SQLite", "Azurite")
        }
        addresses["bare route"] = started.enter_context(bare_route())
        asyncio.run(measure(addresses, rounds))


async def measure(addresses: dict[str, str], rounds: int) -> None:
    async with session() as client:
        calls: dict[str, Call] = {
            name: posting(client, f"{addresses[name]}/api/workflows/fibo", {"n": 10})
            for name in ("SQLite", "Azurite")
        }
        calls["bare route"] = posting(client, addresses["bare route"], {"name": "Ana"})
        seconds: dict[str, list[float]] = {name: [] for name in calls}
        for number in range(rounds + 1):
            for name, call in calls.items():
                measured = await load(call, EXECUTIONS, 1)
                if number:
                    seconds[name].append(measured.seconds)
    for name, found in seconds.items():
        print(
            f"{EXECUTIONS} times, {name:<12}{statistics.median(found):6.2f} s   "
            f"(best {min(found):.2f} s, {rounds} rounds; bar on SQLite: 0.25 s)"
        )


if __name__ == "__main__":
    main()
