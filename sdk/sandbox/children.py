"""Lists the children of a process from the kernel's own list, without a walk over all processes.

``/proc/<pid>/task/<tid>/children`` names a thread's children, zombies included, in the order in
which they were started or adopted. The kernel locks it for one entry at a time, so that

- an empty list is exact: a process without children has no descendants either, if it is a
  subreaper (as workers are), since it adopts those whose parent has ended;
- an entry can be missed only if an earlier one was reaped while the list was read.

A kernel built without CONFIG_PROC_CHILDREN has no such file: see ``sdk.sandbox.processes``.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from sdk.sandbox import processes

READ_BYTES = 65536


@cache
def are_listed() -> bool:
    """Return whether this kernel lists the children of a process."""
    me = os.getpid()
    return Path(f"/proc/{me}/task/{me}/children").exists()


def threads(pid: int) -> list[str]:
    """Return the ids of a process's threads; OSError if it is gone."""
    return os.listdir(f"/proc/{pid}/task")


def listed(pid: int) -> list[int]:
    """Return the children of all threads of a process, zombies included; none if it is gone.

    OSError if they cannot be read, which must not pass for none.
    """
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for thread in threads(pid):
            found += listed_of(pid, thread)
    return found


def listed_of(pid: int, thread: str) -> list[int]:
    """Return the children of one thread, zombies included; OSError if they cannot be read."""
    return [int(child) for child in kernel_file(f"/proc/{pid}/task/{thread}/children").split()]


def kernel_file(path: str) -> bytes:
    """Return a file of ``/proc`` as it is now, for a third of what ``Path.read_bytes`` takes.

    Workers are looked at after each run, in the event loop. OSError if it cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        parts = [os.read(descriptor, READ_BYTES)]
        while parts[-1]:
            parts.append(os.read(descriptor, READ_BYTES))
        return b"".join(parts)
    finally:
        os.close(descriptor)


def living(pid: int) -> list[int]:
    """Return the children of a process that are no zombies; in doubt, also one that has ended.

    The answer is empty only if no child was alive at one moment: where all are zombies, none of
    them was reaped during the search, so that none can have hidden another.
    """
    seen = listed(pid)
    if not seen:
        return seen
    left = [child for child in seen if not processes.is_zombie(child)]
    return left if left or listed(pid) == seen else seen


def below(roots: Iterable[int]) -> set[int]:
    """Return these processes, and those of their descendants that one search finds."""
    return processes.reached(roots, listed)
