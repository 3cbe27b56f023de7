"""Wakes runs of agents that wait: a person has decided, or another run has ended."""

from datetime import timedelta
from uuid import UUID

from shared.call import Call, Caller, Platform
from shared.engine.journal.transitions import woken
from shared.errors import Stale
from shared.models.base import AGENT
from shared.models.executions import Execution, Status
from shared.operations.agents import questions
from shared.operations.agents.commands import Await
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.machine import commands

TRIES = 3
#: A run whose person decided goes on after this at the latest.
SOON = timedelta(minutes=1)


async def wake(platform: Platform, org_id: str, run: UUID) -> bool:
    """Let a run of an agent go on now; False if it does not wait."""
    return await _due(platform, org_id, run, timedelta())


async def foresee(platform: Platform, org_id: str, run: UUID) -> None:
    """Let a run look soon: a person is about to decide, and who wakes it may die after that."""
    await _due(platform, org_id, run, SOON)


async def _due(platform: Platform, org_id: str, run: UUID, later: timedelta) -> bool:
    executions = platform.directory.executions_of(org_id)
    engine = platform.engine
    for _ in range(TRIES):
        stored = await executions.find_live(run)
        if stored is None or not _waits(stored.execution):
            return False
        due = woken(stored.execution, platform.services.clock.now() + later)
        try:
            etag = await engine.journal_of(due).replace(due, stored.etag)
        except Stale:
            continue
        await engine.messages.send(due, etag)
        return True
    return False


async def if_decided(platform: Platform, execution: Execution) -> None:
    """Wake a run that was just put down, if a person decided before that was stored."""
    caller = Caller(execution.caller, execution.org_id, execution.org_name)
    call = Call(caller, platform, run=execution)
    journal = await RunJournal.read(call, execution)
    for command in commands(journal.state):
        if isinstance(command, Await) and await questions.has_news(call, execution, command):
            await wake(platform, execution.org_id, execution.id)
            return


def _waits(execution: Execution) -> bool:
    return execution.workflow_name == AGENT and execution.status is Status.SCHEDULED
