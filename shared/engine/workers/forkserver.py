"""The platform's side of the fork server; the other side is ``sdk.worker.forkserver``.

The fork server is a process that has imported the SDK once, and forks a worker in milliseconds.
"""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from shared.engine.workers.kernel import end_orphans, keep_to_ourselves
from shared.engine.workers.leftovers import Leftovers, leftovers_of
from shared.errors import Unavailable

PROGRAM = Path(__file__).resolve().parents[3] / "sdk" / "worker" / "program.py"
MESSAGE_BYTES = 64 * 1024
START_SECONDS = 20
CLOSE_SECONDS = 5
#: The exit status of a worker that could not be forked: EX_OSERR.
FAILED = 71
T = TypeVar("T")


class _Report(BaseModel):
    """A message of the fork server; ``kind`` says which of the fields it has."""

    model_config = ConfigDict(frozen=True, extra="allow")

    kind: str
    id: int = 0
    layers: dict[str, bool] = {}
    reason: str = ""
    status: int = 0
    pid: int = 0


@dataclass(eq=False)
class Child:
    """A worker that is forked. ``pid`` resolves to its process id if it could be forked.

    ``exited`` resolves to its exit status, negative for a signal.
    """

    number: int
    pid: "asyncio.Future[int]"
    exited: "asyncio.Future[int]"


@dataclass(eq=False)
class ForkServer:
    """A running fork server, made by ``start``.

    When it dies, its workers die with it, and ``is_alive`` is False.
    """

    control: socket.socket
    process: asyncio.subprocess.Process
    layers: Mapping[str, bool] = field(default_factory=dict[str, bool])
    is_alive: bool = True
    _children: dict[int, Child] = field(default_factory=dict[int, Child])
    _numbers: int = 0
    _killing: "asyncio.Task[None] | None" = None
    _ready: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    @classmethod
    async def start(
        cls,
        readable: Sequence[Path],
        scratch: Path,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> "ForkServer":
        """Start a fork server, whose workers get this environment and may read these folders.

        Unavailable if it is not ready within 20 s.
        """
        keep_to_ourselves()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        try:
            with theirs:
                process = await _spawned(theirs, readable, scratch, environment)
        except OSError as error:
            ours.close()
            raise Unavailable("the fork server could not be started: try again") from error
        fork_server = cls(ours, process)
        asyncio.get_running_loop().add_reader(ours, fork_server._read)
        try:
            async with asyncio.timeout(START_SECONDS):
                await fork_server._ready
        except (TimeoutError, asyncio.CancelledError):
            await fork_server.close()
            message = f"the fork server was not ready within {START_SECONDS} s: try again"
            raise Unavailable(message) from None
        return fork_server

    def fork(self, folder: Path, memory_bytes: int, descriptors: Sequence[int]) -> Child:
        """Fork a worker that inherits these descriptors; if that fails, it has exited."""
        self._numbers += 1
        loop = asyncio.get_running_loop()
        child = Child(self._numbers, loop.create_future(), loop.create_future())
        self._children[child.number] = child
        order = {"kind": "fork", "folder": str(folder), "memory_bytes": memory_bytes}
        self._send(child, order, descriptors)
        return child

    def end(self, child: Child) -> None:
        """End a worker and all processes that it started, with a second of grace."""
        self._send(child, {"kind": "end"})

    async def leftovers(self, child: Child) -> Leftovers | None:
        """Return what a run left in the worker; None if it has exited."""
        if not child.pid.done():
            await asyncio.wait({child.pid, child.exited}, return_when=asyncio.FIRST_COMPLETED)
        if child.exited.done():
            return None
        return leftovers_of(child.pid.result())

    async def close(self) -> None:
        """End the fork server, and with it all workers that are left."""
        self._disconnect()
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await (self._killing or self.process.wait())
        except TimeoutError:  # it hangs: kill it
            await self._kill()

    def _send(
        self, child: Child, order: Mapping[str, object], descriptors: Sequence[int] = ()
    ) -> None:
        if child.exited.done():
            return
        text = json.dumps({**order, "id": child.number}).encode()
        try:
            socket.send_fds(self.control, [text], [*descriptors])
        except OSError:  # dead, or so far behind that it counts as dead
            self._disconnect()

    def _read(self) -> None:
        try:
            while text := self.control.recv(MESSAGE_BYTES):
                self._handle(text)
        except BlockingIOError:
            return
        except (OSError, ValidationError):
            pass
        if self.is_alive:
            self._disconnect()
            self._killing = asyncio.create_task(self._kill())

    async def _kill(self) -> None:
        """Kill the fork server and the descendants of its workers, which it did not end."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()
        await asyncio.to_thread(end_orphans)

    def _handle(self, text: bytes) -> None:
        report = _Report.model_validate_json(text)
        if report.kind == "ready":
            self.layers = report.layers
            self._ready.set_result(None)
            return
        child = self._children.get(report.id)
        if child is None:
            return
        if report.kind == "forked":
            _resolve(child.pid, lambda: report.pid)
        else:
            del self._children[child.number]
            _resolve(child.exited, lambda: report.status if report.kind == "exited" else FAILED)

    def _disconnect(self) -> None:
        """Close the socket, on which the fork server ends with its workers."""
        if not self.is_alive:
            return
        self.is_alive = False
        with suppress(RuntimeError):  # the loop may be closed by now
            asyncio.get_running_loop().remove_reader(self.control)
        self.control.close()
        for child in self._children.values():
            _resolve(child.exited, lambda: -signal.SIGKILL)
        self._children.clear()


def _resolve(future: "asyncio.Future[T]", value: Callable[[], T]) -> None:
    if not future.done():
        future.set_result(value())


async def _spawned(
    connection: socket.socket,
    readable: Sequence[Path],
    scratch: Path,
    environment: Mapping[str, str],
) -> asyncio.subprocess.Process:
    program = [
        "-I", "-S", "-B", "-X", "utf8", str(PROGRAM), str(connection.fileno()), str(os.getpid()),
        str(scratch), *map(str, readable),
    ]  # fmt: skip
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *program,
        pass_fds=[connection.fileno()],
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", **environment},
        cwd="/",
        start_new_session=True,
    )
