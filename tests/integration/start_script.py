"""Runs ./start.sh as a person would."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.stack import ROOT

START_SECONDS = 240


@dataclass
class Started:
    process: "subprocess.Popen[str]"
    url: str
    seconds: float
    said: str


def clean_clone(target: Path) -> Path:
    """What git has, and what it would add; nothing that was installed here."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


def path_without(folder: Path, *left_out: str) -> str:
    """A PATH on which everything is found but these programs."""
    folder.mkdir()
    for place in os.environ["PATH"].split(os.pathsep):
        programs: list[Path] = [*Path(place).iterdir()] if Path(place).is_dir() else []
        for program in programs:
            link = folder / program.name
            if program.name not in left_out and not link.is_symlink():
                link.symlink_to(program)
    return str(folder)


@contextmanager
def started(
    *arguments: str, root: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Generator[Started]:
    """./start.sh, ready; it is ended if the test did not end it."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [str(root / "start.sh"), *arguments],
        env={**clean_environment(), **(environment or {})},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        said = _until_ready(process, begun + START_SECONDS)
        url = next(word for word in said.split() if word.startswith("http://localhost"))
        yield Started(process, url.rstrip("/").removesuffix("/api"), time.monotonic() - begun, said)
    finally:
        end(process)


def clean_environment() -> dict[str, str]:
    """Without what other tests set, so that nothing wins over the defaults."""
    ours = ("BIFROST_", "AzureWebJobs", "AZURE_FUNCTIONS_", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def end(process: "subprocess.Popen[str]", number: signal.Signals = signal.SIGTERM) -> int:
    if process.poll() is None:
        os.killpg(process.pid, number)
    code = process.wait(30)
    if process.stdout:
        process.stdout.close()
    return code


def _until_ready(process: "subprocess.Popen[str]", deadline: float) -> str:
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline() if process.stdout else ""
        assert line, f"it ended: {said}"
        assert time.monotonic() < deadline, said
        said += line
    return said
