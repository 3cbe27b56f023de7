"""Which workflows are there?"""

import asyncio
import logging
import time

from shared.engine.indexer import Indexer
from shared.engine.pool import Pool
from shared.engine.snapshots import Snapshots
from shared.engine.worker import Code
from shared.errors import NotFound
from shared.models.workflows import Index, Workflow
from shared.services.workspace import Workspace
from shared.settings import Settings

logger = logging.getLogger(__name__)

RETRY_SECONDS = 10


class Catalog:
    """Knows each version's workflows from one indexing; asking again imports nothing."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        pool: Pool,
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        folder = settings.snapshots_directory
        self._snapshots = Snapshots(workspace, folder, settings.workspace_check_seconds)
        self._indexer = Indexer(pool, settings.discovery_seconds)
        self._lock = asyncio.Lock()
        self._index: Index | None = None
        self._retry_seconds = retry_seconds
        self._indexed_at = 0.0

    async def index(self) -> Index:
        """What the newest version of the workspace holds."""
        async with self._lock:
            snapshot = await self._snapshots.current()
            if self._index is None or self._is_outdated(self._index, snapshot.version):
                self._index = await self._indexer.index(snapshot)
                self._indexed_at = time.monotonic()
                _report(self._index)
            return self._index

    async def get(self, name: str) -> Workflow:
        """The workflow of this name; NotFound if no file that can be imported has it."""
        found = (await self.index()).workflows.get(name)
        if found is None:
            raise NotFound("workflow", name)
        return found

    def _is_outdated(self, index: Index, version: str) -> bool:
        """Another version, or one of whose files a second try may succeed."""
        if index.version != version:
            return True
        age = time.monotonic() - self._indexed_at
        return age > self._retry_seconds and any(broken.may_pass for broken in index.broken)

    def code_of(self, workflow: Workflow) -> Code:
        return Code(self._snapshots.at(workflow.version), workflow.file, workflow.name)


def _report(index: Index) -> None:
    for broken in index.broken:
        logger.warning("left out", extra={"file": broken.file, "reason": broken.error})
