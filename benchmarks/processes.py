"""The processes of a running stack: its workers, its memory, its descriptors."""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sdk.sandbox import children

SAMPLE_SECONDS = 0.004


@dataclass
class Workers:
    """The workers that were seen: those that end, and zombies, included."""

    alive: int = 0
    most: int = 0
    pids: set[int] = field(default_factory=set[int])

    def see(self, pids: list[int]) -> None:
        self.alive = len(pids)
        self.most = max(self.most, len(pids))
        self.pids.update(pids)

    @property
    def made(self) -> int:
        return len(self.pids)


@contextmanager
def watched(host: int) -> Generator[Workers]:
    """Look at the workers of a host every 4 ms."""
    workers = Workers()
    is_over = threading.Event()

    def look() -> None:
        while not is_over.is_set():
            workers.see(workers_of(host))
            time.sleep(SAMPLE_SECONDS)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield workers
    finally:
        is_over.set()
        thread.join()


def workers_of(host: int) -> list[int]:
    """Return the children of the host's fork server, zombies included."""
    return [pid for server in fork_servers(host) for pid in children.listed(server)]


def fork_servers(host: int) -> list[int]:
    return [pid for pid in children.listed(host) if b"sdk/worker/program.py" in _command(pid)]


def megabytes(roots: list[int]) -> float:
    """Return the proportional set size of these processes and all below them, in MiB."""
    return sum(map(_proportional_kilobytes, children.below(roots))) / 1024


def descriptors(pid: int) -> int:
    return len([*Path(f"/proc/{pid}/fd").iterdir()])


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _proportional_kilobytes(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
