"""Runs the server of the local models beside the host, and ends it."""

import json
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from local.children import ROOT, STOP_SECONDS, StartFailed, base_environment

#: Where ``local/setup.sh`` installs the models.
PYTHON = ROOT / ".tools" / "local-ai" / "bin" / "python"
SERVER = Path(__file__).with_name("server.py")


@contextmanager
def serving(python: Path = PYTHON) -> Generator[str]:
    """Run the server, and yield its address; StartFailed if it does not start."""
    process = subprocess.Popen(
        [python, "-I", SERVER],
        env=base_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        # Ctrl-C reaches the whole process group; this process stops its children in order.
        start_new_session=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise StartFailed(f"the local models did not start: run {python} -I {SERVER}")
        yield json.loads(line)["url"]
    finally:
        _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    """Close its input, upon which it ends; it ends with this process, too."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
