"""SIGTERM while something runs: it may end, nothing new begins, and what is cut off is found."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.integration.serve.box_process import BoxProcess, eventually
from tests.integration.serve.conftest import Starts

pytestmark = pytest.mark.sampled(one_of=2, within="module")

SLOW = '''
import asyncio
from bifrost import workflow


@workflow
async def sleeps(seconds: float) -> str:
    """Sleep."""
    await asyncio.sleep(seconds)
    return "slept well"
'''
CALL = """
import httpx, sys
url, key, seconds = sys.argv[1:]
answer = httpx.post(f"{url}/api/workflows/sleeps", json={"seconds": float(seconds)},
                    headers={"x-functions-key": key}, timeout=60)
print(answer.status_code, answer.text)
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "slow.py").write_text(SLOW)
    return folder


def calling(box: BoxProcess, key: str, seconds: float, running: int = 1) -> "subprocess.Popen[str]":
    """A caller who waits for a run, once so many are running."""
    command = [sys.executable, "-c", CALL, box.url, key, str(seconds)]
    caller = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    headers = {"x-functions-key": key}
    route = "/api/workflows/sleeps/executions"

    def is_running() -> bool:
        found = box.client.get(route, headers=headers).json()["executions"]
        return [each["status"] for each in found].count("Running") == running

    eventually(is_running)
    return caller


def test_what_runs_may_end_and_nothing_new_begins(
    starts: Starts, tmp_path: Path, workspace: Path
) -> None:
    box = starts(tmp_path, "--workspace", str(workspace))
    key = box.key()["x-functions-key"]
    body = {"seconds": 6}
    queued = box.client.post(
        "/api/workflows/sleeps",
        json=body,
        headers={"x-functions-key": key, "prefer": "respond-async"},
    )
    caller = calling(box, key, 4, running=2)

    box.process.send_signal(signal.SIGTERM)
    eventually(lambda: box.records("draining: new requests are refused"))
    refused = [
        httpx.get(f"{box.url}/api/health/ready"),
        httpx.post(f"{box.url}/api/auth/login", json={}),
        httpx.get(f"{box.url}/api/version"),
    ]
    alive = httpx.get(f"{box.url}/api/health")
    said, _ = caller.communicate(timeout=60)
    ended = box.process.wait(60)

    assert [answer.status_code for answer in refused] == [503] * 3
    assert {answer.headers["retry-after"] for answer in refused} == {"10"}
    assert alive.status_code == 200
    assert said == '200 "slept well"\n'
    assert ended == 0
    assert box.records("drained")
    assert not (tmp_path / "store" / "open").exists()

    again = starts(tmp_path, "--workspace", str(workspace))
    found = again.client.get(queued.headers["location"], headers={"x-functions-key": key})
    again.stop()
    assert found.json()["status"] == "Success"


def test_what_does_not_end_in_time_is_recovered_by_the_next_start(
    starts: Starts, tmp_path: Path, workspace: Path
) -> None:
    settings = {
        "BIFROST_DRAIN_SECONDS": "1",
        "BIFROST_BEAT_SECONDS": "1",
        "BIFROST_SILENCE_SECONDS": "2",
        "BIFROST_LOST_SECONDS": "3",
    }
    box = starts(tmp_path, "--workspace", str(workspace), environment=settings)
    key = box.key()["x-functions-key"]
    caller = calling(box, key, 120)

    box.process.send_signal(signal.SIGTERM)
    ended = box.process.wait(60)
    caller.kill()
    caller.communicate()
    cut_off = box.records("drained in part: the next start recovers what was cut off")
    time.sleep(3)
    again = starts(tmp_path, "--workspace", str(workspace), environment=settings)

    def outcome() -> str | None:
        route = "/api/workflows/sleeps/executions"
        found = again.client.get(route, headers={"x-functions-key": key}).json()["executions"]
        return None if found[0]["status"] == "Running" else found[0]["status"]

    recovered = eventually(outcome, 90)
    again.stop()
    assert ended == 0
    assert cut_off
    assert recovered == "Failed"


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_ends_it_at_once(
    starts: Starts, tmp_path: Path, workspace: Path, second: signal.Signals
) -> None:
    box = starts(tmp_path, "--workspace", str(workspace))
    key = box.key()["x-functions-key"]
    caller = calling(box, key, 120)

    box.process.send_signal(signal.SIGTERM)
    eventually(lambda: box.records("draining: new requests are refused"))
    began = time.monotonic()
    box.process.send_signal(second)
    ended = box.process.wait(60)
    took = time.monotonic() - began
    caller.kill()
    caller.communicate()

    assert ended == 1
    assert took < 5


def test_the_service_manager_is_told(starts: Starts, tmp_path: Path) -> None:
    """As systemd does: a datagram socket, whose path is in the environment."""
    place = tmp_path / "notify"
    listen = (
        "import socket, sys\n"
        "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(sys.argv[1])\n"
        "print('ready', flush=True)\n"
        "while True: print(s.recv(100).decode().splitlines()[0], flush=True)\n"
    )
    manager = subprocess.Popen(
        [sys.executable, "-c", listen, str(place)], stdout=subprocess.PIPE, text=True
    )
    assert manager.stdout is not None
    with manager.stdout as told:
        told.readline()

        box = starts(tmp_path, environment={"NOTIFY_SOCKET": str(place)})
        ready = told.readline()
        box.stop()
        stopping = told.readline()
        manager.kill()

    assert (ready, stopping) == ("READY=1\n", "STOPPING=1\n")
    manager.wait()
