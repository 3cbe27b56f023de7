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

    def __init__(self, folder: Path, memory_mb: int) -> None:
        self._folder = folder
        self._memory_bytes = memory_mb * 1024 * 1024
        self._process: asyncio.subprocess.Process
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter

    @classmethod
    async def start(cls, memory_mb: int) -> "Worker":
        worker = cls(Path(tempfile.mkdtemp(prefix="bifrost-run-")), memory_mb)
        ours, theirs = socket.socketpair()
        with theirs, (worker._folder / "stderr").open("wb") as stderr:
            await worker._spawn(theirs, stderr)
        worker._reader, worker._writer = await asyncio.open_connection(sock=ours)
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
        try:
            header = await self._reader.readexactly(HEADER.size)
            body = await self._reader.readexactly(length(header))
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise WorkerDied(await self._last_words()) from error
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
        await self._process.wait()
        with suppress(ConnectionError):
            await self._writer.wait_closed()
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def _spawn(self, connection: socket.socket, stderr: IO[bytes]) -> None:
        program = ["-I", "-S", "-B", "-X", "utf8", str(PROGRAM)]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *program,
            str(connection.fileno()),
            str(os.getpid()),
            pass_fds=[connection.fileno()],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=stderr,
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
        self._signal(signal.SIGKILL)  # its socket is closed: nothing more will come
        code = await self._process.wait()
        ended = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        said = (self._folder / "stderr").read_bytes()[-LAST_WORDS_BYTES:].decode(errors="replace")
        return f"the workflow's process ended with {ended}" + (f": {said}" if said else "")
