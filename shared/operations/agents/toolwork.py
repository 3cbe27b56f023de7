"""Runs one call of a tool: a child execution, with the caller's rights, at most once."""

import json
from dataclasses import dataclass, replace
from uuid import UUID

import uuid6

from shared.engine.queue.slots import Slot
from shared.errors import (
    BifrostError,
    Conflict,
    InvalidInput,
    NotFound,
    NotPermitted,
    Refused,
    Stale,
)
from shared.models.agents.records import Agent
from shared.models.agents.steps import ApprovalDecided, ToolEnded, ToolOutcome, ToolStarted
from shared.models.ai.money import ParentRun
from shared.models.executions import FINAL, Execution
from shared.models.orders import Order
from shared.models.runs import RunOptions, RunRequest
from shared.operations import run_requests
from shared.operations.agents import access, forks, questions, secret_cards
from shared.operations.agents.answers import fenced, shown
from shared.operations.agents.commands import RunTool
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.machine import folded
from shared.operations.agents.orders import agent_order, input_of
from shared.operations.agents.own_tools import system_tools
from shared.operations.ai import lineage

MOST_DEPTH = 5
LOST = "its outcome is unknown: it may have done its work. It is not run again."


@dataclass(frozen=True, slots=True)
class ToolWork:
    """The work on one call; ``agent`` is the one that runs."""

    journal: RunJournal
    slot: Slot
    agent: Agent

    async def go_on(self, command: RunTool) -> bool:
        """Run a call, or find how it went; False if its execution still goes on elsewhere."""
        if self.journal.state.is_dry:
            return await self._replay(command)
        if command.tool.system is not None:
            await system_tools.run(self.journal, command, self.agent)
            return True
        return await self._go_on(command)

    async def _go_on(self, command: RunTool) -> bool:
        if command.execution_id is not None and (found := await self._found(command)):
            return await self._conclude(command, found)
        order: Order | None = None
        try:
            if secret_cards.are_missing(command):
                await secret_cards.ask(self.journal, command)
            else:
                order = await self._order(command)
        except InvalidInput as error:
            return await self._end(command, ToolOutcome.INVALID, _words(error))
        except (NotFound, NotPermitted):
            words = "the caller may not run this tool"
            return await self._end(command, ToolOutcome.DENIED, words)
        except (Conflict, Refused) as error:
            return await self._end(command, ToolOutcome.ERROR, str(error))
        started = await self._started(command, order) if order else None
        return await self._run(command, started) if started else True

    async def _replay(self, command: RunTool) -> bool:
        """Answer a call of a dry run with what the other run got; no tool is run."""
        found = await forks.replayed(self.journal, command.call.name, command.arguments)
        await self.journal.note(found.model_copy(update={"call_id": command.call.id}))
        return True

    async def _started(self, command: RunTool, order: Order) -> Order | None:
        """Note that a call begins, as which execution; None if its approval does not count."""
        name = command.execution_id or UUID(int=uuid6.uuid7().int)
        if command.approval_id is not None and command.execution_id is None:
            version = order.workflow.version
            used = await questions.consumed(
                self.journal, command, command.approval_id, version, name
            )
            if used is None:
                await self._void(command, command.approval_id)
                return None
            name = used
        if command.execution_id is None:
            step = ToolStarted(
                call_id=command.call.id, execution_id=name, approval_id=command.approval_id
            )
            await self.journal.note(step)
        return order.model_copy(update={"execution_id": name})

    async def _run(self, command: RunTool, order: Order) -> bool:
        parent = self.journal.execution
        link = {"parent_id": parent.id, "depth": parent.depth + 1}
        runs = self.journal.call.platform.engine.child_runs
        try:
            with self.slot.released():
                found = await runs.run(order.model_copy(update=link))
        except Stale:  # it was begun before, by a process that is gone
            command = replace(command, execution_id=order.execution_id)
            later = await self._found(command)
            return await self._conclude(command, later) if later else False
        return await self._conclude(command, found)

    async def _order(self, command: RunTool) -> Order:
        """Ask again whether the caller may run the tool, and whether it is what it was."""
        call, number = self.journal.call, command.number
        if self.journal.execution.depth >= MOST_DEPTH:
            raise NotPermitted("runs are nested too deep")
        options = RunOptions(key=f"agent {self.journal.execution.id} {number}")
        if command.tool.agent is not None:
            return await self._delegation(command, command.tool.agent, options)
        workflow = await run_requests.startable(call, command.tool.workflow)
        secret_cards.require_none(workflow, command.arguments)
        given = {**command.arguments, **await secret_cards.given(self.journal, command)}
        order = await run_requests.order_of(call, workflow, RunRequest(input_data=given), options)
        if order.workflow.tool != command.tool.facts:
            raise Conflict("the tool has changed since this run began: start it anew")
        return order

    async def _delegation(self, command: RunTool, agent_id: UUID, options: RunOptions) -> Order:
        agent = (await access.visible(self.journal.call, agent_id)).agent
        if not agent.is_active:
            raise NotFound("agent", agent_id)
        state = self.journal.state
        parent = ParentRun(run=self.journal.execution.id, dollars=self.agent.run_dollars)
        known = await lineage.parents_of(self.journal.call)
        asked = input_of(
            agent, command.arguments.get("task", ""), is_untrusted=state.is_tainted
        ).model_copy(
            update={
                "within": tuple(sorted(self.agent.tool_ids)),
                "tokens": self.agent.max_token_budget - state.tokens,
                "parents": (parent, *known),
            }
        )
        return await agent_order(self.journal.call, agent, asked, options)

    async def _found(self, command: RunTool) -> Execution | None:
        if command.execution_id is None:
            return None
        try:
            return await self.journal.call.executions.get(command.execution_id)
        except NotFound:
            return None

    async def _conclude(self, command: RunTool, found: Execution) -> bool:
        """Note how an execution ended; False if it has not."""
        if found.status not in FINAL:
            return False
        complete = await self.journal.call.executions.complete(found, ("result",))
        outcome = complete.outcome
        if outcome is None or outcome.result is None:
            lost = outcome is not None and outcome.error_type == "WorkerLost"
            words = LOST if lost else str(run_requests.error_of(found))
            kind = ToolOutcome.LOST if lost else ToolOutcome.ERROR
            return await self._end(command, kind, words)
        taints = command.tool.facts.returns_untrusted or await self._was_tainted(command, found)
        text = shown(outcome.result, found.id)
        ended = ToolEnded(
            call_id=command.call.id,
            outcome=ToolOutcome.OK,
            content=fenced(text) if taints else text,
            taints=taints,
        )
        return await self._note(command, ended)

    async def _was_tainted(self, command: RunTool, found: Execution) -> bool:
        if command.tool.agent is None:
            return False
        return folded(await self.journal.store.all(found.id)).is_tainted

    async def _end(self, command: RunTool, outcome: ToolOutcome, words: str) -> bool:
        ended = ToolEnded(call_id=command.call.id, outcome=outcome, content=words)
        return await self._note(command, ended)

    async def _note(self, command: RunTool, ended: ToolEnded) -> bool:
        """Note how a call ended, and forget the secret values that it had."""
        await self.journal.note(ended)
        await secret_cards.forget(self.journal, command)
        return True

    async def _void(self, command: RunTool, approval_id: UUID) -> None:
        await self.journal.note(
            ApprovalDecided(call_id=command.call.id, approval_id=approval_id, outcome="void")
        )


def _words(error: BifrostError) -> str:
    """Return what is wrong with arguments, in the platform's own words."""
    faults = [{"at": [*map(str, one.location)], "fault": one.message} for one in error.details]
    return f"{error} {json.dumps(faults[:10])}" if faults else str(error)
