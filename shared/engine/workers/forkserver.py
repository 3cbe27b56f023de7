"""The platform's side of the fork server, whose other side is ``sdk.worker.forkserver``."""

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
from shared.errors import Unavailable

PROGRAM = Path(__file__).resolve().parents[3] / "sdk" / "worker" / "program.py"
MESSAGE_BYTES = 64 * 1024
START_SECONDS = 20
CLOSE_SECONDS = 5
#: The status of a worker that there never was: EX_OSERR.
FAILED = 71
T = TypeVar("T")


class Reset(BaseModel):
    """What the template found of a worker after a run."""

    model_config = ConfigDict(frozen=True)

    threads: int
    children: int
    memory_bytes: int


class _Heard(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")

    kind: str
    id: int = 0
    layers: dict[str, bool] = {}
    reason: str = ""
    status: int = 0


@dataclass(eq=False)
class Child:
    """A worker of the template. ``exited`` has its status, negative for a signal."""

    number: int
    exited: "asyncio.Future[int]"
    tidied: "asyncio.Future[Reset] | None" = None


@dataclass(eq=False)
class ForkServer:
    """Made by ``start``. When it dies, its workers die with it, and ``is_alive`` is False."""

    control: socket.socket
    process: asyncio.subprocess.Process
    layers: Mapping[str, bool] = field(default_factory=dict[str, bool])
    is_alive: bool = True
    _children: dict[int, Child] = field(default_factory=dict[int, Child])
    _numbers: int = 0
    _discarding: "asyncio.Task[None] | None" = None
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
        """With this in every worker's environment. Unavailable if it does not come up in time."""
        keep_to_ourselves()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        try:
            with theirs:
                process = await _spawned(theirs, readable, scratch, environment)
        except OSError as error:
            ours.close()
            raise Unavailable("no process could be started for workflows") from error
        fork_server = cls(ours, process)
        asyncio.get_running_loop().add_reader(ours, fork_server._hear)
        try:
            async with asyncio.timeout(START_SECONDS):
                await fork_server._ready
        except (TimeoutError, asyncio.CancelledError):
            await fork_server.close()
            raise Unavailable("the process for workflows did not come up") from None
        return fork_server

    def fork(self, folder: Path, memory_bytes: int, descriptors: Sequence[int]) -> Child:
        """A new worker with these descriptors. If it cannot be, it has exited."""
        self._numbers += 1
        child = Child(self._numbers, asyncio.get_running_loop().create_future())
        self._children[child.number] = child
        order = {"kind": "fork", "folder": str(folder), "memory_bytes": memory_bytes}
        self._order(child, order, descriptors)
        return child

    def end(self, child: Child) -> None:
        """End it and all that it started: at once, or after a second of grace."""
        self._order(child, {"kind": "end"})

    async def tidied(self, child: Child) -> Reset | None:
        """What it left behind; None if it is gone."""
        if child.exited.done():
            return None
        child.tidied = asyncio.get_running_loop().create_future()
        self._order(child, {"kind": "tidy"})
        await asyncio.wait({child.tidied, child.exited}, return_when=asyncio.FIRST_COMPLETED)
        return child.tidied.result() if child.tidied.done() else None

    async def close(self) -> None:
        """End it, and with it all workers that are left."""
        self._lose()
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await (self._discarding or self.process.wait())
        except TimeoutError:  # it stands still: it ends all the same
            await self._discard()

    def _order(
        self, child: Child, order: Mapping[str, object], descriptors: Sequence[int] = ()
    ) -> None:
        if child.exited.done():
            return
        text = json.dumps({**order, "id": child.number}).encode()
        try:
            socket.send_fds(self.control, [text], [*descriptors])
        except OSError:  # gone, or so far behind that it is as good as gone
            self._lose()

    def _hear(self) -> None:
        try:
            while text := self.control.recv(MESSAGE_BYTES):
                self._take(text)
        except BlockingIOError:
            return
        except (OSError, ValidationError):
            pass
        if self.is_alive:
            self._lose()
            self._discarding = asyncio.create_task(self._discard())

    async def _discard(self) -> None:
        """It died, or went mad, and could not end its workers' descendants."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()
        await asyncio.to_thread(end_orphans)

    def _take(self, text: bytes) -> None:
        heard = _Heard.model_validate_json(text)
        if heard.kind == "ready":
            self.layers = heard.layers
            self._ready.set_result(None)
            return
        child = self._children.get(heard.id)
        if child is None:
            return
        if heard.kind == "tidied":
            _resolve(child.tidied, lambda: Reset.model_validate_json(text))
        else:
            del self._children[child.number]
            _resolve(child.exited, lambda: heard.status if heard.kind == "exited" else FAILED)

    def _lose(self) -> None:
        """It is of no more use: its end of the socket closes, and it ends with its workers."""
        if not self.is_alive:
            return
        self.is_alive = False
        with suppress(RuntimeError):  # the loop may be closed by now
            asyncio.get_running_loop().remove_reader(self.control)
        self.control.close()
        for child in self._children.values():
            _resolve(child.exited, lambda: -signal.SIGKILL)
        self._children.clear()


def _resolve(future: "asyncio.Future[T] | None", value: Callable[[], T]) -> None:
    if future is not None and not future.done():
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
