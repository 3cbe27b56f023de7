"""Which workflows are there?"""

import asyncio

from shared.engine.indexer import Indexer
from shared.engine.snapshots import Snapshots
from shared.engine.worker import Code
from shared.errors import NotFound
from shared.models.workflows import Index, Workflow
from shared.services.workspace import Workspace
from shared.settings import Settings


class Catalog:
    """Knows each version's workflows from one indexing; asking again imports nothing."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        folder = settings.cache_directory / "snapshots"
        self._snapshots = Snapshots(workspace, folder, settings.workspace_check_seconds)
        self._indexer = Indexer(settings.worker_memory_mb, settings.discovery_seconds)
        self._lock = asyncio.Lock()
        self._index: Index | None = None

    async def index(self) -> Index:
        """What the newest version of the workspace holds."""
        async with self._lock:
            snapshot = await self._snapshots.current()
            if self._index is None or self._index.version != snapshot.version:
                self._index = await self._indexer.index(snapshot)
            return self._index

    async def get(self, name: str) -> Workflow:
        """The workflow of this name; NotFound if no file that can be imported has it."""
        found = (await self.index()).workflows.get(name)
        if found is None:
            raise NotFound("workflow", name)
        return found

    def code_of(self, workflow: Workflow) -> Code:
        return Code(self._snapshots.at(workflow.version), workflow.file, workflow.name)
