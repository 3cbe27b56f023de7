"""One attempt of one execution: a worker, its time limit, and what came of it."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field

from shared.engine.cancellation.token import CancellationToken
from shared.engine.code.catalog import Catalog
from shared.engine.journal.log_buffer import Logbook
from shared.engine.journal.outcomes import cancelled, timed_out
from shared.engine.queue.slots import Slot
from shared.engine.runs.answers import AnswersFor
from shared.engine.runs.session import Loading, Session
from shared.engine.workers.pool import Pool, Tenant
from shared.engine.workers.worker import Worker
from shared.models.executions import Execution, LogLine, Outcome
from shared.models.secret_inputs import NOTHING, SecretInputs
from shared.models.workflows import Provider, Workflow


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is to be run. ``begun`` writes the live record and returns its ETag.

    ``secret_inputs`` is what the record's input does not show; ``cancel`` ends the run.
    """

    execution: Execution
    workflow: Workflow | Provider
    begun: Coroutine[object, object, str]
    slot: Slot
    secret_inputs: SecretInputs = NOTHING
    logbook: Logbook = field(default_factory=Logbook)
    cancel: CancellationToken = field(default_factory=CancellationToken)


@dataclass(frozen=True, slots=True)
class Ran:
    """What is known after a run. ``etag`` is that of the live record."""

    outcome: Outcome
    logs: tuple[LogLine, ...]
    etag: str


class Runner:
    """Lends a worker for each run."""

    def __init__(
        self, catalog: Catalog, answers_for: AnswersFor, pool: Pool, public_url: str
    ) -> None:
        self._catalog = catalog
        self._answers_for = answers_for
        self._pool = pool
        self._public_url = public_url
        self._releases: set[asyncio.Task[None]] = set()

    async def run(self, attempt: Attempt) -> Ran:
        """Load the code while the journal is written; start once ``begun`` has its ETag.

        What ``begun`` raises is raised here, and nothing has run then.
        """
        execution, workflow = attempt.execution, attempt.workflow
        answers = self._answers_for(execution, attempt.slot)
        tenant = Tenant.of(execution, workflow.version)
        worker = await self._acquire(attempt, tenant)
        url, secret_inputs = self._public_url, attempt.secret_inputs
        known = self._pool.secrets
        session = Session(worker, answers, attempt.logbook, url, secret_inputs, known)
        loading = session.load(self._catalog.code_of(workflow))
        may_serve_on = False
        try:
            etag = await attempt.begun
            outcome = await _run_within_limit(session, attempt, loading)
            may_serve_on = session.is_over and workflow.isolation == "shared"
            return Ran(outcome, session.logbook.lines(), etag)
        finally:
            await self._release(session, loading, tenant if may_serve_on else None)

    async def _release(self, session: Session, loading: Loading, tenant: Tenant | None) -> None:
        """Give the worker back, or end it, also when whoever waits for that is cancelled."""
        if tenant and session.is_quiet:
            self._pool.release(session.worker, tenant)
            return
        release = asyncio.create_task(self._released(session, loading, tenant))
        self._releases.add(release)
        release.add_done_callback(self._releases.discard)
        await asyncio.shield(release)

    async def _released(self, session: Session, loading: Loading, tenant: Tenant | None) -> None:
        if loading:
            loading.cancel()
            await asyncio.gather(loading, return_exceptions=True)
        await session.close()
        if tenant:
            self._pool.release(session.worker, tenant)
        else:
            await self._pool.discard(session.worker)

    async def _acquire(self, attempt: Attempt, tenant: Tenant) -> Worker:
        try:
            if attempt.workflow.isolation == "fresh":
                return await self._pool.acquire_fresh()
            return await self._pool.acquire(tenant)
        except BaseException:
            attempt.begun.close()
            raise


async def _run_within_limit(session: Session, attempt: Attempt, loading: Loading) -> Outcome:
    """What it comes to, unless its time is up or somebody cancels it before."""
    seconds = attempt.execution.timeout_seconds
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            with attempt.cancel.on_cancel(lambda: _pass(limit)):
                failed = await loading if loading else None
                return failed or await session.run(attempt.execution)
    except TimeoutError:
        if not limit.expired():
            raise
        return cancelled() if attempt.cancel.is_made else timed_out(seconds)


def _pass(limit: asyncio.Timeout) -> None:
    """Its time is now."""
    if not limit.expired():
        limit.reschedule(asyncio.get_running_loop().time())
