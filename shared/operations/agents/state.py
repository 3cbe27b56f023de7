"""The state of a run of an agent, as its steps have made it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from shared.models.agents.citations import Citation
from shared.models.agents.steps import Begun, Ended, OfferedTool, ToolEnded
from shared.models.ai.messages import Message, ToolCall


class Stage(Enum):
    """How far a call of a tool has come."""

    NEW = "new"
    ASKED = "asked"
    APPROVED = "approved"
    STARTED = "started"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CallState:
    """One call of the last answer."""

    call: ToolCall
    #: The number of the call in the run, from 1.
    number: int
    stage: Stage = Stage.NEW
    #: How often a person was asked.
    rounds: int = 0
    approval_id: UUID | None = None
    question_id: UUID | None = None
    #: The question whose answer has the secret values.
    secrets_id: UUID | None = None
    execution_id: UUID | None = None
    #: What a person put in place of the model's arguments.
    edited: str | None = None
    end: ToolEnded | None = None

    @property
    def arguments(self) -> str:
        return self.call.arguments if self.edited is None else self.edited


@dataclass(frozen=True, slots=True)
class RunState:
    """Counters never go back: no retry, no wait and no approval resets them."""

    begun: Begun | None = None
    messages: tuple[Message, ...] = ()
    calls: tuple[CallState, ...] = ()
    #: Tools by their names, as they were when the run began.
    tools: Mapping[str, OfferedTool] = field(default_factory=dict[str, OfferedTool])
    steps: int = 0
    is_asking: bool = False
    tool_calls: int = 0
    #: The ids of all calls so far.
    used: frozenset[str] = frozenset()
    tokens: int = 0
    #: Answers that could not be used as they were.
    repairs: int = 0
    failures: int = 0
    failed: bool = False
    is_tainted: bool = False
    #: The passages that the run was shown.
    citations: tuple[Citation, ...] = ()
    #: The limit that was reached, after which the model has no tools.
    limit: str | None = None
    #: How often each call was made, by tool and arguments.
    repeated: Mapping[str, int] = field(default_factory=dict[str, int])
    #: What is final before the journal says so.
    outcome: Ended | None = None
    ended: Ended | None = None

    @property
    def is_dry(self) -> bool:
        """Whether the run asks no person and runs no tool: it has the results of another run."""
        fork = self.begun.fork if self.begun else None
        return fork is not None and fork.is_dry
