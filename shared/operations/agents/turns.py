"""Turns: goes on with runs of agents, from the journal until they end or wait."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.call import Call, Caller, Platform
from shared.engine.journal.outcomes import explained
from shared.engine.queue.slots import Slot
from shared.engine.runs.agent_runner import PutDown
from shared.errors import BifrostError, NotFound, NotPermitted, Stale, Unavailable
from shared.models.agents.records import Agent
from shared.models.agents.runs import AgentRunInput
from shared.models.agents.steps import Ended
from shared.models.base import AGENT
from shared.models.executions import FINAL, Execution, Outcome, Status
from shared.operations.agents import asking, forks, questions, rehearsing, waking
from shared.operations.agents.beginnings import beginning, require_usable
from shared.operations.agents.commands import (
    AskApproval,
    Await,
    CallModel,
    Command,
    Fail,
    Finish,
    Pause,
    RunTool,
)
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.machine import commands
from shared.operations.agents.toolwork import ToolWork
from shared.operations.chat import settling
from shared.operations.chat.settling import conversation_of
from shared.operations.chat.telling import TurnTeller

SIDE_BY_SIDE = 4
#: How long a run waits for what goes on elsewhere, such as a call whose process died.
SOON = timedelta(seconds=10)
#: How long it waits for an agent to which it delegated, which wakes it.
LATE = timedelta(days=1)
FIRST_PAUSE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class AgentTurns:
    """Goes on with runs of agents in this process; ``platform`` is composed after the engine."""

    platform: Callable[[], Platform]

    async def __call__(self, execution: Execution, slot: Slot) -> Outcome | PutDown:
        """Go on with a run until it has ended, or waits; a failing store only delays it."""
        platform = self.platform()
        try:
            call = await call_of(platform, execution)
            journal = await RunJournal.read(call, execution)
            if conversation_of(execution) is None:
                return await _AgentTurn(journal, slot).run()
            return await _told(journal, slot)
        except (Stale, Unavailable):
            return PutDown(platform.services.clock.now() + SOON)

    async def after(self, execution: Execution) -> None:
        """Wake a run that got news while it was put down, and the run that waits for one."""
        if execution.workflow_name != AGENT:
            return
        platform = self.platform()
        try:
            if execution.status is Status.SCHEDULED:
                await waking.if_decided(platform, execution)
            elif execution.status in FINAL:
                await settling.after(platform, execution)
                if execution.parent_id is not None:
                    await waking.wake(platform, execution.org_id, execution.parent_id)
        except BifrostError:
            return  # it is woken at its time


async def _told(journal: RunJournal, slot: Slot) -> Outcome | PutDown:
    """Go on with a turn of a conversation; what was said is in its messages, not in the record."""
    platform, execution = journal.call.platform, journal.execution
    streams = platform.directory.turn_streams_of(execution.org_id)
    size = await streams.size(execution.id) if journal.count else 0
    journal.teller = TurnTeller(execution.id, streams, platform.live.turns, size)
    try:
        found = await _AgentTurn(journal, slot).run()
    finally:
        await journal.teller.end()
    if isinstance(found, Outcome) and found.result is not None:
        return found.model_copy(update={"result": "null"})
    return found


async def call_of(platform: Platform, execution: Execution) -> Call:
    """Return the call of a run: its caller, with the rights that are left."""
    subject = await platform.engine.reauthorization.subject_meanwhile(execution)
    caller = Caller(
        subject.actor, execution.org_id, execution.org_name, workflows=subject.workflows
    )
    return Call(caller, platform, run=execution)


@dataclass(slots=True)
class _AgentTurn:
    journal: RunJournal
    slot: Slot

    async def run(self) -> Outcome | PutDown:
        refused = await self._begin()
        if refused is not None:
            return refused
        is_fresh = True
        while True:
            found = commands(self.journal.state)
            if not found:
                return outcome_of(self.journal.state.ended)
            done = await self._do(found, is_fresh=is_fresh)
            if done is not None:
                return done
            is_fresh = False

    async def _begin(self) -> Outcome | None:
        call, state = self.journal.call, self.journal.state
        try:
            if state.begun is None:
                await self.journal.note(await beginning(call, self.journal.execution))
            else:
                await require_usable(call, state.begun.agent)
            await forks.complete(self.journal)
        except (NotFound, NotPermitted) as error:
            return explained("AuthorizationRevoked", str(error), Status.CANCELLED)
        return None

    async def _do(self, found: tuple[Command, ...], *, is_fresh: bool) -> Outcome | PutDown | None:
        """Do what the state asks for; None if there is more to do then."""
        first = found[0]
        match first:
            case CallModel():
                await asking.ask(self.journal, first, self._agent, self.slot)
            case Await():
                until = await questions.answers(self.journal, first)
                return PutDown(until) if until else None
            case Pause():
                return await self._pause(first, is_fresh=is_fresh)
            case Finish():
                await self.journal.note(Ended(output=first.output))
            case Fail():
                step = Ended(fault=first.fault, words=first.words, output=first.output)
                await self.journal.note(step)
            case RunTool() | AskApproval():
                return await self._work(found)
        return None

    async def _work(self, found: tuple[Command, ...]) -> PutDown | None:
        """Ask people and run tools, a few side by side; wait if none of them got further."""
        turns = asyncio.Semaphore(SIDE_BY_SIDE)
        work = ToolWork(self.journal, self.slot, self._agent)
        case = AgentRunInput.model_validate(self.journal.execution.input).rehearsal

        async def one(command: Command) -> bool:
            async with turns:
                if case is not None and isinstance(command, RunTool | AskApproval):
                    return await rehearsing.answer(self.journal, case, command)
                if isinstance(command, AskApproval):
                    await questions.ask(self.journal, command, self._agent)
                    return True
                return await work.go_on(command) if isinstance(command, RunTool) else True

        tasks = [asyncio.create_task(one(command)) for command in found]
        try:
            moved = await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
        if any(moved):
            return None
        is_delegated = all(isinstance(one, RunTool) and one.tool.agent for one in found)
        return PutDown(self._now() + (LATE if is_delegated else SOON))

    async def _pause(self, command: Pause, *, is_fresh: bool) -> PutDown | None:
        """Wait before the model is asked again; a run that comes back has waited."""
        if not is_fresh:
            return PutDown(self._now() + FIRST_PAUSE * 2 ** (command.failures - 1))
        state = self.journal.state
        tools = state.begun.tools if state.begun and not state.limit else ()
        again = CallModel(state.steps + 1, state.messages, tools)
        await asking.ask(self.journal, again, self._agent, self.slot)
        return None

    @property
    def _agent(self) -> Agent:
        begun = self.journal.state.begun
        if begun is None:
            raise RuntimeError("the run has not begun")
        return begun.agent

    def _now(self) -> datetime:
        return self.journal.call.platform.services.clock.now()


def outcome_of(ended: Ended | None) -> Outcome:
    """Return how an execution of an agent ended, from the last step of its journal."""
    if ended is None:
        return explained("AgentFault", "the journal of the run has no beginning")
    result = None if ended.output is None else json.dumps(ended.output)
    if ended.fault is None:
        return Outcome(status=Status.SUCCESS, result=result or "null")
    return explained(ended.fault, ended.words).model_copy(update={"result": result})
