"""The engine of this process: what can be asked of it, and what it is made of."""

import asyncio
from collections.abc import Mapping

from shared.engine.authorization.authorization import Authorization
from shared.engine.authorization.reauthorization import FormRule, Reauthorization
from shared.engine.cancellation.canceller import Canceller, CancelWatch
from shared.engine.code.catalog import Catalog
from shared.engine.code.indexer import Indexer
from shared.engine.code.snapshots import Snapshots
from shared.engine.lifecycle.attempts import Attempts
from shared.engine.lifecycle.backlog_runner import Serving
from shared.engine.lifecycle.child_runs import Children
from shared.engine.lifecycle.claims import Claims
from shared.engine.lifecycle.deliveries import Deliveries
from shared.engine.lifecycle.submission import Starts
from shared.engine.packages.folders import Layered, PackageFolders
from shared.engine.packages.installer import Installer
from shared.engine.packages.jobs import Installations
from shared.engine.ports import Reach
from shared.engine.queue.backlog import Line
from shared.engine.queue.messages import Messages
from shared.engine.queue.slots import Places
from shared.engine.recovery.heartbeat import Owner
from shared.engine.recovery.retention import Cleanup
from shared.engine.recovery.sweep import Sweep, Swept
from shared.engine.runs.answers import AnswersFor
from shared.engine.runs.data_providers import Providers
from shared.engine.runs.runner import Runner
from shared.engine.workers.pool import Pool
from shared.engine.workers.worker import remove_leftovers
from shared.models.executions import Execution, ExecutionMessage
from shared.models.options import Options, OptionsOrder, ProviderFailure
from shared.models.orders import Order
from shared.repositories.executions import Executions, Stored
from shared.services.bulkhead import all_of
from shared.services.workspace.search import Found, Query, Searcher
from shared.settings import Settings


class Engine:
    """One per process."""

    def __init__(
        self, reach: Reach, settings: Settings, answers_for: AnswersFor, by_form: FormRule
    ) -> None:
        self._pool = Pool(settings)
        store = reach.directory.packages
        folders = PackageFolders(store, settings.packages_directory, settings.package_check_seconds)
        installer = Installer(self._pool, settings)
        self.installations = Installations(store, installer, folders, reach.workspace, reach.clock)
        snapshots = Snapshots(
            reach.workspace,
            settings.snapshots_directory,
            settings.workspace_check_seconds,
            reach.directory.workspace_version.current,
        )
        indexer = Indexer(self._pool, settings.discovery_seconds)
        self.catalog = Catalog(Layered(snapshots, folders), indexer, reach.indexes)
        self.authorization = Authorization(reach.directory, settings.workflow_access)
        self.reauthorization = Reauthorization(
            reach.directory, reach.clock, self.authorization, by_form
        )
        self._searcher = Searcher()
        self._settings = settings
        self._owner = Owner(reach.directory.owners, settings)
        self._watch = CancelWatch(reach.directory.markers, settings.cancel_seconds)
        self._canceller = Canceller(reach, self._watch)
        runner = Runner(self.catalog, answers_for, self._pool, settings.public_url)
        places = Places(settings.workers_in_all, settings.workers_per_organization)
        self._providers = Providers(places, runner, reach.clock)
        messages, line = Messages(reach), Line(reach)
        attempts = Attempts(reach, runner, self._owner, self._watch, messages)
        self._sweep = Sweep(reach, messages, line, self._canceller, settings)
        self._cleanup = Cleanup(reach, settings.retention_days)
        asked = self.reauthorization
        self._starts = Starts(reach, places, attempts, messages, line, asked, settings)
        self._children = Children(reach, self._starts, self._canceller)
        claims = Claims(reach, self.catalog, attempts, self._sweep, asked)
        self._serving = Serving(reach, places, claims, messages, line)
        wait = settings.place_wait_seconds
        self._deliveries = Deliveries(reach, places, claims, messages, self._serving, wait)

    async def start(self, order: Order) -> Execution:
        """See ``Starts.start``."""
        return await self._starts.start(order)

    async def run_child(self, order: Order) -> Execution:
        """See ``Children.run``."""
        return await self._children.run(order)

    async def options(self, order: OptionsOrder) -> Options:
        """See ``Providers.options``."""
        return await self._providers.options(order)

    def provider_failure(self, name: str) -> ProviderFailure | None:
        """See ``Providers.last_failure``."""
        return self._providers.last_failure(name)

    async def claim(self, message: ExecutionMessage) -> None:
        """See ``Deliveries.claim``."""
        await self._deliveries.claim(message)

    async def serve_line(self, org_id: str) -> None:
        """See ``Serving.serve``."""
        await self._serving.serve(org_id)

    async def bury(self, message: ExecutionMessage) -> None:
        """See ``Deliveries.bury``."""
        await self._deliveries.bury(message)

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

    async def search(self, query: Query) -> Found:
        """Where in the newest code is this text?"""
        snapshot = await self.catalog.snapshot()
        return await self._searcher.search(snapshot.root, snapshot.files, query)

    async def warm(self) -> None:
        """Have processes ready for workflows; SettingsError if a required wall is missing."""
        await self._pool.warm()

    async def isolation(self) -> Mapping[str, bool]:
        """Each wall around workflows, and whether it holds on this machine: see ``sdk.sandbox.sandbox``."""
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
        await self._cleanup.run()

    async def close(self) -> None:
        await self._children.close()
        await self._providers.close()
        await self.catalog.close()
        await self._pool.close()
        await self._watch.close()
        await self._owner.close()
