"""Forks: runs that go on from a copy of another run's first steps, dry or with their tools."""

import json
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.errors import InvalidInput, NotPermitted
from shared.models.agents.records import Agent
from shared.models.agents.runs import AgentForkInput, AgentForkRequest
from shared.models.agents.steps import (
    Ended,
    Fork,
    ModelAnswered,
    ModelCalled,
    Step,
    ToolEnded,
    ToolOutcome,
)
from shared.operations.agents.calls import arguments_of, distinct
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.state import RunState

BATCH = 50
UNTRIED = "this run is dry, and the other one made no such call: nothing was run."


async def fork_of(call: Call, run: UUID, asked: AgentForkRequest) -> AgentForkInput:
    """Return what the forked run has as its input; InvalidInput for a step that is not there."""
    steps = await call.platform.directory.agent_steps_of(call.caller.scope).all(run)
    copied_before(steps, asked.step)
    is_changed = asked.system_prompt is not None or asked.llm_model is not None
    if is_changed and not asked.is_dry and not call.caller.actor.is_admin:
        raise NotPermitted("with other instructions or another model, a fork is dry: set isDry")
    if asked.task is not None and asked.step > 1:
        raise InvalidInput("the task was given before step 1: fork there to change it")
    return AgentForkInput(
        run=run,
        step=asked.step,
        is_dry=asked.is_dry,
        system_prompt=asked.system_prompt,
        llm_model=asked.llm_model,
    )


def copied_before(steps: list[Step], step: int) -> int:
    """Return how many steps follow the first one before the model is asked for this answer."""
    for place, found in enumerate(steps):
        if isinstance(found, ModelCalled) and found.step == step:
            return place - 1
    raise InvalidInput(f"the run has no step {step}: its steps are in /steps")


def changed(agent: Agent, fork: AgentForkInput) -> Agent:
    """Return the agent as the fork has it."""
    changes = {"system_prompt": fork.system_prompt, "llm_model": fork.llm_model}
    return agent.model_copy(update={name: at for name, at in changes.items() if at is not None})


async def beginning(call: Call, fork: AgentForkInput) -> Fork:
    """Return what the first step of a fork says of the other run."""
    steps = await call.platform.directory.agent_steps_of(call.caller.scope).all(fork.run)
    copied = copied_before(steps, fork.step)
    return Fork(run=fork.run, step=fork.step, copied=copied, is_dry=fork.is_dry)


async def complete(journal: RunJournal) -> None:
    """Copy the steps that a fork begins with, or those that are missing after a crash."""
    fork = journal.state.begun.fork if journal.state.begun else None
    if fork is None or journal.count > fork.copied:
        return
    steps = (await journal.store.all(fork.run))[journal.count : fork.copied + 1]
    if len(steps) != fork.copied + 1 - journal.count:
        await journal.note(Ended(fault="NotFound", words="the run that it goes on from is gone"))
        return
    for begin in range(0, len(steps), BATCH):
        await journal.note(*steps[begin : begin + BATCH])


async def replayed(journal: RunJournal, name: str, arguments: dict[str, JsonValue]) -> ToolEnded:
    """Return the result that a call had in the other run, or that it was not made there."""
    fork = journal.state.begun.fork if journal.state.begun else None
    steps = await journal.store.all(fork.run) if fork else []
    wanted, ids, used = _signature(name, arguments), set[str](), RunState()
    for step in steps:
        if isinstance(step, ModelAnswered):
            used, message = distinct(used, step.message)
            for call in message.tool_calls:
                given = arguments_of(call.arguments)
                if given is not None and _signature(call.name, given) == wanted:
                    ids.add(call.id)
        elif isinstance(step, ToolEnded) and step.call_id in ids:
            return step
    return ToolEnded(call_id="", outcome=ToolOutcome.CANCELLED, content=UNTRIED)


def _signature(name: str, arguments: dict[str, JsonValue]) -> str:
    return f"{name} {json.dumps(arguments, sort_keys=True)}"
