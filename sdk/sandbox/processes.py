"""Which processes come from which, and how do they end?"""

import os
import signal
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

ROUNDS = 1000
WAIT_SECONDS = 1


def newest() -> str:
    """The process or thread that this machine made last; while it is the same, there are no new."""
    return Path("/proc/loadavg").read_text().split()[-1]


def below(roots: Iterable[int]) -> set[int]:
    """These processes, as far as they live, and all that they started."""
    children = _children()
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting += children[pid]
    return found & {pid for listed in children.values() for pid in listed}


def children_of(parent: int) -> list[int]:
    """Those that live, dead ones that nobody has asked after left out."""
    return _children()[parent]


def threads_of(user: int) -> int:
    """How many threads a user's processes have, as the kernel counts against its limit."""
    found = 0
    for entry in os.listdir("/proc"):
        with suppress(OSError):
            if entry.isdigit() and os.stat(f"/proc/{entry}").st_uid == user:
                found += len(os.listdir(f"/proc/{entry}/task"))
    return found


def end_all(roots: Iterable[int]) -> None:
    """End these and all below them, also if they make new ones all the time."""
    known = set(roots)
    for _ in range(ROUNDS):
        found = below(known)
        if not found:
            return
        known |= found
        for pid in found:  # what stands still makes no more
            _signal(pid, signal.SIGSTOP)
        for pid in found:
            _signal(pid, signal.SIGKILL)


def end_user(user: int, stranger: int) -> None:
    """End all processes of a user that nobody else has; the kernel does it in one step.

    The one that does it is the stranger, a user without processes, and this user in effect
    only: who is to be ended cannot stop it.
    """
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups([])
            os.setresuid(stranger, user, stranger)
            with suppress(ProcessLookupError):
                os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    _wait_for(pid)


def _wait_for(child: int) -> None:
    """Not longer than it takes, and not for ever."""
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
    """State and parent; the name before them may hold anything."""
    try:
        text = Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return "X", 0
    state, parent = text[text.rindex(b")") + 2 :].split(b" ", 2)[:2]
    return state.decode(), int(parent)
