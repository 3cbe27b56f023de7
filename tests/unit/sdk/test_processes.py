"""How processes of others are ended."""

import os
import signal
import time
from contextlib import suppress

import pytest

from sdk.sandbox import processes, user_ids
from tests.support.processes import is_alive

root_only = pytest.mark.skipif(os.getuid() != 0, reason="only root has users to give away")


def stops_everything(user: int) -> int:
    """A process of this user that stops every process after it, over and over."""
    pid = os.fork()
    if pid == 0:
        os.setresuid(user, user, user)
        after = range(os.getpid() + 3, os.getpid() + 12)
        while True:
            for other in after:
                with suppress(OSError):
                    os.kill(other, signal.SIGSTOP)
    return pid


@root_only
@pytest.mark.timeout(20)
def test_a_user_that_stops_everything_is_ended_all_the_same() -> None:
    user = user_ids.FIRST + user_ids.COUNT - 1
    for _ in range(10):
        hostile = [stops_everything(user) for _ in range(2)]
        time.sleep(0.02)

        processes.end_user(user, user - user_ids.COUNT)

        for pid in hostile:
            os.waitpid(pid, 0)


def test_nothing_is_left_to_end_of_who_is_gone() -> None:
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
        os._exit(0)

    processes.end_all([pid])
    os.waitpid(pid, 0)

    assert not is_alive(pid)
