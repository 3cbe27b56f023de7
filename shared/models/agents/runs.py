"""Runs of agents, as they are asked for and shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from shared.models.agents.evals import AgentEval
from shared.models.agents.steps import Step
from shared.models.base import Model
from shared.models.executions import Status

MOST_INPUT = 100_000


class AgentRunRequest(Model):
    """A request to run an agent, by its id or name."""

    agent: Annotated[str, Field(min_length=1, max_length=100)]
    input: Annotated[str, Field(max_length=MOST_INPUT)] | dict[str, JsonValue] = ""
    is_untrusted: bool = Field(
        default=False, description="Whether the input has words of strangers, such as a mail."
    )
    output_schema: dict[str, JsonValue] | None = Field(
        default=None, description="What the answer has to fit, in place of the agent's own schema."
    )


class AgentRunInput(Model):
    """What the execution of an agent has as its input."""

    agent_id: UUID
    agent_name: str
    agent_org: str
    version: int
    task: str
    is_untrusted: bool = False
    output_schema: dict[str, JsonValue] | None = None
    #: Of a run to which another agent delegates: the workflows that it may use, and the tokens.
    within: tuple[str, ...] | None = None
    tokens: int | None = None
    #: Of a run of an eval: the case that answers for the tools.
    rehearsal: AgentEval | None = None


class AgentRunView(Model):
    """A run of an agent. ``waitsFor`` names approvals while it waits for people."""

    execution_id: UUID
    agent_id: UUID | None
    agent_name: str
    version: int | None
    status: Status
    waits_for: tuple[UUID, ...] = ()
    steps: int
    tool_calls: int
    tokens: int
    is_tainted: bool
    limit: str | None
    output: JsonValue = None
    error_type: str | None
    error_message: str | None
    executed_by: str
    executed_by_name: str
    created_at: datetime
    completed_at: datetime | None


class StepView(Model):
    """One step of a run, as the journal has it."""

    sequence: int
    at: datetime
    step: Step
