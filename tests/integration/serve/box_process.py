"""How the tests run a box: as the process that its operator starts."""

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from local.stack import ROOT

T = TypeVar("T")

EMAIL, PASSWORD = "ada@example.com", "correct horse battery"
PATIENCE_SECONDS = 90


@dataclass
class BoxProcess:
    """A box that serves; its store is ``folder / "store"``."""

    process: "subprocess.Popen[bytes]"
    folder: Path
    environment: Mapping[str, str]
    url: str = ""
    client: httpx.Client = field(init=False)

    def records(self, message: str = "") -> list[dict[str, Any]]:
        """What it logged, or the records with this message."""
        found = [json.loads(line) for line in (self.folder / "log").read_text().splitlines()]
        return [each for each in found if message in ("", each["message"])]

    @property
    def said(self) -> str:
        """What it wrote on standard error."""
        return (self.folder / "said").read_text()

    @property
    def setup_token(self) -> str:
        """The token of the link that it printed."""
        found = re.search(r"/setup#token=(\S+)", self.said)
        assert found, self.said
        return found[1]

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of ``./bifrost`` about its store."""
        return run_command(self.folder, self.environment, *arguments)

    def key(self, name: str = "tests", *arguments: str) -> dict[str, str]:
        """A header with a new function key, once the box knows it."""
        done = self.command("keys", "add", name, *arguments)
        assert done.returncode == 0, done.stderr
        key = {"x-functions-key": done.stdout.strip()}
        route = "/api/workflows/openapi.json"
        eventually(lambda: self.client.get(route, headers=key).status_code != 401)
        return key

    def stop(self) -> int:
        """Drain it; its exit code."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)


def settings(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an operator who starts a box."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT), **more}


def launch(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """Start a box and do not wait for it. It serves a web client only if ``--client`` is given."""
    folder.mkdir(exist_ok=True)
    if "--client" not in arguments:
        arguments = ("--no-client", *arguments)
    command = [sys.executable, "-m", "cli", "serve", "--store", f"sqlite:{folder / 'store'}"]
    with (folder / "log").open("w") as log, (folder / "said").open("w") as said:
        return subprocess.Popen(
            [*command, "--port", "0", *arguments],
            cwd=ROOT,
            env={**settings(folder), **(environment or {})},
            stdout=log,
            stderr=said,
        )


def start(
    folder: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    verify: ssl.SSLContext | bool = True,
) -> BoxProcess:
    """Start a box and wait until it serves."""
    process = launch(folder, *arguments, environment=environment)
    box = BoxProcess(process, folder, settings(folder, **(environment or {})))

    def url() -> str | None:
        assert process.poll() is None, box.said + (folder / "log").read_text()
        served = box.records("serving")
        return served[0]["listening"] if served else None

    box.url = eventually(url)
    box.client = httpx.Client(base_url=box.url, timeout=60, verify=verify)
    return box


def refusal(
    folder: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """The exit code and the words of a box that does not start."""
    process = launch(folder, *arguments, environment=environment)
    code = process.wait(PATIENCE_SECONDS)
    return code, (folder / "said").read_text()


def run_command(
    folder: Path, environment: Mapping[str, str], *arguments: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command of ``./bifrost`` about the store of a folder."""
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments, "--store", f"sqlite:{folder / 'store'}"],
        cwd=ROOT,
        env={**environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def set_up(box: BoxProcess, token: str, email: str = EMAIL) -> httpx.Response:
    """Redeem a setup link."""
    body = {"token": token, "email": email, "password": PASSWORD}
    return box.client.post("/api/auth/setup", json=body)


def signed_in(box: BoxProcess) -> dict[str, str]:
    """The header of the first administrator, who is made if there is none."""
    body = {"email": EMAIL, "password": PASSWORD}
    answer = box.client.post("/api/auth/login", json=body)
    if answer.status_code == 401:
        assert set_up(box, box.setup_token).status_code == 204
        answer = box.client.post("/api/auth/login", json=body)
    return {"Authorization": f"Bearer {answer.json()['accessToken']}"}


def eventually(look: Callable[[], T | None], seconds: float = PATIENCE_SECONDS) -> T:
    """What ``look`` finds as soon as it finds something."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
    return found
