"""How the tests run the development host: as the process that developers start."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[3]


@dataclass
class HostProcess:
    """A host that serves an app. `logs` is complete once it has stopped."""

    process: subprocess.Popen[str]
    url: str
    functions: list[str]
    data: Path
    log_file: Path
    seen_file: Path
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, timeout=10)

    @property
    def master(self) -> dict[str, str]:
        """The header that proves administration."""
        keys = json.loads((self.data / "keys.json").read_text())
        return {"x-functions-key": keys["master"]}

    @property
    def logs(self) -> str:
        return self.log_file.read_text()

    def seen(self, function: str) -> list[dict[str, Any]]:
        """What the sample app noted in calls of a function."""
        lines = self.seen_file.read_text().splitlines() if self.seen_file.exists() else []
        notes = [json.loads(line) for line in lines]
        return [note for note in notes if note["function"] == function]

    def stop(self) -> int:
        self.client.close()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@dataclass
class App:
    """A folder with an app in it, written by a test."""

    folder: Path

    def write(self, code: str, name: str = "function_app.py") -> "App":
        (self.folder / name).write_text(code)
        return self

    def configure(self, **host: object) -> "App":
        (self.folder / "host.json").write_text(json.dumps({"version": "2.0", **host}))
        return self

    def configure_locally(self, **local: object) -> "App":
        content = {"IsEncrypted": False, **local}
        (self.folder / "local.settings.json").write_text(json.dumps(content))
        return self

    def launch(
        self, *arguments: str, port: int = 0, environment: dict[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start a host and do not wait for it."""
        command = [sys.executable, "-m", "host", "--app", str(self.folder)]
        command += ["--data", str(self.folder / "data"), "--port", str(port), *arguments]
        with (self.folder / "log").open("w") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "SEEN": str(self.folder / "seen"), **(environment or {})},
            )

    def start(self, *arguments: str, environment: dict[str, str] | None = None) -> HostProcess:
        """Start a host and wait until it listens."""
        process = self.launch(*arguments, environment=environment)
        assert process.stdout is not None
        with process.stdout as answers:
            line = answers.readline()
        assert line, (self.folder / "log").read_text()
        said = json.loads(line)
        return HostProcess(
            process=process,
            url=said["url"],
            functions=said["functions"],
            data=self.folder / "data",
            log_file=self.folder / "log",
            seen_file=self.folder / "seen",
        )

    def refusal(self, *arguments: str, port: int = 0) -> tuple[int, str]:
        """The exit code and the words of a host that does not start."""
        process = self.launch(*arguments, port=port)
        said, _ = process.communicate(timeout=20)
        assert said == ""
        return process.returncode, (self.folder / "log").read_text()


def eventually(look: Callable[[], T], seconds: float = 10) -> T:
    """What ``look`` finds as soon as it finds something."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
    return found
