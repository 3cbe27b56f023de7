"""What is in these files? Asked of a child process: importing is running."""

import asyncio
from collections.abc import Iterable
from pathlib import PurePosixPath

from sdk.protocol import ProtocolError
from shared.engine.pool import Pool
from shared.engine.snapshots import Snapshot
from shared.engine.validation import compiled
from shared.engine.worker import Worker, WorkerDied
from shared.models.worker import Indexed, IndexedWorkflow, IndexingError
from shared.models.workflows import BrokenFile, Index, Workflow

#: Faults that may be gone at the next try.
PASSING = {"TimeoutError", "WorkerDied"}

#: Also routes under /api/workflows/.
RESERVED = {"execute", "scan", "validate"}


class Indexer:
    """Gives each file ``seconds`` to import.

    A file that takes more, or ends the process, is reported as broken, and the files after
    it go on in a new process.
    """

    def __init__(self, pool: Pool, seconds: float) -> None:
        self._pool = pool
        self._seconds = seconds

    async def index(self, snapshot: Snapshot) -> Index:
        files = [path for path in sorted(snapshot.files) if _is_workflow_file(path)]
        found: list[Indexed] = []
        while len(found) < len(files):
            found += await self._describe(snapshot, files[len(found) :])
        return _index(snapshot.version, found)

    async def _describe(self, snapshot: Snapshot, files: list[str]) -> list[Indexed]:
        """All of them, or those up to the first that ended the process."""
        worker = await self._pool.lend_fresh()
        found: list[Indexed] = []
        try:
            await worker.index(snapshot.root, files)
            while len(found) < len(files):
                found.append(await self._next(worker, files[len(found)]))
        except (WorkerDied, ProtocolError, TimeoutError) as error:
            why = str(error) or f"importing it took longer than {self._seconds:g} s"
            broken = IndexingError(type=type(error).__name__, message=why)
            file = files[len(found)]
            found.append(Indexed(kind="indexed", capability="", file=file, error=broken))
        finally:
            await self._pool.discard(worker)
        return found

    async def _next(self, worker: Worker, file: str) -> Indexed:
        async with asyncio.timeout(self._seconds):
            message = await worker.receive()
        if not isinstance(message, Indexed) or message.file != file:
            raise ProtocolError("it did not say what it was asked")
        return message


def _is_workflow_file(path: str) -> bool:
    name = PurePosixPath(path).name
    return name.endswith(".py") and not name.startswith(("_", "test_")) and name != "conftest.py"


def _index(version: str, found: Iterable[Indexed]) -> Index:
    workflows: dict[str, Workflow] = {}
    broken: list[BrokenFile] = []
    for file in found:
        if file.error:
            error = f"{file.error.type}: {file.error.message}"
            passing = file.error.type in PASSING
            broken.append(BrokenFile(file=file.file, error=error, may_pass=passing))
        for declared in file.workflows:
            fault = _fault(declared, workflows)
            if fault:
                broken.append(BrokenFile(file=file.file, error=fault))
            else:
                facts = declared.model_dump()
                workflows[declared.name] = Workflow(**facts, file=file.file, version=version)
    return Index(version=version, workflows=workflows, broken=tuple(broken))


def _fault(declared: IndexedWorkflow, known: dict[str, Workflow]) -> str | None:
    name = declared.name
    try:
        compiled(declared.parameters)
    except ValueError as error:
        return f"the parameters of {name!r} are no JSON Schema: {str(error)[:500]}"
    if name in RESERVED:
        return f"a workflow cannot be named {name!r}: that is a route"
    if name in known:
        return f"there is a workflow {name!r} in {known[name].file} already"
    return None
