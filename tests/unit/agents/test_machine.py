"""The machine of a run under any order of steps, with losses and repetitions: rules R1 to R7."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.models.agents.questions import SecretField
from shared.models.agents.records import Agent, ToolPolicy
from shared.models.agents.steps import (
    STEPS,
    ApprovalAsked,
    ApprovalDecided,
    Begun,
    Ended,
    ModelAnswered,
    ModelCalled,
    ModelFailed,
    OfferedTool,
    QuestionAsked,
    SecretsGiven,
    Step,
    ToolEnded,
    ToolOutcome,
    ToolStarted,
)
from shared.models.ai.answers import StopReason
from shared.models.ai.messages import Message, TextPart, ToolCall, ToolResult
from shared.models.workflows import ToolFacts
from shared.operations.agents.commands import (
    AskApproval,
    Await,
    CallModel,
    Command,
    Fail,
    Finish,
    Pause,
    RunTool,
)
from shared.operations.agents.machine import after, commands, folded
from shared.operations.agents.state import CallState, RunState, Stage

NOW = datetime(2026, 11, 29, tzinfo=UTC)
SPACE = UUID(int=5)
FACTS = {
    "look": ToolFacts(effects="read", reaches="none"),
    "mail": ToolFacts(effects="read", reaches="none", returns_untrusted=True),
    "send": ToolFacts(effects="write", reaches="world"),
    "drop": ToolFacts(effects="destructive", approval="ask"),
    "never": ToolFacts(effects="write"),
    "ask": ToolFacts(effects="read", reaches="none"),
    "reset": ToolFacts(effects="destructive", approval="ask"),
}
TOOLS = tuple(
    OfferedTool(
        name=name,
        workflow=name,
        description="",
        parameters={},
        facts=facts,
        system="ask_user" if name == "ask" else None,
        secrets=(SecretField(name="pin", label="PIN"),) if name == "reset" else (),
    )
    for name, facts in sorted(FACTS.items())
)


def agent(**changes: object) -> Agent:
    facts: dict[str, object] = {
        "name": "Helper",
        "org_id": "acme",
        "created_by": "tests",
        "created_at": NOW,
        "tool_ids": tuple(FACTS),
        "tool_policy": {"never": ToolPolicy.DENY},
        "max_iterations": 6,
        "max_tool_calls": 8,
    }
    return Agent.model_validate({**facts, **changes})


def begun(**changes: object) -> Begun:
    return Begun(agent=agent(**changes), task="Help.", tools=TOOLS)


def answer(step: int, *calls: tuple[str, str], text: str = "", tokens: int = 10) -> ModelAnswered:
    parts = [
        ToolCall(id=f"c{at}", name=name, arguments=args) for at, (name, args) in enumerate(calls)
    ]
    message = Message(role="assistant", parts=(TextPart(text=text or "So."), *parts))
    stop = StopReason.TOOLS if calls else StopReason.END
    return ModelAnswered(step=step, message=message, stop=stop, model="m", tokens=tokens)


def said(step: int, calls: list[tuple[str, str]]) -> ModelAnswered:
    return answer(step, *calls)


def require_whole(messages: Sequence[Message]) -> None:
    """R1: before a model call, every call of a tool has exactly one result."""
    called = [call.id for message in messages for call in message.tool_calls]
    results = [
        part.call_id
        for message in messages
        for part in message.parts
        if isinstance(part, ToolResult)
    ]
    assert Counter(called) == Counter(results)
    assert set(Counter(called).values()) <= {1}


def first(state: RunState, kind: type[Command]) -> Command:
    return next(one for one in commands(state) if isinstance(one, kind))


NAMES = st.sampled_from([*FACTS, "unknown"])
ARGUMENTS = st.sampled_from(["{}", '{"a": 1}', "no json", "[1]", '{"b": "x"}'])
ANSWERS = st.lists(st.tuples(NAMES, ARGUMENTS), max_size=4)
CALL_IDS = st.sampled_from(["c0", "c1", "c2", "c0-2", "c1-2", "c0-3"])
UUIDS = st.integers(0, 5).map(lambda number: UUID(int=number))
STEP = st.integers(0, 8)


def failed(step: int, *, may_pass: bool) -> Step:
    return ModelFailed(step=step, fault="ModelFault", words="no", may_pass=may_pass)


def ended(call_id: str, outcome: ToolOutcome, *, taints: bool) -> Step:
    return ToolEnded(call_id=call_id, outcome=outcome, content="done", taints=taints)


def approval_asked(call_id: str, approval_id: UUID) -> Step:
    return ApprovalAsked(call_id=call_id, approval_id=approval_id, expires_at=NOW)


def decision(call_id: str, approval_id: UUID, outcome: str) -> Step:
    facts = {"call_id": call_id, "approval_id": approval_id, "outcome": outcome}
    return ApprovalDecided.model_validate(facts)


def question(call_id: str, question_id: UUID) -> Step:
    return QuestionAsked(call_id=call_id, question_id=question_id, text="?", expires_at=NOW)


def secrets_given(call_id: str, question_id: UUID) -> Step:
    return SecretsGiven(call_id=call_id, question_id=question_id)


def started(call_id: str, execution_id: UUID) -> Step:
    return ToolStarted(call_id=call_id, execution_id=execution_id)


OUTCOMES = st.sampled_from(ToolOutcome)
BEGUN = begun()
ANY_STEP: st.SearchStrategy[Step] = st.one_of(
    st.just(BEGUN),
    STEP.map(lambda step: ModelCalled(step=step)),
    st.builds(said, STEP, ANSWERS),
    st.builds(failed, STEP, may_pass=st.booleans()),
    st.builds(approval_asked, CALL_IDS, UUIDS),
    st.builds(
        decision, CALL_IDS, UUIDS, st.sampled_from(["approved", "denied", "expired", "void"])
    ),
    st.builds(started, CALL_IDS, UUIDS),
    st.builds(question, CALL_IDS, UUIDS),
    st.builds(secrets_given, CALL_IDS, UUIDS),
    st.builds(ended, CALL_IDS, OUTCOMES, taints=st.booleans()),
    st.just(Ended()),
)


@given(st.lists(ANY_STEP, max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_order_of_steps_keeps_the_rules(steps: list[Step]) -> None:
    state = RunState()
    for step in [BEGUN, *steps]:
        before, state = state, after(state, step)
        require_kept(before, state)
        require_sound(state)


def require_kept(before: RunState, state: RunState) -> None:
    """R5: no counter goes back, what was read stays read, and an end is an end."""
    assert (state.steps, state.tokens, state.tool_calls, state.repairs, state.failures) >= (
        before.steps,
        before.tokens,
        before.tool_calls,
        before.repairs,
        before.failures,
    )
    assert state.is_tainted >= before.is_tainted
    assert state.messages[: len(before.messages)] == before.messages
    assert before.ended is None or state is before


def require_sound(state: RunState) -> None:
    for command in commands(state):
        match command:
            case CallModel():
                require_whole(command.messages)
                assert command.tools == (() if state.limit else TOOLS)  # R4, R7
            case RunTool():
                assert command.tool.name != "never"
                if command.approval_id is None and command.execution_id is None:
                    assert FACTS[command.tool.name].effects != "destructive"
                    assert not (state.is_tainted and command.tool.name == "send")
            case Finish():
                assert state.limit is None
            case _:
                pass


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_run_ends_or_waits_whatever_the_model_and_people_say(data: st.DataObject) -> None:
    steps: list[Step] = [BEGUN]
    state = folded(steps)
    for _ in range(400):
        found = commands(state)
        if not found:
            break
        command = data.draw(st.sampled_from(found))
        happened = data.draw(effects_of(state, command))
        for step in happened:
            steps.append(step)
            state = after(state, step)
            if data.draw(st.booleans()):
                state = after(state, step)  # the same once more changes nothing
    assert state.ended is not None
    assert folded(steps) == state
    assert state.steps <= agent().max_iterations + 1
    starts = Counter(step.call_id for step in steps if isinstance(step, ToolStarted))
    assert set(starts.values()) <= {1}


def effects_of(state: RunState, command: Command) -> st.SearchStrategy[list[Step]]:
    """What the world may make of a command."""
    match command:
        case CallModel():
            told = ModelCalled(step=command.step)
            answered = st.builds(said, st.just(command.step), ANSWERS)
            fell = st.builds(failed, st.just(command.step), may_pass=st.booleans())
            return st.one_of(answered, fell).map(lambda step: [told, step])
        case RunTool():
            return run_of(command)
        case AskApproval():
            return st.just([asked(command)])
        case Await():
            waiting = [one for one in state.calls if one.stage is Stage.ASKED]
            return st.one_of([replies(one) for one in waiting])
        case Pause():
            return st.just([ModelCalled(step=state.steps + 1)])
        case Finish() | Fail():
            fault = command.fault if isinstance(command, Fail) else None
            return st.just([Ended(fault=fault)])


def run_of(command: RunTool) -> st.SearchStrategy[list[Step]]:
    name = command.call.id
    is_asked = command.tool.secrets and not (command.secrets_id or command.execution_id)
    if command.tool.system or is_asked:
        return st.just([question(name, uuid5(SPACE, f"question {command.number}"))])
    taints = command.tool.facts.returns_untrusted
    ends = st.builds(ended, st.just(name), OUTCOMES, taints=st.just(taints))
    start = started(name, uuid5(SPACE, str(command.number)))
    begins = [] if command.execution_id else [start]
    return ends.map(lambda step: [*begins, step])


def asked(command: AskApproval) -> ApprovalAsked:
    name = uuid5(SPACE, f"{command.number} {command.round}")
    return ApprovalAsked(call_id=command.call.id, approval_id=name, expires_at=NOW)


def replies(one: CallState) -> st.SearchStrategy[list[Step]]:
    """What a person may say about a call that waits: to a question, an answer or nothing."""
    if one.question_id is not None and one.call.name == "reset":
        refused = ended(one.call.id, ToolOutcome.DENIED, taints=False)
        return st.sampled_from([[secrets_given(one.call.id, one.question_id)], [refused]])
    if one.approval_id is not None:
        return decisions(one.call.id, one.approval_id)
    outcomes = st.sampled_from([ToolOutcome.OK, ToolOutcome.EXPIRED])
    return outcomes.map(lambda outcome: [ended(one.call.id, outcome, taints=False)])


def decisions(call_id: str, approval_id: UUID) -> st.SearchStrategy[list[Step]]:
    outcomes = ("approved", "denied", "expired")
    found: list[list[Step]] = [[decision(call_id, approval_id, one)] for one in outcomes]
    return st.sampled_from(found)


def test_junk_arguments_go_back_in_the_platforms_words_and_end_the_tools_after_two() -> None:
    state = folded([begun()])
    for step in range(1, 4):
        state = after(after(state, ModelCalled(step=step)), answer(step, ("look", f"junk {step}")))
        result = state.messages[-1].parts[0]
        assert isinstance(result, ToolResult)
        assert "no JSON object" in result.content

    (command,) = commands(state)
    assert isinstance(command, CallModel)
    assert (state.limit, command.tools) == ("unusable answers", ())


def test_a_limit_takes_the_tools_away_and_never_ends_as_success() -> None:
    state = folded([begun(max_iterations=1), ModelCalled(step=1), answer(1, ("look", "{}"))])
    state = after(state, ToolEnded(call_id="c0", outcome=ToolOutcome.OK, content="seen"))
    (command,) = commands(state)
    assert isinstance(command, CallModel)
    assert command.tools == ()
    assert "limit of steps" in command.messages[-1].text

    state = after(after(state, ModelCalled(step=2)), answer(2, text="What I know."))

    assert commands(state) == (
        Fail("BudgetExceeded", "the limit of steps was reached", "What I know."),
    )


def test_the_same_call_again_and_again_is_a_loop() -> None:
    state = folded([begun(max_iterations=50, max_tool_calls=50)])
    for step in range(1, 5):
        state = after(after(state, ModelCalled(step=step)), answer(step, ("look", '{"a": 1}')))
        ids = [one.call.id for one in state.calls]
        for name in ids:
            state = after(state, ToolEnded(call_id=name, outcome=ToolOutcome.OK, content="same"))

    assert state.limit == "repeated calls"


def test_an_approval_that_is_void_is_asked_for_anew() -> None:
    state = folded([begun(), ModelCalled(step=1), answer(1, ("drop", "{}"))])
    ask = first(state, AskApproval)
    assert isinstance(ask, AskApproval)
    state = after(state, ApprovalAsked(call_id="c0", approval_id=UUID(int=1), expires_at=NOW))
    assert isinstance(commands(state)[0], Await)
    late = ApprovalDecided(call_id="c0", approval_id=UUID(int=9), outcome="approved")
    assert after(state, late) == state

    void = ApprovalDecided(call_id="c0", approval_id=UUID(int=1), outcome="void")
    again = first(after(state, void), AskApproval)
    assert isinstance(again, AskApproval)
    assert (again.round, ask.round) == (2, 1)
    yes = ApprovalDecided(call_id="c0", approval_id=UUID(int=1), outcome="approved")
    run = first(after(state, yes), RunTool)
    assert isinstance(run, RunTool)
    assert run.approval_id == UUID(int=1)


def test_a_call_waits_for_its_secret_values_after_its_approval() -> None:
    asked_for = [begun(), ModelCalled(step=1), answer(1, ("reset", "{}"))]
    state = folded([*asked_for, approval_asked("c0", UUID(int=1))])
    state = after(state, decision("c0", UUID(int=1), "approved"))
    state = after(state, question("c0", UUID(int=2)))
    (wait,) = commands(state)
    assert isinstance(wait, Await)
    assert (wait.questions, wait.approvals) == ((UUID(int=2),), ())

    assert after(state, decision("c0", UUID(int=1), "approved")) == state
    assert after(state, secrets_given("c0", UUID(int=1))) == state
    run = first(after(state, secrets_given("c0", UUID(int=2))), RunTool)

    assert isinstance(run, RunTool)
    assert (run.approval_id, run.secrets_id) == (UUID(int=1), UUID(int=2))


def test_words_of_strangers_hold_up_what_the_same_answer_would_send() -> None:
    state = folded([begun(), ModelCalled(step=1), answer(1, ("mail", "{}"), ("send", "{}"))])
    assert {type(one) for one in commands(state)} == {RunTool}

    state = after(
        state, ToolEnded(call_id="c0", outcome=ToolOutcome.OK, content="evil", taints=True)
    )

    (command,) = commands(state)
    assert isinstance(command, AskApproval)
    assert command.is_tainted


@pytest.mark.parametrize("step", [begun(), answer(1, ("look", "{}")), Ended(output={"a": [1]})])
def test_a_step_is_plain_json_and_comes_back_the_same(step: Step) -> None:
    text = step.model_dump_json()

    assert json.loads(text)["kind"] == step.kind
    assert STEPS.validate_json(text) == step
