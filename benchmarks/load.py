"""Callers over HTTP for the benchmarks: so many at once, and what they measured."""

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from local.stack import Stack, StackOptions, running

KEY = {"x-functions-key": "test", "X-Organization-Id": "test-org-active"}

#: A call, by the number that it has in its load; it raises if the answer is not the expected one.
Call = Callable[[int], Awaitable[object]]


@dataclass
class Measured:
    """The milliseconds of each call, and the seconds that all of them took."""

    times: list[float] = field(default_factory=list[float])
    seconds: float = 0

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[18]

    @property
    def rate(self) -> float:
        """Calls a second."""
        return len(self.times) / self.seconds

    def add(self, other: "Measured") -> None:
        self.times += other.times
        self.seconds += other.seconds


async def load(call: Call, calls: int, callers: int) -> Measured:
    """Make so many calls, by so many callers, each of which makes one at a time."""
    measured = Measured()
    numbers = iter(range(calls))

    async def caller() -> None:
        for number in numbers:
            began = time.perf_counter()
            await call(number)
            measured.times.append((time.perf_counter() - began) * 1000)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(callers):
            group.create_task(caller())
    measured.seconds = time.perf_counter() - began
    return measured


async def in_turns(
    calls: dict[str, Call], count: int, callers: int = 1, *, block: int = 1
) -> dict[str, Measured]:
    """Make each call so often, in turns of so many, after ten of each to warm up.

    In turns of one, each finds the processor's caches full of another's code.
    """
    found = {name: Measured() for name in calls}
    for call in calls.values():
        await load(call, 10, callers)
    for _ in range(0, count, block):
        for name, call in calls.items():
            found[name].add(await load(call, block, callers))
    return found


@contextmanager
def stack_with(
    folder: Path, workflows: str, *, azurite: bool = False, **environment: str
) -> Generator[Stack]:
    """Run the stack in a folder, on SQLite or on Azurite with its data on disk."""
    workspace = folder / "workspace"
    workspace.mkdir(parents=True)
    (workspace / "bench.py").write_text(workflows)
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace), **environment}
    options = StackOptions(folder / "data", environment=chosen, azurite=azurite)
    with ExitStack() as started:
        with _quiet(folder / "log"):
            stack = started.enter_context(running(options))
        yield stack


@contextmanager
def _quiet(log: Path) -> Generator[None]:
    """Let the processes that start now write their log lines to a file."""
    kept = os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def session(url: str = "") -> aiohttp.ClientSession:
    """A client with the development host's key, for one organization; 100 connections at most."""
    return aiohttp.ClientSession(url or None, headers=KEY)


def posting(client: aiohttp.ClientSession, url: str, body: object, *statuses: int) -> Call:
    """Post the same body each time; 200 is expected, or one of these."""

    async def call(number: int) -> object:
        del number
        async with client.post(url, json=body) as answer:
            return await _expected(answer, statuses or (200,))

    return call


def getting(client: aiohttp.ClientSession, url: str) -> Call:
    """Get the same address each time."""

    async def call(number: int) -> object:
        del number
        async with client.get(url) as answer:
            return await _expected(answer, (200,))

    return call


async def _expected(answer: aiohttp.ClientResponse, statuses: tuple[int, ...]) -> object:
    text = await answer.text()
    if answer.status not in statuses:
        raise RuntimeError(f"{answer.url} answered {answer.status}: {text[:300]}")
    return text
