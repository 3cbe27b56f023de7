"""The leftovers of a run: what a worker has kept from it, by the kernel's own files."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from sdk.sandbox import children, processes

PAGE_BYTES = os.sysconf("SC_PAGESIZE")


@dataclass(frozen=True, slots=True)
class Leftovers:
    """The state of a worker after a run; a worker as it began has one thread and no children."""

    threads: int
    children: int
    memory_bytes: int


def leftovers_of(pid: int) -> Leftovers:
    """Look at a worker, which takes tens of microseconds; OSError if it is gone."""
    pages = int(children.kernel_file(f"/proc/{pid}/statm").split()[1])
    threads = children.threads(pid)
    return Leftovers(len(threads), _children_of(pid, threads), pages * PAGE_BYTES)


def _children_of(pid: int, threads: Sequence[str]) -> int:
    """Count the living children; the worker is their subreaper, so none means no descendants."""
    if children.are_listed():
        if not any(children.listed_of(pid, thread) for thread in threads):
            return 0
        return len(children.living(pid))
    return len(processes.children_of(pid))
