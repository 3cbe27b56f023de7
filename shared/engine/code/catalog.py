"""The catalog: finds workflows and data providers by name in the newest code."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from shared.engine.code.agents import NAME as AGENT
from shared.engine.code.agents import agent_workflow
from shared.engine.code.index_builder import Indexing
from shared.engine.code.index_entries import still_holds
from shared.engine.code.indexer import Indexer, holds_functions
from shared.engine.code.layers import Layered
from shared.engine.code.overlays import changed, kept
from shared.engine.code.scripts import NAME as SCRIPT
from shared.engine.code.scripts import script
from shared.engine.code.snapshots import Snapshot
from shared.engine.code.suspects import suspect
from shared.engine.workers.worker import Code
from shared.errors import Conflict, NotFound, Unavailable
from shared.models.workflows import Guard, Index, IndexedFile, Loss, Provider, Workflow
from shared.repositories.code.indexes import Indexes

logger = logging.getLogger(__name__)

D = TypeVar("D", Workflow, Provider)
RETRY_SECONDS = 10
#: How long a caller waits for the newest index if there is an older one.
PATIENCE_SECONDS = 2


class Catalog:
    """The workflows and data providers of the newest code, each file imported once per version.

    After a change only the changed files are imported, and the files that import them. While
    that lasts, callers that have waited for 2 s get the last index.
    """

    def __init__(
        self,
        code: Layered,
        indexer: Indexer,
        indexes: Indexes,
        retry_seconds: float = RETRY_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._snapshots = code
        self._indexer = indexer
        self._indexes = indexes
        self._beginning = asyncio.Lock()
        self._last: Indexing | None = None
        self._now: Indexing | None = None
        self._work: asyncio.Task[None] | None = None
        self._kept: str | None = None
        self._retry_seconds = retry_seconds
        self._patience_seconds = patience_seconds
        self._indexed_at = 0.0

    async def index(self) -> Index:
        """The index of the newest version; the last complete one if that takes too long."""
        indexing = await self._newest()
        await self._wait(indexing)
        if not indexing.is_complete and self._last is not None:
            return self._last.index
        return indexing.index

    async def get(self, name: str, *, to_admin: bool = False) -> Workflow:
        """The workflow of this name; NotFound if no file has it, Conflict if two have.

        Conflict, too, if the file that had it has a fault now; with ``to_admin`` the message
        names the fault. A file that always had a fault is reported ``to_admin`` only.
        """
        if name == SCRIPT:
            return script((await self._newest()).snapshot.version)
        if name == AGENT:
            return agent_workflow((await self._newest()).snapshot.version)
        return await self._called(name, Workflow, to_admin=to_admin)

    async def provider(self, name: str, *, to_admin: bool = False) -> Provider:
        """The data provider of this name; NotFound and Conflict as for a workflow."""
        return await self._called(name, Provider, to_admin=to_admin)

    async def _called(self, name: str, model: type[D], *, to_admin: bool) -> D:
        index = await self._knowing(name)
        try:
            return _found(name, index, model, to_admin=to_admin)
        except NotFound:
            root = self._snapshots.at(index.version)
            problem = await suspect(index, root, name) if to_admin and index.problems else None
            if problem is None:
                raise
        lost = Loss(name=name, problem=problem)
        raise Conflict(_why(f"the {model.kind} {name!r}", lost, to_admin=True))

    async def lost(self, name: str, model: type[Workflow] | type[Provider]) -> Sequence[Loss]:
        """The functions behind a Conflict: the one that is lost, or all that share the name."""
        return (await self._knowing(name)).lost.get(f"{model.kind} {name}", ())

    async def snapshot(self) -> Snapshot:
        """The snapshot of the newest code, whether or not it is indexed yet."""
        return await self._snapshots.current()

    async def describe(self, overlay: dict[str, bytes], file: str) -> IndexedFile:
        """The entry that a file would have if these contents were in the workspace."""
        snapshot = await self._snapshots.current()
        async with changed(snapshot, overlay) as draft:
            return await self._indexer.one(draft, file)

    async def draft(self, contents: Mapping[str, bytes], file: str, name: str) -> Workflow:
        """The workflow of a file as it would be with these contents in the workspace.

        It is not tried again if it fails: another process would not have its code. Conflict says
        what is wrong with the file, NotFound that it has no such workflow.
        """
        draft = await kept(await self._snapshots.current(), contents)
        entry = await self._indexer.one(draft, file)
        found = next((one for one in entry.workflows if one.name == name), None)
        if found is None:
            if entry.problems:
                raise Conflict(f"{file} cannot be run: {entry.problems[0].words}")
            raise NotFound("workflow", name)
        return found.model_copy(update={"version": draft.version, "retry_policy": None})

    @asynccontextmanager
    async def drafted(self, contents: Mapping[str, bytes]) -> AsyncGenerator[Snapshot]:
        """The newest code with these contents in place of the saved ones, until the block ends."""
        async with changed(await self._snapshots.current(), contents) as draft:
            yield draft

    def code_of(self, declared: Workflow | Provider) -> Code:
        """The location of a function's code, for a worker."""
        what = "provider" if isinstance(declared, Provider) else "workflow"
        version = declared.version
        root, packages = self._snapshots.at(version), self._snapshots.packages_of(version)
        return Code(root, declared.file, declared.name, what, packages)

    async def settled(self) -> None:
        """Wait until no indexing is under way and the last index is stored."""
        if self._work:
            await asyncio.wait({self._work})

    async def close(self) -> None:
        if self._work:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    async def _knowing(self, name: str) -> Index:
        """An index that can tell whether there is a function of this name, as soon as one can."""
        until = time.monotonic() + self._patience_seconds
        indexing = await self._newest()
        while not indexing.is_complete and not _names(indexing.index, name):
            if self._last and time.monotonic() > until:
                return self._known_so_far(indexing, self._last.index, name)
            await self._news(indexing)
            if not indexing.is_complete:  # it may have been overtaken by another change
                indexing = await self._newest()
        return indexing.index

    def _known_so_far(self, indexing: Indexing, last: Index, name: str) -> Index:
        """The last index if the function's file is not indexed again yet, else the new one."""
        found = last.workflows.get(name) or last.providers.get(name)
        return last if found and found.file in indexing.unknown else indexing.index

    async def _news(self, indexing: Indexing) -> None:
        """Wait until one more file is known or the indexing has ended; raise what ended it."""
        news = asyncio.ensure_future(indexing.news())
        work = self._work
        try:
            wanted = {news, work} if work else {news}
            await asyncio.wait(
                wanted, timeout=self._patience_seconds, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            news.cancel()
        if work and work.done() and not work.cancelled():
            work.result()

    async def _wait(self, indexing: Indexing) -> None:
        """Wait until the indexing is complete or patience is over; raise what ended it."""
        if indexing.is_complete or self._work is None:
            return
        patience = self._patience_seconds if self._last else None
        await asyncio.wait({self._work}, timeout=patience)
        if self._work.done() and not self._work.cancelled():
            self._work.result()

    async def _newest(self) -> Indexing:
        """The indexing of the newest version, which may be under way."""
        async with self._beginning:  # concurrent callers share one indexing
            snapshot = await self._snapshots.current()
            if self._now is None or self._is_outdated(self._now, snapshot.version):
                self._now = await self._begun(snapshot)
            elif snapshot is not self._now.snapshot and self._now.see(snapshot):
                _report(self._now.index)
            return self._now

    def _is_outdated(self, indexing: Indexing, version: str) -> bool:
        """Whether an indexing is of another version, was cut off, or may succeed on a retry."""
        if indexing.snapshot.version != version:
            return True
        if not indexing.is_complete:
            return self._work is None or self._work.done()
        age = time.monotonic() - self._indexed_at
        return age > self._retry_seconds and indexing.may_pass

    async def _begun(self, snapshot: Snapshot) -> Indexing:
        """Begin an indexing: unchanged files are known at once, the others are under way."""
        await self.close()
        files = [path for path in snapshot.files if holds_functions(path)]
        entries = self._now.entries.values() if self._now else await self._stored(snapshot.version)
        before = self._now.names if self._now else await self._names(entries)
        wanted = {*files}
        known = [e for e in entries if e.file in wanted and still_holds(e, snapshot.hashes)]
        indexing = Indexing(snapshot, files, known, before)
        self._work = asyncio.create_task(self._run(indexing))
        if indexing.is_complete:
            await self._work
        return indexing

    async def _run(self, indexing: Indexing) -> None:
        await self._indexer.run(indexing)
        self._last, self._indexed_at = indexing, time.monotonic()
        _report(indexing.index)
        if indexing.snapshot.version != self._kept and not indexing.may_pass:
            await self._keep(indexing)

    async def _stored(self, version: str) -> tuple[IndexedFile, ...]:
        try:
            found = await self._indexes.find(version)
        except Unavailable as error:
            logger.warning("stored index not read", extra={"reason": str(error)})
            return ()
        self._kept = version if found else None
        return found or ()

    async def _names(self, stored: Collection[IndexedFile]) -> Mapping[str, Mapping[str, Guard]]:
        """The names that each file had, from an earlier index if this version has none stored."""
        if stored:
            return {entry.file: entry.names for entry in stored}
        try:
            return await self._indexes.names()
        except Unavailable:
            return {}

    async def _keep(self, indexing: Indexing) -> None:
        """Store the index, so that another process that starts need not import the files."""
        version = indexing.snapshot.version
        try:
            await self._indexes.keep(version, indexing.entries.values(), self._kept)
            self._kept = version
        except Unavailable as error:
            logger.warning("index not stored", extra={"reason": str(error)})


def _names(index: Index, name: str) -> bool:
    return name in index.workflows or name in index.providers


def _found(name: str, index: Index, model: type[D], *, to_admin: bool) -> D:
    kind = model.kind
    known = index.workflows if model is Workflow else index.providers
    found = known.get(name)
    if isinstance(found, model):
        return found
    lost = index.lost.get(f"{kind} {name}")
    if lost:
        raise Conflict(_why(f"the {kind} {name!r}", lost[0], to_admin=to_admin))
    raise NotFound(kind, name)


def _why(what: str, lost: Loss, *, to_admin: bool) -> str:
    """The message of a Conflict; only administrators see file names, which may be a customer's."""
    is_double = lost.is_double
    if to_admin:
        words = lost.problem.words
        return words if is_double else f"{what}: its file cannot be imported at present: {words}"
    fault = "several have this name" if is_double else "its file cannot be imported at present"
    return f"{what}: {fault}; an administrator of the platform can see why"


def _report(index: Index) -> None:
    for problem in index.problems:
        logger.warning("file not indexed", extra={"file": problem.file, "reason": problem.error})
