"""The journal of one run of an agent in this process: steps are stored, and then count."""

import asyncio
from dataclasses import dataclass, field

from shared.call import Call
from shared.models.agents.steps import Step
from shared.models.executions import Execution
from shared.operations.agents.machine import after, folded
from shared.operations.agents.state import RunState
from shared.operations.chat.telling import TurnTeller
from shared.repositories.agents.steps import AgentSteps


@dataclass(slots=True)
class RunJournal:
    """The state of a run, and how many steps made it; one transaction for each note."""

    execution: Execution
    store: AgentSteps
    call: Call
    state: RunState = field(default_factory=RunState)
    count: int = 0
    #: Who is told, if it is a turn of a conversation.
    teller: TurnTeller | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    async def read(cls, call: Call, execution: Execution) -> "RunJournal":
        """Return the journal of a run, folded."""
        store = call.platform.directory.agent_steps_of(execution.org_id)
        steps = await store.all(execution.id)
        return cls(execution, store, call, folded(steps), len(steps))

    async def note(self, *steps: Step) -> None:
        """Store steps, and go on to the state after them; Stale if another process did."""
        async with self.lock:
            now = self.call.platform.services.clock.now()
            await self.store.append(self.execution.id, self.count, steps, now)
            self.count += len(steps)
            for step in steps:
                self.state = after(self.state, step)
                if self.teller is not None:
                    self.teller.step(step, self.state)
