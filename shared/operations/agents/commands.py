"""What the state of a run asks to be done next."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import JsonValue

from shared.models.agents.steps import OfferedTool
from shared.models.ai.messages import Message, ToolCall


@dataclass(frozen=True, slots=True)
class CallModel:
    """Ask the model; ``tools`` is empty once a limit is reached."""

    step: int
    messages: tuple[Message, ...]
    tools: tuple[OfferedTool, ...]


@dataclass(frozen=True, slots=True)
class RunTool:
    """Run a call, as this execution if it was started before."""

    call: ToolCall
    number: int
    tool: OfferedTool
    arguments: dict[str, JsonValue]
    execution_id: UUID | None
    approval_id: UUID | None
    secrets_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AskApproval:
    """Ask a person about a call; ``round`` counts how often that was needed."""

    call: ToolCall
    number: int
    tool: OfferedTool
    arguments: dict[str, JsonValue]
    is_tainted: bool
    round: int


@dataclass(frozen=True, slots=True)
class Await:
    """Nothing can be done before a person has decided about these calls, or has answered."""

    calls: tuple[ToolCall, ...]
    approvals: tuple[UUID, ...]
    questions: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Try again later: the model failed for the time being."""

    failures: int


@dataclass(frozen=True, slots=True)
class Finish:
    output: JsonValue


@dataclass(frozen=True, slots=True)
class Fail:
    fault: str
    words: str
    output: JsonValue = None


Command = CallModel | RunTool | AskApproval | Await | Pause | Finish | Fail
