"""The engine of one process, and how its parts are wired together."""

import asyncio
from collections.abc import Mapping

from shared.engine.authorization.authorization import WorkflowAuthorization
from shared.engine.authorization.reauthorization import FormRule, Reauthorization
from shared.engine.cancellation.canceller import Canceller, CancelWatch
from shared.engine.code.author_tests import AuthorTests
from shared.engine.code.catalog import Catalog
from shared.engine.code.indexer import Indexer
from shared.engine.code.layers import Layered
from shared.engine.code.snapshots import Snapshots
from shared.engine.journal.journal import Journal
from shared.engine.lifecycle.attempts import Attempts
from shared.engine.lifecycle.backlog_runner import BacklogRunner
from shared.engine.lifecycle.child_runs import ChildRuns
from shared.engine.lifecycle.claims import Claims
from shared.engine.lifecycle.deliveries import Deliveries
from shared.engine.lifecycle.dispatch import dispatch_for
from shared.engine.lifecycle.keep_alive import KeepAlive
from shared.engine.lifecycle.long_poll import LongPoll
from shared.engine.lifecycle.submission import Submission
from shared.engine.packages.folders import PackageFolders
from shared.engine.packages.installer import Installer
from shared.engine.packages.jobs import Installations
from shared.engine.ports import Ports
from shared.engine.queue.backlog import Backlog
from shared.engine.queue.messages import Messages
from shared.engine.queue.slots import Slots
from shared.engine.recovery.heartbeat import Heartbeat
from shared.engine.recovery.retention import RetentionJob
from shared.engine.recovery.sweep import Sweep
from shared.engine.runs.agent_runner import AgentRunner, Turns
from shared.engine.runs.answers import AnswersFor
from shared.engine.runs.data_providers import DataProviders
from shared.engine.runs.runner import Runner
from shared.engine.workers.pool import Pool
from shared.engine.workers.worker import remove_leftovers
from shared.models.executions import Execution
from shared.services.bulkhead import all_of
from shared.services.workspace.search import Query, Searcher, SearchMatches
from shared.settings import Settings


class Engine:
    """Everything that runs workflows; one per process."""

    def __init__(
        self,
        ports: Ports,
        settings: Settings,
        answers_for: AnswersFor,
        by_form: FormRule,
        pool: Pool | None = None,
        turns: Turns | None = None,
    ) -> None:
        directory, clock = ports.directory, ports.clock
        self._ports = ports
        #: Encrypts what only a run may read.
        self.seals = ports.seals
        self.pool = pool or Pool(settings)
        folders = PackageFolders(
            directory.packages, settings.packages_directory, settings.package_check_seconds
        )
        installer = Installer(self.pool, settings)
        self.installations = Installations(
            directory.packages, installer, folders, ports.workspace, clock
        )
        self.catalog = _catalog(ports, settings, self.pool, folders)
        self.author_tests = AuthorTests(self.pool)
        self._searcher = Searcher()
        self.authorization = WorkflowAuthorization(directory, settings.workflow_access)
        self.reauthorization = Reauthorization(directory, clock, self.authorization, by_form)
        self._watch = CancelWatch(directory.markers, settings.cancel_seconds)
        self.canceller = Canceller(ports, self._watch)
        self._runs_directory = settings.runs_directory
        self._heartbeat = Heartbeat(directory.heartbeats, settings)
        self.retention = RetentionJob(ports, settings.retention_days)
        self.long_poll, self.keep_alive = LongPoll(ports), KeepAlive(ports, settings.dispatch)
        self._agents = AgentRunner(turns) if turns else None
        self._wire_runs(
            ports, settings, Runner(self.catalog, answers_for, self.pool, settings.public_url)
        )

    def _wire_runs(self, ports: Ports, settings: Settings, runner: Runner) -> None:
        """Wire what accepts, queues, runs and recovers executions."""
        self.slots = slots = Slots(settings.workers_in_all, settings.workers_per_organization)
        messages, backlog = Messages(ports), Backlog(ports)
        self.sweeper = Sweep(ports, messages, backlog, self.canceller, settings)
        self.data_providers = DataProviders(slots, runner, ports.clock)
        attempts = Attempts(ports, runner, self._heartbeat, self._watch, messages, self._agents)
        self.messages = messages
        claims = Claims(ports, self.catalog, attempts, self.sweeper, self.reauthorization)
        self.backlog_runner = BacklogRunner(ports, slots, claims, messages, backlog)
        self.deliveries = Deliveries(
            ports, slots, claims, messages, self.backlog_runner, settings.place_wait_seconds
        )
        self._dispatch = dispatch_for(settings, ports, self.deliveries, messages)
        self.submission = Submission(
            ports,
            slots,
            attempts,
            self._dispatch,
            backlog,
            self.reauthorization,
            self.long_poll,
            self.keep_alive,
            settings,
        )
        self.child_runs = ChildRuns(ports, self.submission, self.canceller)

    def journal_of(self, execution: Execution) -> Journal:
        """The journal of the executions of this one's organization."""
        return self._ports.journal_of(execution)

    async def sweep(self) -> None:
        """Recover the runs that other processes lost; the every-minute timer calls this."""
        await all_of(self._remove_leftovers, self.sweeper.run)

    async def sweep_at_start(self) -> None:
        """Recover what earlier processes left behind: see ``Sweep.at_start``."""
        await all_of(self._remove_leftovers, self.sweeper.at_start)

    async def search(self, query: Query) -> SearchMatches:
        """Search the newest code for a text."""
        snapshot = await self.catalog.snapshot()
        return await self._searcher.search(snapshot.root, snapshot.files, query)

    async def warm(self) -> None:
        """Start spare workers; SettingsError if a required layer of the sandbox is missing."""
        await self.pool.warm()

    async def isolation(self) -> Mapping[str, bool]:
        """Each layer of the sandbox, and whether it works here: see ``sdk.sandbox.sandbox``."""
        return await self.pool.layers()

    async def drain(self) -> None:
        """Wait until no run is left in this process."""
        await self._heartbeat.idle()

    async def _remove_leftovers(self) -> None:
        await asyncio.to_thread(remove_leftovers, self._runs_directory)

    async def close(self) -> None:
        await self._dispatch.close()
        await self.keep_alive.close()
        await self.child_runs.close()
        await self.data_providers.close()
        await self.catalog.close()
        await self.pool.close()
        await self._watch.close()
        await self._heartbeat.close()


def _catalog(ports: Ports, settings: Settings, pool: Pool, folders: PackageFolders) -> Catalog:
    """The catalog of the workspace's code with the installed packages below it."""
    snapshots = Snapshots(
        ports.workspace,
        settings.snapshots_directory,
        settings.workspace_check_seconds,
        ports.directory.workspace_version.current,
    )
    indexer = Indexer(pool, settings.discovery_seconds)
    return Catalog(Layered(snapshots, folders), indexer, ports.indexes)
