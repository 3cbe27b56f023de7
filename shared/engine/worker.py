"""One child process that speaks the protocol of ``sdk.protocol``.

User code runs here and nowhere else. The process gets an empty environment, a folder of
its own that is removed after it, and one socket. It dies with us.
"""

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from sdk.protocol import HEADER, Message, ProtocolError, decode, encode, length
from shared.models.worker import WorkerMessage, parse

PROGRAM = Path(__file__).resolve().parents[2] / "sdk" / "sandbox.py"
GRACE_SECONDS = 1
LAST_WORDS_BYTES = 2000
LAST_WORDS_SECONDS = 0.2
PREFIX = "run-"


class WorkerDied(Exception):
    """The process ended before it said how the run ended."""


@dataclass(frozen=True, slots=True)
class Code:
    """Where a workflow's code is: a folder that does not change, and a file in it."""

    root: Path
    file: str
    function: str


class Worker:
    """Made by ``start``; ``end`` it whatever happened."""

    def __init__(self, folder: Path, stderr: IO[bytes], memory_mb: int) -> None:
        self._folder = folder
        self._stderr = stderr
        self._memory_bytes = memory_mb * 1024 * 1024
        self._process: asyncio.subprocess.Process
        self._exited: asyncio.Task[int]
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    @classmethod
    async def start(cls, runs: Path, memory_mb: int) -> "Worker":
        """A new process with a folder of its own below ``runs``."""
        folder = await asyncio.to_thread(_new_folder, runs)
        # Without a name: what the process does to its files cannot lead us elsewhere.
        worker = cls(folder, tempfile.TemporaryFile(), memory_mb)  # noqa: SIM115  closed by end
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                await worker._spawn(theirs)
            worker._reader, worker._writer = await asyncio.open_connection(sock=ours)
        except OSError:
            ours.close()
            worker._stderr.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        worker._exited = asyncio.create_task(worker._process.wait())
        return worker

    async def load(self, code: Code) -> None:
        """Have the file imported; the worker says ``loaded`` or ``failed``."""
        await self._send(
            {
                "kind": "load",
                "root": str(code.root),
                "file": code.file,
                "function": code.function,
                "memory_bytes": self._memory_bytes,
            }
        )

    async def index(self, root: Path, files: list[str]) -> None:
        """Have files described; the worker says ``indexed`` for each, in order."""
        await self._send(
            {
                "kind": "index",
                "root": str(root),
                "files": files,
                "memory_bytes": self._memory_bytes,
            }
        )

    async def run(self, context: Message, given: Message, capability: str) -> None:
        await self._send(
            {"kind": "run", "context": context, "input": given, "capability": capability}
        )

    async def answer(self, number: int, value: object) -> None:
        await self._send({"kind": "answer", "id": number, "value": value})

    async def refuse(self, number: int, code: str, message: str) -> None:
        error = {"code": code, "message": message}
        await self._send({"kind": "answer", "id": number, "error": error})

    async def receive(self) -> WorkerMessage:
        """The next message; WorkerDied at the end, ProtocolError if it is not one of ours."""
        body = await self._frame()
        try:
            return parse.validate_python(decode(body))
        except ValidationError as error:
            raise ProtocolError("a message had the wrong fields") from error

    async def end(self) -> None:
        """End the process and all of its group, and remove its folder."""
        self._writer.close()
        if self._process.returncode is None:
            self._signal(signal.SIGTERM)
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE_SECONDS):
                    await self._process.wait()
        self._signal(signal.SIGKILL)
        await self._exited
        with suppress(ConnectionError):
            await self._writer.wait_closed()
        self._stderr.close()
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def _frame(self) -> bytes:
        """The next frame's body. A child that it left behind can hold the socket open."""
        reading = asyncio.ensure_future(self._read())
        try:
            await asyncio.wait({reading, self._exited}, return_when=asyncio.FIRST_COMPLETED)
            async with asyncio.timeout(None if reading.done() else LAST_WORDS_SECONDS):
                return await reading
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerDied(await self._last_words()) from error
        finally:
            reading.cancel()

    async def _read(self) -> bytes:
        header = await self._reader.readexactly(HEADER.size)
        return await self._reader.readexactly(length(header))

    async def _spawn(self, connection: socket.socket) -> None:
        program = ["-I", "-S", "-B", "-X", "utf8", str(PROGRAM)]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *program,
            str(connection.fileno()),
            str(os.getpid()),
            pass_fds=[connection.fileno()],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=self._stderr,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self._folder), "TMPDIR": str(self._folder)},
            cwd=self._folder,
            start_new_session=True,
        )

    async def _send(self, message: Message) -> None:
        try:
            self._writer.write(encode(message))
            await self._writer.drain()
        except ConnectionError as error:
            raise WorkerDied(await self._last_words()) from error

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    async def _last_words(self) -> str:
        """How the process ended, and what it wrote to its standard error before."""
        await asyncio.wait({self._exited}, timeout=LAST_WORDS_SECONDS)
        self._signal(signal.SIGKILL)
        code = await self._exited
        ended = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        size = os.fstat(self._stderr.fileno()).st_size
        end = os.pread(self._stderr.fileno(), LAST_WORDS_BYTES, max(0, size - LAST_WORDS_BYTES))
        said = end.decode(errors="replace").strip()
        return f"the workflow's process ended with {ended}" + (f": {said}" if said else "")


def remove_leftovers(runs: Path) -> None:
    """Remove the folders of processes of ours that were killed before they could."""
    for folder in runs.glob(f"{PREFIX}*-*"):
        if not Path(f"/proc/{folder.name.removeprefix(PREFIX).partition('-')[0]}").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _new_folder(runs: Path) -> Path:
    runs.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=runs))
