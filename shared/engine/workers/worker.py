"""A worker: one child process that speaks the protocol of ``sdk.rpc.protocol``.

User code runs here and nowhere else. The fork server forks the process, ``sdk.sandbox.sandbox``
confines it; it has one socket, and a folder of its own that is removed when it ends.
"""

import asyncio
import os
import secrets
import socket
import stat
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import Signals
from typing import IO, Literal

from pydantic import ValidationError

from sdk.rpc.protocol import HEADER, Message, ProtocolError, encode, length
from sdk.sandbox import folders
from shared.engine.workers import pytest_modules
from shared.engine.workers.forkserver import Child, ForkServer
from shared.engine.workers.leftovers import Leftovers
from shared.models.worker_messages import Rested, WorkerMessage, parse

STDERR_TAIL_BYTES = 2000
STDERR_TAIL_SECONDS = 0.2
RESET_SECONDS = 2
PREFIX = "run-"
#: A worker serves about so many runs. Each has a limit of its own, this far from it at most, so
#: that workers which started together are not replaced together.
MOST_RUNS = 100
MOST_RUNS_JITTER = 25


class WorkerDied(Exception):
    """The worker process ended before it reported how the run ended."""


@dataclass(frozen=True, slots=True)
class Code:
    """The location of a function's code: an immutable folder, and a file in it."""

    root: Path
    file: str
    function: str
    what: Literal["workflow", "provider"] = "workflow"
    packages: Path | None = None


