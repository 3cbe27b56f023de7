"""Whether the process that started this one still lives."""

import os
import signal
import threading
import time

_INTERVAL_SECONDS = 0.3


def exit_with_parent() -> None:
    """Ask this process to stop, as SIGTERM does, when its parent is gone.

    A thread that looks, and not PR_SET_PDEATHSIG, which fires already when the *thread* that
    started this process ends, and exists on Linux only.
    """
    threading.Thread(target=_watch, args=(os.getppid(),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_INTERVAL_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
