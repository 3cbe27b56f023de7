"""Measures ten minutes of mixed calls by four callers: the last minute beside the first.

    .venv/bin/python -m benchmarks.mixed [--minutes N] [--window SECONDS] [--azurite]

Golden and queued runs, forms, lists, refusals and scripts, one after the other. A call of the
plainest route follows each of them: its time says how quick the machine was in that minute, so the
claim is the rate of mixed calls, and that rate compared with the plain route's time.
"""

import argparse
import asyncio
import base64
import itertools
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.load import Call, getting, load, posting, session, stack_with
from benchmarks.processes import descriptors, megabytes, watched
from local.stack import Stack

WORKFLOWS = """
from bifrost import workflow

@workflow(access="members")
async def greet(name: str) -> dict[str, str]:
    return {"greeting": f"Hello, {name}!"}
"""
ADMINISTRATOR = "admin@bifrost.test"
ORGANIZATION = {"X-Organization-Id": "test-org-active"}
SCRIPT = base64.b64encode(b"print('hello')\nreturn 1 + 1\n").decode()
CALLERS = 4
BAR = 0.9


@dataclass
class Window:
    """What was called in so many seconds."""

    calls: Counter[str] = field(default_factory=Counter[str])
    plain: list[float] = field(default_factory=list[float])
    megabytes: float = 0
    descriptors: int = 0


class Windows:
    """The windows of a measurement, which begins now."""

    def __init__(self, count: int, length: float) -> None:
        self.all = [Window() for _ in range(count)]
        self._length = length
        self._began = time.perf_counter()

    def now(self) -> Window | None:
        """Return the window of this moment; None if the last one is over."""
        number = int((time.perf_counter() - self._began) / self._length)
        return self.all[number] if number < len(self.all) else None

    async def watch(self, host: int) -> None:
        """Note the host's memory and descriptors at the end of each window."""
        for window in self.all:
            await asyncio.sleep(self._length * 0.95)
            window.megabytes = await asyncio.to_thread(megabytes, [host])
            window.descriptors = descriptors(host)
            await asyncio.sleep(self._length * 0.05)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--window", type=float, default=60, help="seconds that are compared")
    parser.add_argument("--azurite", action="store_true", help="instead of SQLite")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        stack_with(Path(folder), WORKFLOWS, azurite=chosen.azurite) as stack,
    ):
        asyncio.run(measure(stack, chosen.minutes * 60, chosen.window))


async def measure(stack: Stack, seconds: float, length: float) -> None:
    jar = aiohttp.CookieJar(unsafe=True)  # for addresses that are no names
    async with (
        session(stack.url) as client,
        aiohttp.ClientSession(stack.url, cookie_jar=jar, headers=ORGANIZATION) as administrator,
    ):
        async with administrator.get("/.auth/login/dev", params={"user": ADMINISTRATOR}):
            pass
        calls = await the_calls(client, administrator)
        plain = getting(client, "/api/version")
        for call in calls.values():
            await call(0)
        with watched(stack.host.pid) as workers:
            windows = await mixed(stack, calls, plain, seconds, length)
    report(windows, length)
    print(f"worker processes: {workers.most} at most, {workers.made} made")


async def the_calls(
    client: aiohttp.ClientSession, administrator: aiohttp.ClientSession
) -> dict[str, Call]:
    form = {
        "name": "Greeting",
        "linkedWorkflow": "greet",
        "accessLevel": "authenticated",
        "formSchema": {"fields": [{"name": "name", "label": "Name", "type": "text"}]},
    }
    async with administrator.post("/api/forms", json=form) as made:
        made.raise_for_status()
        form_id = (await made.json())["id"]
    body = {"name": "Ana"}
    script = {"code": SCRIPT, "scriptName": "hello"}
    return {
        "golden": posting(client, "/api/workflows/greet", body),
        "queued": queued(client),
        "form": posting(administrator, f"/api/forms/{form_id}/execute", {"formData": body}),
        "list": getting(client, "/api/workflows/greet/executions?limit=50"),
        "forms": getting(administrator, "/api/forms"),
        "refused input": posting(client, "/api/workflows/greet", {"name": 1}, 400),
        "unknown": posting(client, "/api/workflows/unknown", body, 404),
        "script": posting(administrator, "/api/workflows/execute", script, 200, 202),
    }


def queued(client: aiohttp.ClientSession) -> Call:
    """Start a run by the queue, and do not wait for it."""

    async def call(number: int) -> object:
        del number
        headers = {"Prefer": "respond-async"}
        url = "/api/workflows/greet"
        async with client.post(url, json={"name": "Ana"}, headers=headers) as answer:
            if answer.status != 202:
                raise RuntimeError(f"{url} answered {answer.status}")

    return call


async def mixed(
    stack: Stack, calls: dict[str, Call], plain: Call, seconds: float, length: float
) -> list[Window]:
    windows = Windows(max(2, round(seconds / length)), length)
    async with asyncio.TaskGroup() as group:
        group.create_task(windows.watch(stack.host.pid))
        for number in range(CALLERS):
            names = [*calls][number * 2 :] + [*calls][: number * 2]
            group.create_task(caller(windows, [(name, calls[name]) for name in names], plain))
    return windows.all


async def caller(windows: Windows, calls: list[tuple[str, Call]], plain: Call) -> None:
    """Make the calls one after the other, each with a plain one, until the last window is over."""
    for name, call in itertools.cycle(calls):
        await call(0)
        if (window := windows.now()) is None:
            return
        window.calls[name] += 1
        one = await load(plain, 1, 1)
        window.plain += one.times


def report(windows: list[Window], length: float) -> None:
    for number, window in enumerate(windows):
        rate = window.calls.total() / length
        print(
            f"window {number + 1:3}{rate:8.1f} calls/s   plain route {plain_of(window):6.2f} ms   "
            f"{window.megabytes:6.0f} MiB   {window.descriptors:4} descriptors"
        )
    first, last = windows[0], windows[-1]
    rates = last.calls.total() / first.calls.total()
    machine = plain_of(last) / plain_of(first)
    print(f"rate of the last window, in that of the first         {rates:6.2f}   (bar: {BAR})")
    print(
        f"the same, by the time of the plain route         {rates * machine:11.2f}   (bar: {BAR})"
    )
    print("calls:", ", ".join(f"{name} {count}" for name, count in sorted(last.calls.items())))


def plain_of(window: Window) -> float:
    return statistics.median(window.plain)


if __name__ == "__main__":
    main()
