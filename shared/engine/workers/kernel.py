"""What the platform's own process asks of the kernel, for the sake of its workers."""

import ctypes
import os
import time
from pathlib import Path

from sdk.sandbox.processes import children_of, end_all

PR_SET_DUMPABLE = 4
PR_SET_CHILD_SUBREAPER = 36
ROUNDS = 5
ROUND_SECONDS = 0.02


def keep_to_ourselves() -> None:
    """Other processes of this user may not read our memory and environment.

    What a dead template leaves behind becomes ours, so that it can be ended.
    """
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_orphans() -> None:
    """End what a dead template's workers left behind; to be called when it is gone.

    They are our children by now, or are when the worker that they belong to is dead; the mark
    of a worker, which it hands on to all that it starts and cannot take off, tells them from
    others.
    """
    for _ in range(ROUNDS):
        end_all(pid for pid in children_of(os.getpid()) if _is_marked(pid))
        time.sleep(ROUND_SECONDS)


def _is_marked(pid: int) -> bool:
    try:
        return "NoNewPrivs:\t1" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
