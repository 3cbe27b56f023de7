"""Finds the descendants of processes in ``/proc``, and ends them."""

import os
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

ROUNDS = 1000
WAIT_SECONDS = 1


def below(roots: Iterable[int]) -> set[int]:
    """Return the living ones of these processes, and all of their descendants."""
    children = _children()
    found = reached(roots, children.__getitem__)
    return found & {pid for listed in children.values() for pid in listed}


def reached(roots: Iterable[int], children: Callable[[int], Iterable[int]]) -> set[int]:
    """Return these processes, and all that their children and those of them lead to."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children(pid)
    return found


def children_of(parent: int) -> list[int]:
    """Return the living children of a process, without zombies."""
    return _children()[parent]


def is_zombie(pid: int) -> bool:
    """Return whether a process has ended, and its parent has not reaped it yet."""
    return _facts(str(pid))[0] == "Z"


def threads_of(user: int) -> int:
    """Count the threads of a user's processes, as the kernel does for RLIMIT_NPROC."""
    found = 0
    for entry in os.listdir("/proc"):
        with suppress(OSError):
            if entry.isdigit() and os.stat(f"/proc/{entry}").st_uid == user:
                found += len(os.listdir(f"/proc/{entry}/task"))
    return found


def end_all(roots: Iterable[int]) -> None:
    """Kill these processes and their descendants, even if they keep starting new ones."""
    known = set(roots)
    for _ in range(ROUNDS):
        found = below(known)
        if not found:
            return
        known |= found
        for pid in found:  # a stopped process starts no others
            _signal(pid, signal.SIGSTOP)
        for pid in found:
            _signal(pid, signal.SIGKILL)


def end_user(user: int, idle_user: int) -> None:
    """Kill all processes of a worker's user; the kernel does it in one step.

    A child does it whose real user is ``idle_user``, one without processes, and whose effective
    user is this one: so the processes that it kills cannot signal it.
    """
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setresuid(idle_user, user, idle_user)
            with suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    _wait_for(pid)


def _wait_for(child: int) -> None:
    """Wait for the child to end, and kill it after WAIT_SECONDS."""
    by = time.monotonic() + WAIT_SECONDS
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > by:
            _signal(child, signal.SIGKILL)
        time.sleep(0.0005)


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _children() -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for entry in os.listdir("/proc"):  # pathlib is slower, and there are hundreds of entries
        if entry.isdigit():
            state, parent = _facts(entry)
            if state not in "ZX":
                found[parent].append(int(entry))
    return found


def _facts(pid: str) -> tuple[str, int]:
    """Return state and parent of a process; the state is X if it is gone.

    Where only its first thread has ended, the kernel reports a zombie, but the process lives: T.
    """
    try:
        text = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return "X", 0
    fields = text[text.rindex(b")") + 2 :].split()  # the name before may hold any character
    state, parent, threads = fields[0].decode(), int(fields[1]), int(fields[17])
    return "T" if state == "Z" and threads > 1 else state, parent
