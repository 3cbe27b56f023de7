"""The indexer: imports files in worker processes, to find the functions that they declare."""

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
    """Imports each file in a worker, with ``seconds`` and 512 MB.

    Files share a worker while nothing is wrong. A file that fails, ends the process or is slow
    is tried again in a worker of its own, since a file before it may have caused the fault; the
    files after it continue in another.
    """

    def __init__(self, pool: Pool, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds

    async def run(self, indexing: Indexing) -> None:
        """Index all files that are not known yet; Unavailable if no worker starts."""
        files = indexing.unknown
        batches = deque(files[at : at + BATCH] for at in range(0, len(files), BATCH))
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(LANES, len(batches))):
                    group.create_task(self._lane(indexing, batches, group))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed

    async def one(self, snapshot: Snapshot, file: str) -> IndexedFile:
        """The entry of a single file, imported anew."""
        indexing = Indexing(snapshot, [file], ())
        await self.run(indexing)
        return indexing.entries[file]

    async def _lane(
        self, indexing: Indexing, batches: deque[list[str]], group: asyncio.TaskGroup
    ) -> None:
        """Work through the batches; files that one leaves over are batches again, for any lane."""
        while batches:
            left = await self._describe(indexing, batches.popleft())
            batches.extend(left)
            if len(left) > 1:  # one file is in trouble: the others need not wait for it
                group.create_task(self._lane(indexing, batches, group))

    async def _describe(self, indexing: Indexing, files: list[str]) -> list[list[str]]:
        """Index files in one worker; return those from the first in trouble on, as batches."""
        is_alone = len(files) == 1
        snapshot = indexing.snapshot
        worker = await self._pool.acquire_fresh(MEMORY_MB)
        try:
            await worker.index(snapshot.root, files, snapshot.packages)
            for at, file in enumerate(files):
                seconds = self._seconds if is_alone else SLOW_SECONDS
                said = await self._receive(worker, file, seconds)
                if said.error and not is_alone:
                    return [batch for batch in ([file], files[at + 1 :]) if batch]
                indexing.take(entry_of(said, snapshot.hashes))
        finally:
            await self._pool.discard(worker)
        return []

    async def _receive(self, worker: Worker, file: str, seconds: float) -> Indexed:
        """The worker's report on a file, or one made here if it fails to send it."""
        try:
            async with asyncio.timeout(min(seconds, self._seconds)):
                message = await worker.receive()
        except (WorkerDied, ProtocolError, TimeoutError) as error:
            why = str(error) or f"importing it took longer than {self._seconds:g} s"
            return _broken(file, type(error).__name__, why)
        if isinstance(message, Indexed) and message.file == file:
            return message
        return _broken(file, "ProtocolError", "the worker sent another message than expected")


def _broken(file: str, kind: str, why: str) -> Indexed:
    error = IndexingError(type=kind, message=why[:2000])
    return Indexed(kind="indexed", capability="", file=file, error=error)


def holds_functions(path: str) -> bool:
    """Whether a file is indexed: tests and files that begin with an underscore are not."""
    name = PurePosixPath(path).name
    return name.endswith(".py") and not name.startswith(("_", "test_")) and name != "conftest.py"
