"""Packages through the real host, queue and blobs: asked for, installed, imported, kept."""

import asyncio
import threading
import time
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.stack import Stack, StackOptions, running
from tests.support.wheels import index, wheel

GREETS = """
from bifrost import workflow
import greeting

@workflow
async def greets():
    return greeting.words()
"""
ADMINISTRATOR = "admin@bifrost.test"


def greeting(version: str, words: str) -> tuple[str, bytes]:
    return wheel("greeting", version, {"greeting/__init__.py": f"def words(): return {words!r}"})


@pytest.fixture(scope="module")
def packages() -> Generator[str]:
    """The address of an index, served beside the test."""
    ready, over = threading.Event(), asyncio.Event()
    found: list[tuple[str, asyncio.AbstractEventLoop]] = []

    async def serve() -> None:
        async with index() as made:
            made.add(greeting("1.0", "hello"), greeting("2.0", "good day"))
            found.append((made.url, asyncio.get_running_loop()))
            ready.set()
            await over.wait()

    # A thread, since these tests are no coroutines and the index is one.
    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(30)
    url, loop = found[0]
    yield url
    loop.call_soon_threadsafe(over.set)
    thread.join()


@pytest.fixture(scope="module")
def platform(packages: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[Stack]:
    workspace = tmp_path_factory.mktemp("packages")
    (workspace / "greets.py").write_text(GREETS)
    chosen = {
        "BIFROST_WORKSPACE_LOCATION": str(workspace),
        "BIFROST_PACKAGE_INDEX": packages,
        "BIFROST_PACKAGE_CHECK_SECONDS": "0",
    }
    data = tmp_path_factory.mktemp("packages-data")
    with running(StackOptions(data, environment=chosen)) as started:
        yield started


@pytest.fixture
def administrator(platform: Stack) -> Generator[httpx.Client]:
    scope = {"X-Organization-Id": "test-org-active"}
    with httpx.Client(base_url=platform.url, headers=scope, timeout=60) as client:
        client.get("/.auth/login/dev", params={"user": ADMINISTRATOR})
        yield client


def install(client: httpx.Client, **wanted: str) -> Mapping[str, Any]:
    """The job as it ended."""
    platform = {"X-Organization-Id": "GLOBAL"}
    asked = client.post("/api/packages/install", json=wanted, headers=platform)
    assert asked.status_code == 202, asked.text
    deadline = time.monotonic() + 90
    while True:
        job = client.get(f"/api/packages/jobs/{asked.json()['job_id']}").json()
        if job["status"] in ("success", "failed"):
            return job
        assert time.monotonic() < deadline, f"the installation did not end: {job}"
        time.sleep(0.2)


def greets(client: httpx.Client) -> object:
    answer = client.post("/api/workflows/greets/execute", json={"inputData": {}})
    return answer.json()["result"] if answer.status_code == 200 else answer.status_code


def test_what_is_installed_is_imported_and_a_failure_leaves_it(
    platform: Stack, administrator: httpx.Client
) -> None:
    before = greets(administrator)

    first = install(administrator, package="greeting", version="1.0")
    run = greets(administrator)
    failed = install(administrator, package="greeting", version="9.9")
    after = greets(administrator)
    newer = install(administrator, package="greeting", version="2.0")

    assert before == 409  # its file cannot be imported, which administrators are told
    assert (first["status"], run) == ("success", "hello")
    assert failed["status"] == "failed"
    assert "9.9" in failed["error"] + "".join(line["message"] for line in failed["lines"])
    assert after == "hello"
    assert (newer["status"], greets(administrator)) == ("success", "good day")
    workspace = Path(platform.settings["BIFROST_WORKSPACE_LOCATION"])
    assert (workspace / "requirements.txt").read_text() == "greeting==2.0\n"
