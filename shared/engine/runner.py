"""One attempt of one execution: a worker, its time limit, and what came of it."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass

from shared.engine.answers import AnswersFor
from shared.engine.catalog import Catalog
from shared.engine.conversation import Conversation
from shared.engine.outcomes import timed_out
from shared.engine.worker import Worker
from shared.errors import Unavailable
from shared.models.executions import Execution, LogLine, Outcome
from shared.models.workflows import Workflow
from shared.settings import Settings


@dataclass(frozen=True, slots=True)
class Ran:
    """What is known after a run. ``etag`` is that of the live record."""

    outcome: Outcome
    logs: tuple[LogLine, ...]
    etag: str


class Runner:
    """Starts a clean process for each run."""

    def __init__(self, catalog: Catalog, answers_for: AnswersFor, settings: Settings) -> None:
        self._catalog = catalog
        self._answers_for = answers_for
        self._settings = settings

    async def run(
        self, execution: Execution, workflow: Workflow, begun: Coroutine[object, object, str]
    ) -> Ran:
        """Load the code while the journal is written; start once ``begun`` has its ETag.

        What ``begun`` raises is raised here, and nothing has run then.
        """
        worker = await self._start(begun)
        talk = Conversation(worker, self._answers_for(execution))
        loading = asyncio.create_task(talk.load(self._catalog.code_of(workflow)))
        try:
            etag = await begun
            outcome = await _within_limit(talk, execution, loading)
            return Ran(outcome, talk.logbook.lines(), etag)
        finally:
            loading.cancel()
            await asyncio.gather(loading, talk.close(), return_exceptions=True)
            await worker.end()

    async def _start(self, begun: Coroutine[object, object, str]) -> Worker:
        try:
            return await Worker.start(
                self._settings.runs_directory, self._settings.worker_memory_mb
            )
        except OSError as error:
            begun.close()
            raise Unavailable("no process could be started for the workflow") from error


async def _within_limit(
    talk: Conversation, execution: Execution, loading: "asyncio.Task[Outcome | None]"
) -> Outcome:
    try:
        async with asyncio.timeout(execution.timeout_seconds):
            return await loading or await talk.run(execution)
    except TimeoutError:
        return timed_out(execution.timeout_seconds)
