"""Kernel settings of the platform's own process that its workers depend on."""

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
    """Keep other processes of this user from reading our memory and environment.

    This process also becomes the parent of what a dead fork server leaves behind, so that it
    can end those processes.
    """
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_orphans() -> None:
    """End the processes that a dead fork server's workers left behind.

    They become our children when the worker that started them is dead, hence several rounds.
    Workers have ``no_new_privs`` set, which all their descendants inherit and cannot clear: it
    tells them from our other children.
    """
    for _ in range(ROUNDS):
        end_all(pid for pid in children_of(os.getpid()) if _is_marked(pid))
        time.sleep(ROUND_SECONDS)


def _is_marked(pid: int) -> bool:
    try:
        return "NoNewPrivs:\t1" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
