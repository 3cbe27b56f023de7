"""What is in these files? Asked of child processes: importing is running."""

import asyncio
from collections import deque
from pathlib import PurePosixPath

from sdk.rpc.protocol import ProtocolError
from shared.engine.code.index_builder import Indexing
from shared.engine.code.index_entries import entry_of
from shared.engine.code.snapshots import Snapshot
from shared.engine.workers.pool import Pool
from shared.engine.workers.worker import Worker, WorkerDied
from shared.models.worker_messages import Indexed, IndexingError
from shared.models.workflows import IndexedFile

LANES = 4
BATCH = 25
MEMORY_MB = 512
SLOW_SECONDS = 1


class Indexer:
    """Gives each file ``seconds`` and 512 MB to import.

    Files share a process for as long as nothing is wrong. One that fails, ends the process or is
    slow is tried again in a process of its own, since the fault may be that of a file before it;
    those behind it go on in another.
    """

    def __init__(self, pool: Pool, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds

    async def run(self, indexing: Indexing) -> None:
        """Until every file is known. Unavailable if there can be no process."""
        files = indexing.unknown
        batches = deque(files[at : at + BATCH] for at in range(0, len(files), BATCH))
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(LANES, len(batches))):
                    group.create_task(self._lane(indexing, batches, group))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed

    async def one(self, snapshot: Snapshot, file: str) -> IndexedFile:
        """What a single file holds, whatever is known of it."""
        indexing = Indexing(snapshot, [file], ())
        await self.run(indexing)
        return indexing.entries[file]

    async def _lane(
        self, indexing: Indexing, batches: deque[list[str]], group: asyncio.TaskGroup
    ) -> None:
        """Batch after batch; what one leaves over is a batch again, for whoever is free."""
        while batches:
            left = await self._describe(indexing, batches.popleft())
            batches.extend(left)
            if len(left) > 1:  # one of them is in trouble: nobody waits behind it
                group.create_task(self._lane(indexing, batches, group))

    async def _describe(self, indexing: Indexing, files: list[str]) -> list[list[str]]:
        """The files in one process. From the first in trouble on they are left, if any."""
        is_alone = len(files) == 1
        snapshot = indexing.snapshot
        worker = await self._pool.acquire_fresh(MEMORY_MB)
        try:
            await worker.index(snapshot.root, files, snapshot.packages)
            for at, file in enumerate(files):
                said = await self._heard(worker, file, self._seconds if is_alone else SLOW_SECONDS)
                if said.error and not is_alone:
                    return [batch for batch in ([file], files[at + 1 :]) if batch]
                indexing.take(entry_of(said, snapshot.hashes))
        finally:
            await self._pool.discard(worker)
        return []

    async def _heard(self, worker: Worker, file: str, seconds: float) -> Indexed:
        """What the process says of a file, or what is to be said of it instead."""
        try:
            async with asyncio.timeout(min(seconds, self._seconds)):
                message = await worker.receive()
        except (WorkerDied, ProtocolError, TimeoutError) as error:
            why = str(error) or f"importing it took longer than {self._seconds:g} s"
            return _broken(file, type(error).__name__, why)
        if isinstance(message, Indexed) and message.file == file:
            return message
        return _broken(file, "ProtocolError", "it did not say what it was asked")


def _broken(file: str, kind: str, why: str) -> Indexed:
    error = IndexingError(type=kind, message=why[:2000])
    return Indexed(kind="indexed", capability="", file=file, error=error)


def holds_functions(path: str) -> bool:
    """Whether a file is looked into: not tests, and not what its author keeps to themselves."""
    name = PurePosixPath(path).name
    return name.endswith(".py") and not name.startswith(("_", "test_")) and name != "conftest.py"
