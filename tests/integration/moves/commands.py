"""``./bifrost`` as a process: run to its end, or killed on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from local.stack import ROOT

SECONDS = 240


def command(*arguments: str) -> list[str]:
    """The command line of ./bifrost, without its check of what is installed."""
    return [sys.executable, "-m", "cli", *arguments]


def bifrost(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=_environment(environment),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def killed(
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    when: Callable[[], bool],
) -> None:
    """Start a command, and kill -9 it as soon as ``when`` holds; it must not end before."""
    process = subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        env=_environment(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = time.monotonic() + SECONDS
    assert process.stderr is not None
    with process.stderr:
        while not when():
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < end
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


def done(store: Path) -> Mapping[str, str]:
    """How far a move into the store of a folder has come."""
    try:
        found: Mapping[str, str] = json.loads((store / "hold.json").read_text())["done"]
    except FileNotFoundError:
        return {}
    return found


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **(more or {})}
