"""Semaphores of ``multiprocessing`` without names, for processes that a run has forked.

Python's own semaphores have a file in ``/dev/shm``, which all runs would share and which would
outlive them. These are in memory that only the run and its forks have: ``sem_init(3)`` on an
anonymous map.
"""

import ctypes
import errno
import math
import mmap
import os
import threading
import time
from types import TracebackType

RECURSIVE_MUTEX, SEMAPHORE = 0, 1
SEMAPHORE_BYTES = 64
MOST_WAIT_SECONDS = 3600.0
SPAWNED = (
    "multiprocessing works with the start method 'fork' in a run, which is the default: leave out"
    " set_start_method and get_context, or name 'fork'"
)


class _Time(ctypes.Structure):
    _fields_ = (("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long))


class SemLock:
    """A semaphore or recursive lock, with the interface of ``_multiprocessing.SemLock``."""

    SEM_VALUE_MAX = 2**31 - 1

    def __init__(self, kind: int, value: int, maxvalue: int, name: str, unlink: bool) -> None:
        if not unlink:  # another start method wants to find it by name
            raise ValueError(SPAWNED)
        if kind not in (RECURSIVE_MUTEX, SEMAPHORE) or not 0 <= value <= maxvalue:
            raise ValueError(f"a semaphore of kind {kind} cannot be {value} of {maxvalue}")
        self.kind, self.maxvalue, self.name = kind, maxvalue, None
        self._library = ctypes.CDLL(None, use_errno=True)
        self._memory = mmap.mmap(-1, SEMAPHORE_BYTES)
        self._place = (ctypes.c_char * SEMAPHORE_BYTES).from_buffer(self._memory)
        self._held = 0
        self._thread = 0
        self._call("sem_init", ctypes.c_int(1), ctypes.c_uint(value))

    @property
    def handle(self) -> int:
        return ctypes.addressof(self._place)

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        if self.kind == RECURSIVE_MUTEX and self._is_mine():
            self._held += 1
            return True
        if not self._is_taken(self._deadline(timeout) if block else 0.0):
            return False
        self._held += 1
        self._thread = threading.get_ident()
        return True

    def release(self) -> None:
        if self.kind == RECURSIVE_MUTEX:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._held > 1:
                self._held -= 1
                return
        elif self._get_value() >= self.maxvalue:
            raise ValueError("semaphore or lock released too many times")
        self._call("sem_post")
        self._held -= 1

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self.release()

    def _count(self) -> int:
        return self._held

    def _is_mine(self) -> bool:
        return self._held > 0 and self._thread == threading.get_ident()

    def _get_value(self) -> int:
        value = ctypes.c_int()
        self._call("sem_getvalue", ctypes.byref(value))
        return value.value

    def _is_zero(self) -> bool:
        return self._get_value() == 0

    def _after_fork(self) -> None:
        self._held = 0

    @staticmethod
    def _rebuild(*state: object) -> "SemLock":
        raise ValueError(SPAWNED)

    def _deadline(self, timeout: float | None) -> float:
        return math.inf if timeout is None else time.time() + max(0.0, timeout)

    def _is_taken(self, until: float) -> bool:
        """Wait until a time; in intervals, so that signals are handled."""
        if self._is_done("sem_trywait"):
            return True
        while (now := time.time()) < until:
            end = min(until, now + MOST_WAIT_SECONDS)
            limit = _Time(int(end), int(end % 1 * 1_000_000_000))
            if self._is_done("sem_timedwait", ctypes.byref(limit)):
                return True
        return False

    def _is_done(self, name: str, *arguments: object) -> bool:
        """Call a function; return False if another holds it, the time is up, or a signal came."""
        try:
            self._call(name, *arguments)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.ETIMEDOUT, errno.EINTR):
                return False
            raise
        return True

    def _call(self, name: str, *arguments: object) -> None:
        if self._library[name](self._place, *arguments):
            code = ctypes.get_errno()
            raise OSError(code, f"{name}: {os.strerror(code)}")
