"""Runs tests of workflows in a worker of no organization: without a platform, and a network."""

import asyncio
from collections.abc import Mapping

from pydantic import ValidationError

from sdk.rpc.protocol import ProtocolError
from shared.engine.code.catalog import Catalog
from shared.engine.code.overlays import changed
from shared.engine.code.snapshots import Snapshot
from shared.engine.workers import pytest_parts
from shared.engine.workers.pool import Pool
from shared.engine.workers.worker import Worker, WorkerDied
from shared.models.code.tests import TestReport
from shared.models.worker_messages import Done, Failed, Log

SECONDS = 60
MEMORY_MB = 512
NO_PYTEST = "pytest is not installed in the platform's environment"


class TestRunner:
    """Runs one file of tests at a time, each in a process of its own, for at most 60 s."""

    __test__ = False

    def __init__(self, catalog: Catalog, pool: Pool, seconds: float = SECONDS) -> None:
        self._catalog = catalog
        self._pool = pool
        self._seconds = seconds

    async def run(self, contents: Mapping[str, bytes], file: str) -> TestReport:
        """Run the tests of a file, as if these contents were in the workspace."""
        if "pytest" not in pytest_parts.folders():
            return TestReport(error=NO_PYTEST)
        snapshot = await self._catalog.snapshot()
        async with changed(snapshot, contents) as draft:
            worker = await self._pool.acquire_fresh(MEMORY_MB)
            try:
                async with asyncio.timeout(self._seconds):
                    return await _report(worker, draft, file)
            except TimeoutError:
                return TestReport(error=f"the tests took longer than {self._seconds:g} s")
            except (WorkerDied, ProtocolError) as error:
                return TestReport(error=str(error)[:2000])
            finally:
                await self._pool.discard(worker)


async def _report(worker: Worker, draft: Snapshot, file: str) -> TestReport:
    await worker.test(draft.root, file, draft.packages, pytest_parts.folders())
    while True:
        match await worker.receive():
            case Log():
                continue
            case Done() as done:
                return _read(done.result)
            case Failed() as failed:
                return TestReport(error=f"the tests did not begin: {failed.message}"[:2000])
            case _:
                raise ProtocolError("a message was out of turn")


def _read(text: str) -> TestReport:
    """Return the report of a process that ran an author's code, and is not trusted."""
    try:
        return TestReport.model_validate_json(text)
    except ValidationError as error:
        raise ProtocolError("the report on the tests cannot be read") from error
