"""Kill -9 of the platform in the middle of executions, on both stores: every accepted one ends.

The intervals are shortened by the settings that production has, too.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from local.stack import Stack, StackOptions, hosted, services
from tests.integration.conftest import KEY
from tests.support.processes import is_alive
from tests.support.recorded_logs import Notes

pytestmark = pytest.mark.sampled(one_of=3, within="module")

SHORT = {
    "BIFROST_BEAT_SECONDS": "1",
    "BIFROST_SILENCE_SECONDS": "3",
    "BIFROST_LOST_SECONDS": "4",
    "BIFROST_RESEND_SECONDS": "5",
}
FINAL = {"Success", "CompletedWithErrors", "Failed", "Timeout", "Cancelled"}
BOUND_SECONDS = 150
#: Within which the processes of a platform that was killed have ended.
END_SECONDS = 10
#: Moments at which the platform is killed; BIFROST_TEST_KILLS=1000 takes hours and finds rare ones.
KILLS = int(os.environ.get("BIFROST_TEST_KILLS", "4"))


Start = Callable[[], AbstractContextManager[Stack]]


@pytest.fixture(params=["sqlite", "azurite"])
def start(workspace: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Generator[Start]:
    """Starts a host over a store that outlives it: one, then the other."""
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace), **SHORT}
    options = StackOptions(tmp_path, environment=chosen, in_memory=request.param == "azurite")
    with services(options) as settings:
        yield lambda: hosted(options, settings)


def kill(stack: Stack) -> None:
    os.kill(stack.host.pid, signal.SIGKILL)
    stack.host.wait()


def client_of(stack: Stack) -> httpx.Client:
    return httpx.Client(base_url=f"{stack.url}/api", headers=KEY, timeout=30)


def start_some(client: httpx.Client, notes: Notes) -> list[str]:
    """Asynchronous ones that are accepted; some run when the end comes, some wait."""
    accepted: list[str] = []
    for number in range(12):
        body = {"seconds": number % 4, "port": notes.port}
        answer = client.post("workflows/takes_its_time", json=body)
        assert answer.status_code == 202
        accepted.append(answer.json()["executionId"])
    return accepted


def call_until_killed(client: httpx.Client, answers: list[httpx.Response]) -> None:
    """Synchronous ones, one after the other, as long as somebody answers."""
    while True:
        try:
            answers.append(client.post("workflows/hello_world", json={"name": "Ada"}))
        except httpx.TransportError:
            return


def records(client: httpx.Client, workflow: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    token: dict[str, str] = {}
    while True:
        query = {"limit": "1000", **token}
        page = client.get(f"workflows/{workflow}/executions", params=query).json()
        found += page["executions"]
        if not page["continuationToken"]:
            return found
        token = {"continuationToken": page["continuationToken"]}


def wait_until_all_are_final(stack: Stack, *, hurry: bool) -> list[dict[str, str]]:
    """With ``hurry`` the every-minute timer is run again and again by the host's admin call."""
    deadline = time.monotonic() + BOUND_SECONDS
    while True:
        if hurry:
            stack.run_function("tick")
        with client_of(stack) as client:
            found = records(client, "takes_its_time") + records(client, "hello_world")
        if all(record["status"] in FINAL for record in found):
            return found
        assert time.monotonic() < deadline, [r for r in found if r["status"] not in FINAL]
        time.sleep(1)


def left_of(notes: Notes) -> list[str]:
    """Who noted themselves and live on, although their platform has ended."""
    until = time.monotonic() + END_SECONDS
    while left := [process for process in notes.processes if is_alive(process)]:
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    return left


@pytest.mark.parametrize(
    ("seed", "hurry"), [(0, False), *((seed, True) for seed in range(1, KILLS))]
)
def test_every_accepted_execution_ends_after_a_kill(
    start: Start, notes: Notes, seed: int, hurry: bool
) -> None:
    answers: list[httpx.Response] = []
    with start() as first, client_of(first) as client:
        with ThreadPoolExecutor() as pool:
            pool.submit(call_until_killed, client, answers)
            accepted = start_some(client, notes)
            time.sleep(random.Random(seed).uniform(0, 2))  # noqa: S311  it picks a moment
            kill(first)
        killed_at = time.monotonic()
        left = left_of(notes)

    with start() as second, client_of(second) as client:
        ended = wait_until_all_are_final(second, hurry=hurry)
        took = time.monotonic() - killed_at
        works = client.post("workflows/hello_world", json={"name": "Ada"})

    statuses = {record["executionId"]: record["status"] for record in ended}
    assert left == []
    assert set(accepted) <= set(statuses)
    assert took < BOUND_SECONDS
    assert works.status_code == 200
    # Whoever heard 200 heard the truth.
    assert answers
    for answer in answers:
        assert statuses[answer.headers["x-execution-id"]] == "Success"
