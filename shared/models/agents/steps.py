"""Steps of a run of an agent: the events that its journal keeps, in their order.

The state of a run is the fold of its steps: ``shared.operations.agents.machine``. Nothing but these
models is ever read from the journal.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue, TypeAdapter

from shared.models.agents.citations import Citation
from shared.models.agents.questions import SecretField
from shared.models.agents.records import Agent
from shared.models.ai.answers import StopReason
from shared.models.ai.messages import Message
from shared.models.base import DEFERRED, Model
from shared.models.workflows import ToolFacts


class ToolOutcome(StrEnum):
    """How a call of a tool ended; only ``OK`` is a result of the tool."""

    OK = "ok"
    ERROR = "error"
    INVALID = "invalid"
    UNKNOWN = "unknown"
    DENIED = "denied"
    EXPIRED = "expired"
    LOST = "lost"
    CANCELLED = "cancelled"
    LIMIT = "limit"


class OfferedTool(Model):
    """A tool as the run began with it: the list is fixed and sorted, whatever is saved later.

    ``agent`` is set where the tool is another agent, to which work is delegated. ``system`` names a
    tool of Bifrost's own, which is no workflow. ``secrets`` are a person's to fill in at each call.
    """

    name: str
    workflow: str
    description: str
    parameters: dict[str, JsonValue]
    facts: ToolFacts
    agent: UUID | None = None
    system: str | None = None
    secrets: tuple[SecretField, ...] = ()


class Fork(Model):
    """A run goes on from a copy of another run's first steps.

    ``copied`` is how many steps follow the first one as they were. A ``dry`` one runs no tool: a
    call that the other run made, too, has the result that it had there, and others have none.
    """

    run: UUID
    step: int
    copied: int
    is_dry: bool


class Begun(Model):
    """The run began: with this version of the agent, these tools and this task.

    ``history`` are the messages of a conversation before the task, and ``citations`` the passages
    that the task has already, for a model that calls no tools. ``memory`` are facts that the agent
    remembers of the person.
    """

    kind: Literal["begun"] = "begun"
    agent: Agent
    task: str
    history: tuple[Message, ...] = ()
    citations: tuple[Citation, ...] = ()
    memory: tuple[str, ...] = ()
    tools: tuple[OfferedTool, ...] = ()
    is_tainted: bool = False
    fork: Fork | None = None


class ModelCalled(Model):
    """The model is about to be asked; without an answer after it, the call was lost."""

    kind: Literal["modelCalled"] = "modelCalled"
    step: int


class ModelAnswered(Model):
    kind: Literal["modelAnswered"] = "modelAnswered"
    step: int
    message: Message
    stop: StopReason
    model: str
    tokens: int
    #: None in journals of earlier releases.
    cost_micros: int | None = None


class ModelFailed(Model):
    """The model did not answer; ``may_pass``: another try may succeed."""

    kind: Literal["modelFailed"] = "modelFailed"
    step: int
    fault: str
    words: str
    may_pass: bool = False


class ApprovalAsked(Model):
    """A person is asked, by this record, whether a call may run."""

    kind: Literal["approvalAsked"] = "approvalAsked"
    call_id: str
    approval_id: UUID
    expires_at: datetime


class ApprovalDecided(Model):
    """A person decided; ``arguments`` is what they put in place of the model's, if they did."""

    kind: Literal["approvalDecided"] = "approvalDecided"
    call_id: str
    approval_id: UUID
    outcome: Literal["approved", "denied", "expired", "void"]
    by: str = ""
    words: str = ""
    arguments: str | None = None


class QuestionAsked(Model):
    """The person for whom the agent runs is asked, by this record."""

    kind: Literal["questionAsked"] = "questionAsked"
    call_id: str
    question_id: UUID
    text: str
    options: tuple[str, ...] = ()
    secrets: tuple[SecretField, ...] = ()
    expires_at: datetime


class SecretsGiven(Model):
    """The person gave the secret values of a call; the record of the question has them sealed."""

    kind: Literal["secretsGiven"] = "secretsGiven"
    call_id: str
    question_id: UUID


class ToolStarted(Model):
    """A call is about to run, as the execution of this id, at most once."""

    kind: Literal["toolStarted"] = "toolStarted"
    call_id: str
    execution_id: UUID
    approval_id: UUID | None = None


class ToolEnded(Model):
    """A call ended; ``content`` is what the model is shown, ``citations`` what it may cite."""

    kind: Literal["toolEnded"] = "toolEnded"
    call_id: str
    outcome: ToolOutcome
    content: str
    taints: bool = False
    #: In an eval nothing runs: whether the tool would have run, or a person been asked.
    rehearsed: Literal["run", "asked"] | None = None
    citations: tuple[Citation, ...] = ()


class Ended(Model):
    """The run is over: with an answer, or the reason why there is none."""

    kind: Literal["ended"] = "ended"
    fault: str | None = None
    words: str = ""
    output: JsonValue = None


Step = Annotated[
    Begun
    | ModelCalled
    | ModelAnswered
    | ModelFailed
    | ApprovalAsked
    | ApprovalDecided
    | QuestionAsked
    | SecretsGiven
    | ToolStarted
    | ToolEnded
    | Ended,
    Field(discriminator="kind"),
]
STEPS: TypeAdapter[Step] = TypeAdapter(Step, config=DEFERRED)
