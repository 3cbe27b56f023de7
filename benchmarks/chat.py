"""How long a provider's first byte takes to a reader: ``python -m benchmarks.chat [turns]``.

A provider on this machine notes when it sends the first text of an answer. The platform runs as
``./start.sh`` runs it, and a reader follows each turn by ``/events``, as the page does.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Thread

import httpx
from aiohttp import web

from local.models.enrolling import CHAT, enrol
from local.stack import StackOptions, running

TURNS = 30
SCOPE = {"X-Organization-Id": "test-org-active"}
#: Turns that start what stays: the process of models, and the connections.
WARM_UP = 3


class NotingProvider:
    """Answers with two words; ``sent_at`` has when, in seconds since 1970, the first was sent."""

    def __init__(self) -> None:
        self.sent_at: list[float] = []

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        await request.read()
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        self.sent_at.append(time.time())
        for delta, finish in (({"content": "Hello "}, None), ({"content": "you."}, "stop")):
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {"id": "c", "model": CHAT, "choices": [choice]}
            await response.write(f"data: {json.dumps(chunk)}\n\n".encode())
            await asyncio.sleep(0.05)
        await response.write(b"data: [DONE]\n\n")
        return response


def serve(provider: NotingProvider) -> tuple[str, Callable[[], None]]:
    """Serve a provider on a loop and a thread of its own; return its address, and what ends it."""
    started: Future[str] = Future()
    loop, ended = asyncio.new_event_loop(), asyncio.Event()

    async def run() -> None:
        runner = web.ServerRunner(web.Server(provider.answer), shutdown_timeout=0.01)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        started.set_result(f"http://127.0.0.1:{runner.addresses[0][1]}/v1")
        await ended.wait()
        await runner.cleanup()

    thread = Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()

    def end() -> None:
        loop.call_soon_threadsafe(ended.set)
        thread.join()

    return started.result(10), end


def milliseconds_to_first_byte(client: httpx.Client, provider: NotingProvider, base: str) -> float:
    """Say something, and follow the answer to its end."""
    begun = client.post(f"{base}/messages", json={"text": "Hello"}).raise_for_status().json()
    last, came = "", 0.0
    while True:
        answer = client.get(begun["eventsUrl"], headers={"Last-Event-ID": last})
        if answer.raise_for_status().status_code == 204:
            return 1000 * (came - provider.sent_at[-1])
        if not came and "event: delta" in answer.text:
            came = time.time()
        last = answer.text.rpartition("id: ")[2].partition("\n")[0]


def measure(url: str, provider: NotingProvider, turns: int) -> list[float]:
    with httpx.Client(base_url=url, timeout=60, follow_redirects=True, headers=SCOPE) as client:
        client.get("/.auth/login/dev", params={"user": "owner@active.test"}).raise_for_status()
        found: list[float] = []
        for number in range(WARM_UP + turns):
            made = client.post("/api/chat/conversations", json={}).raise_for_status().json()
            base = f"/api/chat/conversations/{made['id']}"
            found.append(milliseconds_to_first_byte(client, provider, base))
            client.delete(base).raise_for_status()
            if number + 1 < WARM_UP + turns:
                time.sleep(3.1)  # a person may have 20 turns a minute
        return found[WARM_UP:]


def compare(
    measure: Callable[[str, NotingProvider, int], list[float]],
    reader: str,
    turns: int,
    *,
    client: Path | None = None,
) -> None:
    """Measure as many turns as the first argument says; print the milliseconds that they took."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else turns
    provider = NotingProvider()
    place, end = serve(provider)
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            running(StackOptions(Path(folder), client=client)) as stack,
        ):
            enrol(stack.url, place)
            found = sorted(measure(stack.url, provider, turns))
    finally:
        end()
    print(f"{turns} turns: the provider's first byte reaches {reader}")
    median, late = statistics.median(found), found[int(0.95 * (len(found) - 1))]
    print(f"p50 {median:.0f} ms, p95 {late:.0f} ms, most {found[-1]:.0f} ms")


if __name__ == "__main__":
    compare(measure, "a reader", TURNS)
