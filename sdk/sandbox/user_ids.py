"""Allocates a uid to each worker, so that no two workers on this machine share one.

A uid is held by an abstract socket of its name: the kernel lets one process bind it, and frees it
when that process ends.
"""

import errno
import socket

FIRST = 61_000
COUNT = 4_000


class NoUserLeft(OSError):
    """All uids for workers are in use on this machine."""


class UserId:
    """A uid that is allocated to one worker until it is released."""

    def __init__(self, user: int, hold: socket.socket) -> None:
        self.user = user
        self._hold = hold

    def release(self) -> None:
        self._hold.close()


class UserIds:
    """The uid allocator; it goes round, so that a released uid is not used again soon."""

    def __init__(self, start: int) -> None:
        self._next = start % COUNT

    def acquire(self) -> UserId:
        """Allocate a uid; NoUserLeft if all are in use."""
        for _ in range(COUNT):
            user = FIRST + self._next
            self._next = (self._next + 1) % COUNT
            hold = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            try:
                hold.bind(f"\0bifrost-worker-{user}")
            except OSError:
                hold.close()
            else:
                return UserId(user, hold)
        raise NoUserLeft(errno.EAGAIN, "no uid is left for another worker")