class Worker:
    """A worker process. ``start`` makes it; the caller has to ``end`` it whatever happens."""

    def __init__(self, fork_server: ForkServer, folder: Path, stderr: IO[bytes]) -> None:
        self.runs = 0
        self.most_runs = MOST_RUNS + secrets.randbelow(2 * MOST_RUNS_JITTER) - MOST_RUNS_JITTER
        self._fork_server = fork_server
        self._folder = folder
        self._stderr = stderr
        self._capability = ""
        self._loaded: Code | None = None
        self._frames = 0
        self._child: Child
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    @classmethod
    async def start(cls, fork_server: ForkServer, runs: Path, memory_mb: int) -> "Worker":
        """Start a worker with a folder of its own below ``runs``; OSError if that fails."""
        folder = await asyncio.to_thread(_new_folder, runs)
        # The file has no name, so the process cannot replace it by a link to another file.
        worker = cls(fork_server, folder, tempfile.TemporaryFile())  # noqa: SIM115  closed by end
        ours, theirs = socket.socketpair()
        with theirs:
            descriptors = [theirs.fileno(), worker._stderr.fileno()]
            worker._child = fork_server.fork(folder, memory_mb * 1024 * 1024, descriptors)
        worker._reader, worker._writer = await asyncio.open_connection(sock=ours)
        worker._child.exited.add_done_callback(lambda _: worker._drain(-1))
        return worker

    @property
    def is_alive(self) -> bool:
        return self._fork_server.is_alive and not self._child.exited.done()

    @property
    def is_worn_out(self) -> bool:
        """Whether the worker has had its number of runs."""
        return self.runs >= self.most_runs

    def on_exit(self, gone: "Callable[[Worker], None]") -> None:
        """Call ``gone`` once the process and all its descendants are gone; that can be at once."""
        self._child.exited.add_done_callback(lambda _: gone(self))

    def is_ready_for(self, code: Code) -> bool:
        """Whether the worker has this function imported, from its last run."""
        return self._loaded == code

    def begin(self) -> None:
        """Begin a run: messages from now on have to carry its new capability."""
        self.runs += 1
        self._capability = secrets.token_urlsafe(16)

    async def load(self, code: Code) -> None:
        """Ask the worker to import the file; it replies ``loaded`` or ``failed``."""
        self._loaded = code
        where = {"root": str(code.root), "file": code.file, "function": code.function}
        packages = _text(code.packages)
        await self._send({"kind": "load", **where, "what": code.what, "packages": packages})

    async def index(self, root: Path, files: list[str], packages: Path | None = None) -> None:
        """Ask the worker to describe files; it replies ``indexed`` for each, in order."""
        self.begin()
        where = {"root": str(root), "packages": _text(packages)}
        await self._send({"kind": "index", **where, "files": files})

    async def test(self, root: Path, files: list[str], packages: Path | None) -> None:
        """Ask the worker to run tests; it replies ``tested`` for each, then ``done`` or ``failed``.

        It has no network from then on, and is of no use for anything else.
        """
        self.begin()
        where = {"root": str(root), "packages": _text(packages)}
        tools = {
            "modules": {**pytest_modules.places()},
            "versions": {**pytest_modules.versions()},
        }
        await self._send({"kind": "test", **where, "files": files, **tools})

    async def install(self, pip: Path, requirements: str, index: str, authority: str) -> None:
        """Ask the worker to install packages; it replies ``done`` or ``failed``."""
        self.begin()
        what = {"requirements": requirements, "index": index, "authority": authority}
        await self._send({"kind": "install", "pip": str(pip), **what})

    async def read_file(self, name: str, limit: int) -> bytes:
        """Read a file of the worker's folder; OSError if it is no file, or over ``limit`` bytes."""
        return await asyncio.to_thread(_read_file, self._folder / name, limit)

    async def run(self, context: Message, given: Message, hidden: Iterable[str] = ()) -> None:
        """Start the run; the worker redacts the ``hidden`` texts before it shortens messages."""
        what = {"context": context, "input": given, "secrets": [*hidden]}
        await self._send({"kind": "run", **what})

    async def reset(self) -> Leftovers | None:
        """Prepare the worker for another run; return what is left, or None if it is of no use."""
        try:
            async with asyncio.timeout(RESET_SECONDS):
                message = await self.receive()
                left = await self._fork_server.leftovers(self._child)
            if not isinstance(message, Rested) or not message.is_alone or left is None:
                return None
            if any(self._folder.iterdir()):
                await asyncio.to_thread(folders.empty, self._folder, RESET_SECONDS)
        except (WorkerDied, ProtocolError, OSError):  # TimeoutError is one
            return None
        return left

    async def answer(self, number: int, value: object) -> None:
        """Send the result of the SDK call with this number."""
        await self._send({"kind": "answer", "id": number, "value": value})

    async def refuse(self, number: int, code: str, message: str) -> None:
        """Send the error of the SDK call with this number."""
        error = {"code": code, "message": message}
        await self._send({"kind": "answer", "id": number, "error": error})

    async def receive(self) -> WorkerMessage:
        """The next message; WorkerDied if the process ended, ProtocolError if it is invalid."""
        body = await self._frame()
        try:
            message = parse.validate_json(body)
        except ValidationError as error:
            raise ProtocolError("a message was not JSON, or had the wrong fields") from error
        if not secrets.compare_digest(message.capability.encode(), self._capability.encode()):
            raise ProtocolError("a message did not carry the run's capability")
        return message

    async def end(self) -> None:
        """End the process and all processes that it started, and remove its folder."""
        self._writer.close()
        self._fork_server.end(self._child)
        await asyncio.wait({self._child.exited})
        with suppress(ConnectionError):
            await self._writer.wait_closed()
        self._stderr.close()
        await asyncio.to_thread(folders.remove, self._folder)

    async def _frame(self) -> bytes:
        try:
            header = await self._reader.readexactly(HEADER.size)
            body = await self._reader.readexactly(length(header))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerDied(await self._stderr_tail()) from error
        self._frames += 1
        return body

    def _drain(self, frames: int) -> None:
        """Read what the ended process sent before, and close the socket once no more comes.

        A descendant can hold the socket open, so its end is not waited for.
        """
        if self._frames == frames:
            self._writer.transport.abort()
        elif not self._writer.is_closing():
            loop = asyncio.get_running_loop()
            loop.call_later(STDERR_TAIL_SECONDS, self._drain, self._frames)

    async def _send(self, message: Message) -> None:
        try:
            self._writer.write(encode({**message, "capability": self._capability}))
            await self._writer.drain()
        except ConnectionError as error:
            raise WorkerDied(await self._stderr_tail()) from error

    async def _stderr_tail(self) -> str:
        """The exit status of the process, and the end of its standard error."""
        await asyncio.wait({self._child.exited}, timeout=STDERR_TAIL_SECONDS)
        self._fork_server.end(self._child)
        code = await asyncio.shield(self._child.exited)
        ended = f"signal {_signal(-code)}" if code < 0 else f"exit code {code}"
        size = os.fstat(self._stderr.fileno()).st_size
        end = os.pread(self._stderr.fileno(), STDERR_TAIL_BYTES, max(0, size - STDERR_TAIL_BYTES))
        said = end.decode(errors="replace").strip()
        return f"the workflow's process ended with {ended}" + (f": {said}" if said else "")


def remove_leftovers(runs: Path) -> None:
    """Remove the run folders of platform processes that were killed before they could."""
    for folder in runs.glob(f"{PREFIX}*-*"):
        if not Path(f"/proc/{folder.name.removeprefix(PREFIX).partition('-')[0]}").exists():
            folders.remove(folder)


def _signal(number: int) -> str:
    """The name of a signal, or its number: most real-time signals have no name."""
    return next((signal.name for signal in Signals if signal == number), str(number))


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _read_file(path: Path, limit: int) -> bytes:
    """Open first, then check what was opened: the worker may replace the file meanwhile."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{path.name} is not a file")
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(f"{path.name} has more than {limit} bytes")
    return content


def _new_folder(runs: Path) -> Path:
    runs.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=runs))
