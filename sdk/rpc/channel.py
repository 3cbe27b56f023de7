"""The channel: a worker's end of the socket to the platform."""

import asyncio
import fcntl
import itertools
import os
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import cast

from sdk.errors import WorkflowError
from sdk.rpc.protocol import HEADER, Message, ProtocolError, decode, encode, length

#: A file of this worker's own, which the platform has opened for what it prints as it dies.
STDERR = 2


class Channel:
    """The channel to the platform: any thread may send, one at a time receives.

    Between runs, messages are received one by one. While it is ``listening``, every event loop
    with an open request receives for all of them, whatever its thread. Answers to requests of an
    earlier run are ignored.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._sending = threading.Lock()
        self._receiving = threading.Lock()
        self._is_listening = False
        self._ids = itertools.count(1)
        self._asked: dict[int, tuple[asyncio.AbstractEventLoop, asyncio.Future[object]]] = {}
        self._received = bytearray()
        self.capability = ""
        self._process = os.getpid()
        self._has_forked = False
        os.register_at_fork(before=self._before_fork, after_in_child=self._after_fork)

    def send(self, message: Message) -> None:
        """Send a whole message, even while processes that the run has forked send, too."""
        frame = encode(message)
        with self._sending, self._turn():
            self._socket.sendall(frame)

    @contextmanager
    def _turn(self) -> Generator[None]:
        """Let one process send at a time, by a file lock, which ends with its process."""
        # A semaphore that a killed process held would stay taken; the kernel frees a file lock.
        if not self._has_forked:
            yield
            return
        with suppress(OSError):  # the author has closed stderr
            fcntl.lockf(STDERR, fcntl.LOCK_EX)
        try:
            yield
        finally:
            with suppress(OSError):
                fcntl.lockf(STDERR, fcntl.LOCK_UN)

    def _before_fork(self) -> None:
        self._has_forked = True

    def _after_fork(self) -> None:
        """Make new locks: the threads that may hold the old ones do not exist in the child."""
        self._sending, self._receiving = threading.Lock(), threading.Lock()

    def receive(self) -> Message:
        """Wait for the next message; EOFError if the platform has closed the connection."""
        return decode(self._exactly(length(self._exactly(HEADER.size))))

    async def ask(self, call: str, **arguments: object) -> object:
        """Send a request and return the platform's answer; WorkflowError if it refuses."""
        if os.getpid() != self._process:
            raise RuntimeError(
                f"{call} works in the run's own process only: ask there, and hand the answer to"
                " the processes that you start"
            )
        number = next(self._ids)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[object] = loop.create_future()
        self._asked[number] = loop, answer
        loop.add_reader(self._socket, self._read)
        self.send(
            {
                "kind": "ask",
                "id": number,
                "call": call,
                "arguments": arguments,
                "capability": self.capability,
            }
        )
        return await answer

    @contextmanager
    def listening(self) -> Generator[None]:
        """Receive answers inside the block, and only to requests that were made in it."""
        self._asked.clear()
        self._is_listening = True
        try:
            yield
        finally:
            # Under the lock: a thread that outlives the run must not take the next message.
            with self._receiving:
                self._is_listening = False

    def _exactly(self, size: int) -> bytes:
        while len(self._received) < size:
            part = self._socket.recv(65536)
            if not part:
                raise EOFError("the platform closed the connection")
            self._received += part
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken

    def _read(self) -> None:
        with self._receiving:
            try:
                part = self._socket.recv(65536, socket.MSG_DONTWAIT) if self._is_listening else b""
            except BlockingIOError:
                return  # another thread's loop has read it
            if not part:
                asyncio.get_running_loop().remove_reader(self._socket)
                return
            self._received += part
            for message in self._complete():
                self._settle(message)

    def _complete(self) -> list[Message]:
        """Take the whole messages from what was received so far."""
        messages: list[Message] = []
        while len(self._received) >= HEADER.size:
            end = HEADER.size + length(bytes(self._received[: HEADER.size]))
            if len(self._received) < end:
                break
            messages.append(decode(bytes(self._received[HEADER.size : end])))
            del self._received[:end]
        return messages

    def _settle(self, message: Message) -> None:
        if message["kind"] != "answer" or message["capability"] != self.capability:
            return
        asked = self._asked.pop(cast("int", message["id"]), None)
        if asked is None:
            raise ProtocolError("an answer to an unknown request")
        loop, answer = asked
        if not loop.is_closed():  # the loop may be of another thread, which has ended
            loop.call_soon_threadsafe(_resolve, answer, message)


def _resolve(answer: asyncio.Future[object], message: Message) -> None:
    if answer.done():
        return
    error = cast("dict[str, str] | None", message.get("error"))
    if error is None:
        answer.set_result(message.get("value"))
    else:
        answer.set_exception(WorkflowError(error["code"], error["message"]))
