"""Scores of evals: what a run's journal has, compared with what was expected."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import uuid6
from pydantic import JsonValue

from shared.call import Call
from shared.errors import NotFound
from shared.models.agents.evals import (
    MOST_EVALS,
    AgentEval,
    EvalCheck,
    EvalScore,
    EvalStatus,
    Expectation,
)
from shared.models.agents.runs import AgentRunInput
from shared.models.agents.steps import Step, ToolEnded
from shared.models.ai.money import MICROS
from shared.models.executions import FINAL, Execution
from shared.operations.agents.calls import arguments_of
from shared.operations.agents.machine import folded
from shared.repositories.ai.spending import run_sum

SHOWN_CHARACTERS = 500
#: The lowest bits of a batch's id number its cases.
CASE_BITS = 8


@dataclass(frozen=True, slots=True)
class _Made:
    """A call that the agent made, by the name of the workflow."""

    tool: str
    arguments: dict[str, JsonValue]
    was_asked: bool


def new_batch() -> UUID:
    """Return the id of an evaluation, whose cases have ids that follow from it."""
    return UUID(int=uuid6.uuid7().int >> CASE_BITS << CASE_BITS)


def case_id(batch: UUID, number: int) -> UUID:
    """Return the execution of a case.

    >>> case_id(UUID(int=256), 3).int
    259
    """
    return UUID(int=batch.int | number)


async def scores(call: Call, agent_id: UUID, batch: UUID) -> list[tuple[int, EvalScore]]:
    """Return the score of every case, with the agent's version; NotFound if there is none."""
    found: list[tuple[int, EvalScore]] = []
    for number in range(MOST_EVALS):
        try:
            execution = await call.execution(case_id(batch, number))
        except NotFound:
            break
        complete = await call.executions.complete(execution, ("input", "result"))
        asked = AgentRunInput.model_validate(complete.input)
        if asked.rehearsal is None or asked.agent_id != agent_id:
            break
        found.append((asked.version, await _score(call, complete, asked.rehearsal)))
    if not found:
        raise NotFound("evaluation", batch)
    return found


async def _score(call: Call, execution: Execution, case: AgentEval) -> EvalScore:
    steps = await call.platform.directory.agent_steps_of(execution.org_id).all(execution.id)
    state = folded(steps)
    spending = call.platform.directory.llm_spending
    micros = await spending.spent(execution.org_id, run_sum(str(execution.id)))
    found = EvalScore(
        name=case.name,
        execution_id=execution.id,
        status=EvalStatus.RUNNING,
        steps=state.steps,
        tokens=state.tokens,
        dollars=micros / MICROS,
    )
    if execution.status not in FINAL:
        return found
    checks = (*_checks(case.expected, execution, steps), *_limits(case.expected, found))
    is_good = all(check.has_passed for check in checks)
    status = EvalStatus.PASSED if is_good else EvalStatus.FAILED
    return found.model_copy(update={"status": status, "checks": checks})


def _checks(expected: Expectation, execution: Execution, steps: list[Step]) -> Iterator[EvalCheck]:
    outcome = execution.outcome
    error = outcome.error_message if outcome else "it has no outcome"
    yield _check("it ends well", error is None, error or "")
    output: JsonValue = json.loads(outcome.result) if outcome and outcome.result else None
    text = output if isinstance(output, str) else json.dumps(output)
    for words in expected.contains:
        yield _check(f"contains {words!r}", words.casefold() in text.casefold(), text)
    for words in expected.lacks:
        yield _check(f"lacks {words!r}", words.casefold() not in text.casefold(), text)
    if expected.equals is not None:
        yield _check("equals what is expected", output == expected.equals, text)
    yield from _of_calls(expected, _made(steps))


def _of_calls(expected: Expectation, made: list[_Made]) -> Iterator[EvalCheck]:
    shown = json.dumps([{"tool": one.tool, "arguments": one.arguments} for one in made])
    for wanted in expected.calls:
        holds = any(
            one.tool == wanted.tool and wanted.arguments.items() <= one.arguments.items()
            for one in made
        )
        words = f"calls {wanted.tool} with {json.dumps(wanted.arguments)}"
        yield _check(words, holds, shown)
    for tool in expected.calls_not:
        yield _check(f"does not call {tool}", all(one.tool != tool for one in made), shown)
    for tool in expected.asks:
        holds = any(one.tool == tool and one.was_asked for one in made)
        yield _check(f"a person is asked about {tool}", holds, shown)


def _limits(expected: Expectation, score: EvalScore) -> Iterator[EvalCheck]:
    for name, most, found in (
        ("steps", expected.most_steps, score.steps),
        ("dollars", expected.most_dollars, score.dollars),
    ):
        if most is not None:
            yield _check(f"at most {most:g} {name}", found <= most, f"{found:g}")


def _made(steps: list[Step]) -> list[_Made]:
    """Return the calls of tools that the model made, in their order."""
    state = folded(steps)
    ends = {step.call_id: step for step in steps if isinstance(step, ToolEnded)}
    found: list[_Made] = []
    for message in state.messages:
        for call in message.tool_calls:
            tool, end = state.tools.get(call.name), ends.get(call.id)
            name = tool.workflow if tool else call.name
            was_asked = end is not None and end.rehearsed == "asked"
            found.append(_Made(name, arguments_of(call.arguments) or {}, was_asked))
    return found


def _check(words: str, holds: object, found: str) -> EvalCheck:
    passed = bool(holds)
    shown = "" if passed else found[:SHOWN_CHARACTERS]
    return EvalCheck(check=words[:SHOWN_CHARACTERS], has_passed=passed, found=shown)
