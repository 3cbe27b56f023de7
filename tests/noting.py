"""Where a workflow of the tests can say which process it is: it may write no file of ours."""

import socket


class Notes:
    """Datagrams to ``port`` on this machine, each the id of a process."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self._noted: list[str] = []

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    @property
    def processes(self) -> list[str]:
        """In the order in which they came."""
        while True:
            try:
                self._noted.append(self._socket.recv(100).decode())
            except BlockingIOError:
                return self._noted

    def __enter__(self) -> "Notes":
        return self

    def __exit__(self, *error: object) -> None:
        self._socket.close()
