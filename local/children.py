"""Our own programs as child processes, each of which prints one line of JSON once it is ready."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STOP_SECONDS = 15


class StartFailed(Exception):
    """A process of the stack did not start. An empty message: the process printed the reason."""


@dataclass(frozen=True, slots=True)
class Child:
    """A program that was started."""

    name: str
    process: "subprocess.Popen[str]"

    def announced(self) -> Mapping[str, str]:
        """Wait for its line of JSON. Raises StartFailed if it ends instead."""
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise StartFailed(_reason(self.name, self.process.wait()))
        announced: Mapping[str, str] = json.loads(line)
        return announced

    def stop(self) -> None:
        """Ask it to end, and kill it if it does not."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


@contextmanager
def child(
    name: str, module: Sequence[str], environment: Mapping[str, str], *flags: str
) -> Generator[Child]:
    """Start one of our programs, and stop it at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", *module, *flags],
        env={**environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        # Ctrl-C in a terminal reaches the whole process group; this process must stop the
        # children itself, in order.
        start_new_session=True,
    )
    started = Child(name, process)
    try:
        yield started
    finally:
        started.stop()


def base_environment() -> dict[str, str]:
    """What every program needs of this process's environment, and nothing else of it."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def _reason(name: str, code: int) -> str:
    """Why a program ended; empty if it printed the reason, as ours do unless a signal ends them."""
    return "" if code > 0 else f"the {name} ended before it was ready, with code {code}"
