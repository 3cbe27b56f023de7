"""How children are found, whatever they do meanwhile."""

import ctypes
import os
import signal
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest

from sdk.sandbox import children, processes, syscalls

EXIT = {"x86_64": 60, "aarch64": 93}[os.uname().machine]


@contextmanager
def process(act: Callable[[], object]) -> Generator[int]:
    """A subreaper that does this once, and then rests, as a worker does after a run."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setsid()
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        act()
        os.write(writing, b"!")
        time.sleep(60)
        os._exit(0)
    os.read(reading, 1)
    try:
        yield pid
    finally:
        os.close(reading)
        os.close(writing)
        os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def sleeps() -> int:
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
        os._exit(0)
    return pid


def ends_at_once() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def double_forks() -> None:
    pid = os.fork()
    if pid == 0:
        sleeps()
        os._exit(0)
    os.waitpid(pid, 0)


def hops() -> None:
    """A process that starts the next one and ends, again and again: never the same for long."""
    if os.fork() == 0:
        for _ in range(3000):
            if os.fork() != 0:
                os._exit(0)
        time.sleep(60)


def hops_unreaped() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    hops()


def loses_its_first_thread() -> None:
    pid = os.fork()
    if pid == 0:
        threading.Thread(target=time.sleep, args=[60]).start()
        ctypes.CDLL(None).syscall(ctypes.c_long(EXIT), 0)
    time.sleep(0.1)


@pytest.mark.parametrize(
    ("act", "count"),
    [
        (lambda: None, 0),
        (ends_at_once, 0),
        (sleeps, 1),
        (lambda: [sleeps(), ends_at_once(), sleeps()], 2),
        (double_forks, 1),
        (loses_its_first_thread, 1),
    ],
    ids=["none", "zombie", "one", "two and a zombie", "double fork", "without its first thread"],
)
def test_living_children_are_found_as_by_a_walk(act: Callable[[], object], count: int) -> None:
    with process(act) as pid:
        found = children.living(pid)
        walked = processes.children_of(pid)

    assert children.are_listed()
    assert len(found) == count
    assert sorted(found) == sorted(walked)


@pytest.mark.parametrize("act", [hops, hops_unreaped])
def test_one_that_is_never_the_same_for_long_is_seen_at_each_search(
    act: Callable[[], object],
) -> None:
    with process(act) as pid:
        by = time.monotonic() + 1
        searches = [bool(children.living(pid))]
        while time.monotonic() < by:
            searches.append(bool(children.living(pid)))

    assert all(searches)


def test_grandchildren_are_below() -> None:
    with process(lambda: os.fork() or (sleeps(), time.sleep(60))) as pid:
        time.sleep(0.1)
        found = children.below([pid])

        assert found == processes.below([pid])
        assert len(found) == 3


def test_who_is_gone_has_no_children() -> None:
    with process(lambda: None) as pid:
        pass

    assert children.listed(pid) == []
    assert children.living(pid) == []


def test_a_process_without_its_first_thread_is_ended() -> None:
    with process(loses_its_first_thread) as pid:
        (left,) = children.living(pid)
        processes.end_all([left])

        assert children.living(pid) == []
