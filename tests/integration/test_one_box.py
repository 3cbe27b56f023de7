"""The platform over the store of one box: everything in one folder, without a storage account."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from local.stack import ROOT, Stack
from tests.support.waiting import until

KEY = {"x-functions-key": "test"}
LARGE = "¡" * 300_000


@contextmanager
def box(folder: Path) -> Generator[tuple["subprocess.Popen[str]", httpx.Client]]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "AZURE_FUNCTIONS_ENVIRONMENT": "Development",
        "PYTHON_SCRIPT_FILE_NAME": "bifrost.py",
        "BIFROST_STORE": f"sqlite:{folder / 'store'}",
        "BIFROST_WORKSPACE_LOCATION": str(ROOT / "workspace"),
        "BIFROST_CACHE_LOCATION": str(folder / "cache"),
    }
    command = [sys.executable, "-m", "host", "--app", str(ROOT), "--port", "0"]
    command += ["--data", str(folder / "host")]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = json.loads(process.stdout.readline())["url"]
    try:
        with httpx.Client(base_url=url, timeout=60) as client:
            yield process, client
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        process.stdout.close()


async def test_what_was_answered_outlives_a_kill(tmp_path: Path) -> None:
    with box(tmp_path) as (process, client):
        ran = [
            client.post("/api/workflows/hello_world", json={"name": f"{n}"}, headers=KEY)
            for n in range(5)
        ]
        queued = client.post(
            "/api/workflows/hello_world",
            json={"name": "later"},
            headers={**KEY, "Prefer": "respond-async"},
        )
        place = queued.headers["location"]

        def has_ended() -> bool:
            return client.get(place, headers=KEY).json()["status"] == "Success"

        await until(has_ended)
        process.kill()
        process.wait()

    ids = [answer.headers["x-execution-id"] for answer in ran]
    with box(tmp_path) as (_, client):
        found = [client.get(f"/api/workflows/hello_world/executions/{i}", headers=KEY) for i in ids]
        again = client.get(place, headers=KEY)

    assert [answer.json()["status"] for answer in (*found, again)] == ["Success"] * 6


def test_only_the_platform_can_read_what_it_keeps(stack: Stack, client: httpx.Client) -> None:
    client.post("workflows/succeeds", json={"value": LARGE})  # kept in a file of its own
    store = stack.data / "store"
    files = [path for path in store.rglob("*") if path.is_file()]
    files += stack.data.glob("store.*")

    assert {path.name for path in files} > {"bifrost.db", "bifrost.db-wal", "store.secrets.key"}
    assert any(path.is_relative_to(store / "files") for path in files)
    assert store.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_a_run_reaches_nothing_of_the_store(stack: Stack, client: httpx.Client) -> None:
    health = client.get("health").json()
    if not (health["isolation"]["files"] or health["isolation"]["user"]):
        pytest.skip("this machine has neither the layer files nor user")
    client.post("workflows/succeeds", json={"value": LARGE})
    kept = [*stack.data.glob("store*"), *(stack.data / "store").rglob("*")]
    kept += [stack.data / "secret.key", stack.data / "host" / "keys.json"]
    files = [str(path) for path in kept if path.is_file()]
    folders = [str(path) for path in kept if path.is_dir()]

    read = client.post("workflows/reads", json={"paths": files}).json()
    listed = client.post("workflows/lists", json={"paths": folders}).json()
    written = client.post("workflows/writes", json={"paths": [*files, f"{folders[0]}/new"]}).json()

    assert len(files) >= 6
    refusals = {*read.values(), *listed.values(), *written.values()}
    assert refusals <= {"PermissionError", "FileNotFoundError"}, refusals
