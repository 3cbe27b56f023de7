"""Turns of agents, imported when the first agent runs: other processes need none of it."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.call import Platform
from shared.engine.queue.slots import Slot
from shared.engine.runs.agent_runner import PutDown, Turns
from shared.models.base import AGENT
from shared.models.executions import Execution, Outcome


@dataclass(frozen=True, slots=True)
class DeferredTurns:
    """Goes on with runs of agents in this process; ``platform`` is composed after the engine."""

    platform: Callable[[], Platform]

    async def __call__(self, execution: Execution, slot: Slot) -> Outcome | PutDown:
        return await self._turns()(execution, slot)

    async def after(self, execution: Execution) -> None:
        if execution.workflow_name == AGENT:
            await self._turns().after(execution)

    def _turns(self) -> Turns:
        from shared.operations.agents.turns import AgentTurns  # noqa: PLC0415  see the module

        return AgentTurns(self.platform)
