"""The engine of this process: what can be asked of it, and what it is made of."""

import asyncio
from collections.abc import Mapping

from shared.engine.authorization.authorization import Authorization
from shared.engine.authorization.reauthorization import FormRule, Reauthorization
from shared.engine.cancellation.canceller import Canceller, CancelWatch
from shared.engine.code.catalog import Catalog
from shared.engine.code.indexer import Indexer
from shared.engine.code.layers import Layered
from shared.engine.code.snapshots import Snapshots
from shared.engine.lifecycle.attempts import Attempts
from shared.engine.lifecycle.backlog_runner import BacklogRunner
from shared.engine.lifecycle.child_runs import ChildRuns
from shared.engine.lifecycle.claims import Claims
from shared.engine.lifecycle.deliveries import Deliveries
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
from shared.engine.recovery.sweep import Sweep, Swept
from shared.engine.runs.answers import AnswersFor
from shared.engine.runs.data_providers import DataProviders
from shared.engine.runs.runner import Runner
from shared.engine.workers.pool import Pool
from shared.engine.workers.worker import remove_leftovers
from shared.models.executions import Execution, ExecutionMessage
from shared.models.options import Options, OptionsOrder, ProviderFailure
from shared.models.orders import Order
from shared.repositories.executions import Executions, Stored
from shared.services.bulkhead import all_of
from shared.services.workspace.search import Query, Searcher, SearchResult
from shared.settings import Settings


class Engine:
    """One per process."""

    def __init__(
        self, ports: Ports, settings: Settings, answers_for: AnswersFor, by_form: FormRule
    ) -> None:
        self._pool = Pool(settings)
        store = ports.directory.packages
        folders = PackageFolders(store, settings.packages_directory, settings.package_check_seconds)
        installer = Installer(self._pool, settings)
        self.installations = Installations(store, installer, folders, ports.workspace, ports.clock)
        snapshots = Snapshots(
            ports.workspace,
            settings.snapshots_directory,
            settings.workspace_check_seconds,
            ports.directory.workspace_version.current,
        )
        indexer = Indexer(self._pool, settings.discovery_seconds)
        self.catalog = Catalog(Layered(snapshots, folders), indexer, ports.indexes)
        self.authorization = Authorization(ports.directory, settings.workflow_access)
        self.reauthorization = Reauthorization(
            ports.directory, ports.clock, self.authorization, by_form
        )
        self._searcher = Searcher()
        self._settings = settings
        self._heartbeat = Heartbeat(ports.directory.heartbeats, settings)
        self._watch = CancelWatch(ports.directory.markers, settings.cancel_seconds)
        self._canceller = Canceller(ports, self._watch)
        runner = Runner(self.catalog, answers_for, self._pool, settings.public_url)
        slots = Slots(settings.workers_in_all, settings.workers_per_organization)
        self._providers = DataProviders(slots, runner, ports.clock)
        messages, backlog = Messages(ports), Backlog(ports)
        attempts = Attempts(ports, runner, self._heartbeat, self._watch, messages)
        self._sweep = Sweep(ports, messages, backlog, self._canceller, settings)
        self._retention = RetentionJob(ports, settings.retention_days)
        asked = self.reauthorization
        self._submission = Submission(ports, slots, attempts, messages, backlog, asked, settings)
        self.child_runs = ChildRuns(ports, self._submission, self._canceller)
        claims = Claims(ports, self.catalog, attempts, self._sweep, asked)
        self._backlog_runner = BacklogRunner(ports, slots, claims, messages, backlog)
        wait = settings.place_wait_seconds
        self._deliveries = Deliveries(ports, slots, claims, messages, self._backlog_runner, wait)

    async def start(self, order: Order) -> Execution:
        """See ``Submission.start``."""
        return await self._submission.start(order)

    async def run_child(self, order: Order) -> Execution:
        """See ``ChildRuns.run``."""
        return await self.child_runs.run(order)

    async def options(self, order: OptionsOrder) -> Options:
        """See ``DataProviders.options``."""
        return await self._providers.options(order)

    def provider_failure(self, name: str) -> ProviderFailure | None:
        """See ``DataProviders.last_failure``."""
        return self._providers.last_failure(name)

    async def claim(self, message: ExecutionMessage) -> None:
        """See ``Deliveries.claim``."""
        await self._deliveries.claim(message)

    async def run_backlog(self, org_id: str) -> None:
        """See ``BacklogRunner.serve``."""
        await self._backlog_runner.serve(org_id)

    async def dead_letter(self, message: ExecutionMessage) -> None:
        """See ``Deliveries.dead_letter``."""
        await self._deliveries.dead_letter(message)

    async def cancel(self, execution: Execution) -> Execution:
        """See ``Canceller.cancel``."""
        return await self._canceller.cancel(execution)

    async def cancel_stored(self, stored: Stored) -> Execution:
        """See ``Canceller.cancel_stored``."""
        return await self._canceller.cancel_stored(stored)

    async def sweep(self) -> None:
        """Settle what other processes left behind; the every-minute timer calls this."""
        folder = self._settings.runs_directory
        await all_of(lambda: asyncio.to_thread(remove_leftovers, folder), self._sweep.run)

    async def search(self, query: Query) -> SearchResult:
        """Where in the newest code is this text?"""
        snapshot = await self.catalog.snapshot()
        return await self._searcher.search(snapshot.root, snapshot.files, query)

    async def warm(self) -> None:
        """Have processes ready for workflows; SettingsError if a required wall is missing."""
        await self._pool.warm()

    async def isolation(self) -> Mapping[str, bool]:
        """Each layer of the sandbox, and whether it holds here: see ``sdk.sandbox.sandbox``."""
        return await self._pool.layers()

    async def settle(self) -> None:
        """Wait until the processes of runs that ended are put away."""
        await self._pool.settle()

    async def sweep_one(self, executions: Executions) -> Swept:
        """The same for one organization, on somebody's wish."""
        return await self._sweep.of(executions)

    async def stuck(self, executions: Executions) -> list[Execution]:
        """What a sweep would move on now."""
        return await self._sweep.stuck(executions)

    async def clean_up(self) -> None:
        """Remove what is older than it is kept; the daily timer calls this."""
        await self._retention.run()

    async def close(self) -> None:
        await self.child_runs.close()
        await self._providers.close()
        await self.catalog.close()
        await self._pool.close()
        await self._watch.close()
        await self._heartbeat.close()
