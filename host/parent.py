"""Stops this process when its parent process ends."""

import os
import signal
import threading
import time

_INTERVAL_SECONDS = 0.3


def exit_with_parent() -> None:
    """Send this process SIGTERM when its parent is gone.

    A thread polls for it. PR_SET_PDEATHSIG would fire as soon as the *thread* that started this
    process ends, and it exists on Linux only.
    """
    threading.Thread(target=_watch, args=(os.getppid(),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_INTERVAL_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
