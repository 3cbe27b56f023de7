"""Runs of agents, as they are asked for and shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from shared.models.agents.evals import AgentEval
from shared.models.agents.records import MOST_PROMPT
from shared.models.agents.steps import Step
from shared.models.ai.money import ParentRun
from shared.models.base import Model
from shared.models.executions import ExecutionSummary, Status

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


class AgentForkRequest(Model):
    """A request to try a run again from one of its steps, with the answers that came before it.

    Without `isDry: false` no tool is run: calls that the run has made have the results that they
    had, and others none.
    """

    step: Annotated[int, Field(ge=1, le=200)] = Field(
        default=1, description="The first answer of the model that is asked for again."
    )
    is_dry: bool = True
    task: Annotated[str, Field(max_length=MOST_INPUT)] | None = Field(
        default=None, description="What the run is asked to do in place of what it was; at step 1."
    )
    system_prompt: Annotated[str, Field(max_length=MOST_PROMPT)] | None = Field(
        default=None, description="Other instructions; if tools run, for administrators only."
    )
    llm_model: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="Another model; if tools run, for administrators only."
    )


class AgentForkInput(Model):
    """What the execution of a forked run has as its input, besides that of the other one."""

    run: UUID
    step: int
    is_dry: bool
    system_prompt: str | None = None
    llm_model: str | None = None


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
    #: The runs that this one was started for, the nearest first: its cost is theirs, too.
    parents: tuple[ParentRun, ...] = ()
    #: Of a run of an eval: the case that answers for the tools.
    rehearsal: AgentEval | None = None
    fork: AgentForkInput | None = None
    #: Of a turn of a conversation: its message is the task, which this record does not have.
    conversation_id: UUID | None = None
    message_id: UUID | None = None


class AgentRunView(Model):
    """A run of an agent. ``waitsFor`` names approvals while it waits for people.

    ``questions`` are those that its caller has not answered: see `/api/agent-questions`.
    """

    execution_id: UUID
    agent_id: UUID | None
    agent_name: str
    version: int | None
    status: Status
    waits_for: tuple[UUID, ...] = ()
    questions: tuple[UUID, ...] = ()
    conversation_id: UUID | None = None
    steps: int
    tool_calls: int
    tokens: int
    cost_micros: int = Field(
        description="What its calls of models cost, with those of its delegates and tools."
    )
    is_tainted: bool
    limit: str | None
    forked_from: UUID | None = Field(default=None, description="The run that it goes on from.")
    forked_at: int | None = Field(default=None, description="From which step.")
    is_dry: bool = Field(default=False, description="Whether it runs no tools.")
    output: JsonValue = None
    error_type: str | None
    error_message: str | None
    executed_by: str
    executed_by_name: str
    created_at: datetime
    completed_at: datetime | None


class AgentRunSummary(ExecutionSummary):
    """A run of an agent in a list; an agent's name is null if the run's input is not kept."""

    agent_name: str | None
    task: str = Field(description="The beginning of what it was asked to do.")


class AgentRunPage(Model):
    executions: list[AgentRunSummary]
    continuation_token: str | None = Field(
        description="Send it to get the next page; null on the last one."
    )


class StepView(Model):
    """One step of a run, as the journal has it."""

    sequence: int
    at: datetime
    step: Step
