"""Evals of agents: cases with an input, what tools answer, and what is expected of the run."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue, StringConstraints

from shared.models.base import Model, OrLeftOut, WorkflowName

MOST_EVALS = 50
MOST_INPUT = 10_000
MOST_CHARACTERS = 200_000

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Texts = Annotated[tuple[ShortText, ...], Field(max_length=20), OrLeftOut]
Tools = Annotated[tuple[WorkflowName, ...], Field(max_length=20), OrLeftOut]


class ExpectedCall(Model):
    """A call of a tool with these arguments, and perhaps others."""

    tool: WorkflowName
    arguments: Annotated[dict[str, JsonValue], OrLeftOut] = Field(
        default_factory=dict[str, JsonValue]
    )


class Expectation(Model):
    """What is expected of a run; what is left out is not checked.

    ``asks`` are tools that a person would be asked about.
    """

    contains: Texts = ()
    lacks: Texts = ()
    equals: JsonValue = None
    calls: Annotated[tuple[ExpectedCall, ...], Field(max_length=20), OrLeftOut] = ()
    calls_not: Tools = ()
    asks: Tools = ()
    most_steps: Annotated[int, Field(ge=1, le=200)] | None = None
    most_dollars: Annotated[float, Field(ge=0)] | None = None


class AgentEval(Model):
    """A case. Tools are not run: ``results`` has what each of them answers, by its name."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    input: Annotated[str, Field(max_length=MOST_INPUT)]
    is_untrusted: bool = False
    results: Annotated[dict[WorkflowName, JsonValue], Field(max_length=20), OrLeftOut] = Field(
        default_factory=dict[str, JsonValue]
    )
    expected: Annotated[Expectation, OrLeftOut] = Field(default_factory=Expectation)


class EvalRequest(Model):
    """The cases to run, by name; all of them unless some are named."""

    names: Annotated[tuple[str, ...], Field(max_length=MOST_EVALS), OrLeftOut] = ()


class EvalRun(Model):
    """A case that runs, as this execution."""

    name: str
    execution_id: UUID


class EvalBatch(Model):
    """The runs of one evaluation; ``batch`` finds their scores."""

    batch: UUID
    version: int
    runs: tuple[EvalRun, ...]


class EvalCounts(Model):
    """How many cases of an evaluation ended how."""

    passed: int
    failed: int
    running: int = 0


class StoredBatch(Model):
    """An evaluation as it is kept; ``counts`` once all its cases have ended."""

    batch: UUID
    agent_id: UUID
    version: int
    cases: int
    started_at: datetime
    started_by_name: str
    counts: EvalCounts | None = None


class EvalSummary(EvalCounts):
    """An evaluation in a list, with how its cases ended."""

    batch: UUID
    version: int
    cases: int
    started_at: datetime
    started_by_name: str


class EvalStatus(StrEnum):
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"


class EvalCheck(Model):
    """One expectation, and what was found in its place if it did not hold."""

    check: str
    has_passed: bool
    found: str = ""


class EvalScore(Model):
    """How a case ended. It has passed if every check has."""

    name: str
    execution_id: UUID
    status: EvalStatus
    checks: tuple[EvalCheck, ...] = ()
    steps: int = 0
    tokens: int = 0
    dollars: float = 0


class EvalReport(Model):
    """The scores of one evaluation, in the order of the agent's cases."""

    batch: UUID
    version: int
    passed: int
    failed: int
    running: int
    scores: tuple[EvalScore, ...]
