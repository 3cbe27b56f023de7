"""What is in these files? Asked of child processes: importing is running."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from sdk.protocol import ProtocolError
from shared.engine.entries import entry_of
from shared.engine.indexing import Indexing
from shared.engine.pool import Pool
from shared.engine.snapshots import Snapshot
from shared.engine.worker import Worker, WorkerDied
from shared.models.worker import Indexed, IndexingError
from shared.models.workflows import FileEntry

LANES = 4
BATCH = 25
MEMORY_MB = 512
SLOW_SECONDS = 1


class Indexer:
    """Gives each file ``seconds`` and 512 MB to import.

    A file that takes more, or ends the process, is reported as broken. While one is slow, the
    files behind it go on in another process.
    """

    def __init__(self, pool: Pool, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds
        self._processes = asyncio.Semaphore(2 * LANES)

    async def run(self, indexing: Indexing) -> None:
        """Until every file is known. Unavailable if there can be no process."""
        waiting = deque(indexing.unknown)
        lanes = min(LANES, -(-len(waiting) // BATCH))
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(lanes):
                    group.create_task(self._lane(indexing, waiting, group))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed

    async def one(self, snapshot: Snapshot, file: str) -> FileEntry:
        """What a single file holds, whatever is known of it."""
        indexing = Indexing(snapshot, [file], ())
        await self.run(indexing)
        return indexing.entries[file]

    async def _lane(
        self, indexing: Indexing, waiting: deque[str], group: asyncio.TaskGroup
    ) -> None:
        def leave_to_others(files: Iterable[str]) -> None:
            waiting.extendleft(reversed([*files]))
            if waiting:
                group.create_task(self._lane(indexing, waiting, group))

        while waiting:
            async with self._processes:
                batch = deque(waiting.popleft() for _ in range(min(BATCH, len(waiting))))
                if batch:
                    await self._describe(indexing, batch, leave_to_others)

    async def _describe(
        self, indexing: Indexing, files: deque[str], leave: Callable[[Iterable[str]], None]
    ) -> None:
        """The files in one process; what comes after a slow or deadly one is left to others."""
        snapshot = indexing.snapshot
        worker = await self._pool.lend_fresh(MEMORY_MB)
        try:
            await worker.index(snapshot.root, [*files])
            while files:
                said = await self._next(worker, files, leave)
                files.popleft()
                indexing.take(entry_of(said, snapshot.hashes))
        except (WorkerDied, ProtocolError, TimeoutError) as error:
            why = str(error) or f"importing it took longer than {self._seconds:g} s"
            broken = IndexingError(type=type(error).__name__, message=why[:2000])
            said = Indexed(kind="indexed", capability="", file=files.popleft(), error=broken)
            indexing.take(entry_of(said, snapshot.hashes))
            leave(files)
        finally:
            await self._pool.discard(worker)

    async def _next(
        self, worker: Worker, files: deque[str], leave: Callable[[Iterable[str]], None]
    ) -> Indexed:
        """What is said of the first of the files."""
        hearing = asyncio.ensure_future(worker.receive())
        try:
            await asyncio.wait({hearing}, timeout=min(SLOW_SECONDS, self._seconds))
            if not hearing.done():
                leave(files.pop() for _ in range(len(files) - 1))
            async with asyncio.timeout(self._seconds - min(SLOW_SECONDS, self._seconds)):
                message = await hearing
        finally:
            hearing.cancel()
        if not isinstance(message, Indexed) or message.file != files[0]:
            raise ProtocolError("it did not say what it was asked")
        return message


def holds_functions(path: str) -> bool:
    """Whether a file is looked into: not tests, and not what its author keeps to themselves."""
    name = PurePosixPath(path).name
    return name.endswith(".py") and not name.startswith(("_", "test_")) and name != "conftest.py"
