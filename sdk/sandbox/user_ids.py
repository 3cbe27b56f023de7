"""Which user is a worker, so that no two on this machine are the same one?

A user is taken by a socket of its name, which the kernel gives to one process and frees when
that process is gone.
"""

import errno
import socket

FIRST = 61_000
COUNT = 4_000


class NoUserLeft(OSError):
    """As many workers on this machine as there are users for them."""


class UserId:
    """A user that is nobody else's until it is given back."""

    def __init__(self, user: int, hold: socket.socket) -> None:
        self.user = user
        self._hold = hold

    def give_back(self) -> None:
        self._hold.close()


class UserIds:
    """Takes them one after the other, so that one is not taken again soon."""

    def __init__(self, start: int) -> None:
        self._next = start % COUNT

    def take(self) -> UserId:
        """NoUserLeft if all are taken."""
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
        raise NoUserLeft(errno.EAGAIN, "no user is left for another worker")
