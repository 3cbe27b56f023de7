"""SDK calls of ``bifrost.agents``."""

from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from shared import handlers
from shared.broker.request import SdkCall
from shared.call import Call
from shared.models.agents.runs import AgentRunRequest


class Run(SdkCall):
    """Run an agent as a child of the run, and wait for its answer."""

    frees_slot: ClassVar[bool] = True

    agent: Annotated[str, Field(min_length=1, max_length=100)]
    input: Annotated[str, Field(max_length=100_000)] | dict[str, JsonValue] = ""
    output_schema: dict[str, JsonValue] | None = None
    timeout: Annotated[int, Field(ge=1, le=1800)] = 1800

    async def answer(self, call: Call) -> object:
        request = AgentRunRequest(
            agent=self.agent, input=self.input, output_schema=self.output_schema
        )
        return await handlers.ai.agent_runs.run_child(call, request, self.timeout)
