"""Where a workflow of the tests can say which process it is: it may write no file of ours."""

import socket

from tests.support.waiting import until


class Notes:
    """Datagrams to ``port`` on this machine, each the id of a process."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self._noted: list[str] = []
        self._senders: list[tuple[str, int]] = []

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    @property
    def processes(self) -> list[str]:
        """In the order in which they came."""
        while True:
            try:
                text, sender = self._socket.recvfrom(100)
            except BlockingIOError:
                return self._noted
            self._noted.append(text.decode())
            self._senders.append(sender)

    async def come(self, count: int = 1) -> None:
        """Wait until so many have come."""
        await until(lambda: len(self.processes) >= count)

    def answer(self) -> None:
        """Let each go on that waits for a word."""
        for sender in self._senders:
            self._socket.sendto(b"go on", sender)

    def __enter__(self) -> "Notes":
        return self

    def __exit__(self, *error: object) -> None:
        self._socket.close()
