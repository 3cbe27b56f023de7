"""The stores go away and come back; the platform's process stands still. Real processes, all."""

import os
import signal
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from local.azurite import Azurite
from local.stack import Stack, StackOptions, hosted, services
from tests.integration.conftest import KEY
from tests.support.processes import is_alive
from tests.support.proxy import Proxy
from tests.support.recorded_logs import Notes

SHORT = {
    "BIFROST_BEAT_SECONDS": "1",
    "BIFROST_SILENCE_SECONDS": "3",
    "BIFROST_LOST_SECONDS": "4",
    "BIFROST_RESEND_SECONDS": "5",
}
FINAL = {"Success", "CompletedWithErrors", "Failed", "Timeout", "Cancelled"}
AWAY_SECONDS = 30
BOUND_SECONDS = 150


@pytest.fixture
def own_azurite() -> Generator[Azurite]:
    """Its queue is nobody else's."""
    with Azurite.start(in_memory=True) as started:
        yield started


@contextmanager
def client_of(stack: Stack) -> Generator[httpx.Client]:
    with httpx.Client(base_url=f"{stack.url}/api", headers=KEY, timeout=90) as client:
        yield client


def accept(client: httpx.Client, seconds: float, notes: Notes) -> str:
    body = {"seconds": seconds, "port": notes.port}
    answer = client.post("workflows/takes_its_time", json=body)
    assert answer.status_code == 202
    return answer.json()["executionId"]


def record(client: httpx.Client, execution_id: str, name: str = "takes_its_time") -> dict[str, str]:
    found: dict[str, str] = client.get(f"workflows/{name}/executions/{execution_id}").json()
    return found


def wait_for_end(stack: Stack, client: httpx.Client, ids: list[str]) -> Mapping[str, str]:
    """Their states; the every-minute timer is run again and again by the host's admin call."""
    deadline = time.monotonic() + BOUND_SECONDS
    while time.monotonic() < deadline:
        stack.run_function("tick")
        found = {each: record(client, each).get("status", "") for each in ids}
        if set(found.values()) <= FINAL:
            return found
        time.sleep(1)
    raise TimeoutError(f"not all have ended: {ids}")


def wait_until_noted(notes: Notes, count: int) -> list[str]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if len(notes.processes) >= count:
            return notes.processes
        time.sleep(0.05)
    raise TimeoutError("they did not begin")


@pytest.mark.sampled(one_of=4, among="minutes")
@pytest.mark.timeout(400)
def test_every_run_ends_when_the_stores_were_away(
    own_azurite: Azurite, workspace: Path, tmp_path: Path, notes: Notes
) -> None:
    sync: list[httpx.Response] = []

    with Proxy(own_azurite) as proxy:
        storage = {"AzureWebJobsStorage": proxy.connection_string}
        chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace), **SHORT, **storage}
        options = StackOptions(tmp_path, environment=chosen)
        with (
            services(options) as settings,
            hosted(options, settings) as stack,
            client_of(stack) as client,
        ):
            accepted = [accept(client, seconds, notes) for seconds in (1, 5, 60)]
            wait_until_noted(notes, 3)
            waiting = threading.Thread(
                target=lambda: sync.append(client.post("workflows/sleeps_a_little", json={}))
            )
            waiting.start()
            time.sleep(0.4)
            with proxy.away():
                refused = client.post("workflows/hello_world", json={"name": "Ada"})
                time.sleep(AWAY_SECONDS)
            back_at = time.monotonic()
            waiting.join()
            ended = wait_for_end(stack, client, accepted)
            took = time.monotonic() - back_at
            works = client.post("workflows/hello_world", json={"name": "Ada"})

    assert refused.status_code == 503
    assert took < BOUND_SECONDS
    assert set(ended) == set(accepted)
    assert works.status_code == 200
    assert len(notes.processes) == 3
    assert not any(is_alive(process) for process in notes.processes)
    # Its end could not be written in time, so its caller did not hear of success.
    assert [answer.status_code for answer in sync] == [503]


@pytest.mark.sampled(one_of=4, among="minutes")
@pytest.mark.timeout(300)
def test_a_process_that_stood_still_finds_its_runs_ended_and_goes_on(
    own_azurite: Azurite, workspace: Path, tmp_path: Path, notes: Notes
) -> None:
    storage = {"AzureWebJobsStorage": own_azurite.connection_string}
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace), **SHORT, **storage}
    first, second = (StackOptions(tmp_path / name, environment=chosen) for name in ("one", "two"))
    second.data.mkdir()

    with (
        services(first) as settings,
        hosted(first, settings) as frozen,
        client_of(frozen) as client,
    ):
        execution_id = accept(client, 3, notes)
        wait_until_noted(notes, 1)
        os.kill(frozen.host.pid, signal.SIGSTOP)
        try:
            with hosted(second, settings) as other, client_of(other) as others_client:
                ended = wait_for_end(other, others_client, [execution_id])
        finally:
            os.kill(frozen.host.pid, signal.SIGCONT)
        time.sleep(3)
        afterwards = record(client, execution_id)
        works = client.post("workflows/hello_world", json={"name": "Ada"})

    assert ended == {execution_id: "Failed"}
    assert (afterwards["status"], afterwards["errorType"]) == ("Failed", "WorkerLost")
    assert works.status_code == 200
    assert len(notes.processes) == 1
