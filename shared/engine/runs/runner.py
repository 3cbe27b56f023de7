"""Runs one attempt of one execution: in a worker, with a time limit, to an outcome."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime

from shared.engine.cancellation.token import CancellationToken
from shared.engine.code.catalog import Catalog
from shared.engine.journal.log_buffer import Logbook
from shared.engine.journal.outcomes import cancelled, timed_out
from shared.engine.queue.slots import Slot
from shared.engine.runs.answers import AnswersFor
from shared.engine.runs.session import Loading, Session
from shared.engine.workers.pool import Pool
from shared.engine.workers.tenant import Tenant
from shared.engine.workers.worker import Worker
from shared.models.executions import Execution, LogLine, Outcome
from shared.models.secret_inputs import NOTHING, SecretInputs
from shared.models.workflows import Provider, Workflow


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to run. ``begun`` writes the live record and returns its ETag.

    ``secret_inputs`` are the values that the record redacts; ``cancel`` ends the run.
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
    """The result of an attempt. ``etag`` is that of the live record.

    With ``waits_until`` there is none yet; ``outcome`` is then that of a cancelled run.
    """

    outcome: Outcome
    logs: tuple[LogLine, ...]
    etag: str
    waits_until: datetime | None = None


class Runner:
    """Acquires a worker for each attempt, and releases or discards it afterwards."""

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

        Raises what ``begun`` raises; the workflow has not been started then.
        """
        execution, workflow = attempt.execution, attempt.workflow
        answers = self._answers_for(execution, attempt.slot)
        tenant = Tenant.of(execution, workflow.version)
        worker = await self._acquire(attempt, tenant)
        url, secret_inputs = self._public_url, attempt.secret_inputs
        known = self._pool.secrets
        session = Session(worker, answers, attempt.logbook, url, secret_inputs, known)
        loading = session.load(self._catalog.code_of(workflow))
        is_reusable = False
        try:
            etag = await attempt.begun
            outcome = await _run_within_limit(session, attempt, loading)
            is_reusable = session.is_over and workflow.isolation == "shared"
            return Ran(outcome, session.logbook.lines(), etag)
        finally:
            await self._release(session, loading, tenant if is_reusable else None)

    async def _release(self, session: Session, loading: Loading, tenant: Tenant | None) -> None:
        """Release the worker to its tenant, or discard it, even if the caller is cancelled."""
        if tenant and session.is_quiet:
            self._pool.release(session.worker, tenant)
            return
        # A task of its own, shielded: a cancelled run must not leak its worker.
        release = asyncio.create_task(self._close_and_release(session, loading, tenant))
        self._releases.add(release)
        release.add_done_callback(self._releases.discard)
        await asyncio.shield(release)

    async def _close_and_release(
        self, session: Session, loading: Loading, tenant: Tenant | None
    ) -> None:
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
    """The outcome of the session, or Timeout or Cancelled if that comes first."""
    seconds = attempt.execution.timeout_seconds
    limit = asyncio.timeout(seconds)
    try:
        async with limit:
            # A cancellation ends the run the way its limit does: by an expired timeout.
            with attempt.cancel.on_cancel(lambda: _expire(limit)):
                failed = await loading if loading else None
                return failed or await session.run(attempt.execution)
    except TimeoutError:
        if not limit.expired():
            raise
        return cancelled() if attempt.cancel.is_cancelled else timed_out(seconds)


def _expire(limit: asyncio.Timeout) -> None:
    """Let a timeout expire now."""
    if not limit.expired():
        limit.reschedule(asyncio.get_running_loop().time())
