"""The machine of a run: steps in, commands out. No clock, no storage, no chance.

``after`` folds a step into the state; a step that does not fit, because it came twice or too late,
changes nothing. ``commands`` says what comes next in a state, again and again the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from shared.models.agents.records import ToolPolicy
from shared.models.agents.steps import (
    ApprovalAsked,
    ApprovalDecided,
    Begun,
    Ended,
    ModelAnswered,
    ModelCalled,
    ModelFailed,
    QuestionAsked,
    SecretsGiven,
    Step,
    ToolEnded,
    ToolOutcome,
    ToolStarted,
)
from shared.models.ai.answers import StopReason
from shared.models.ai.messages import Message, ToolCall, ToolResult, user
from shared.operations.agents.answers import output_of
from shared.operations.agents.calls import (
    MOST_REPEATED,
    arguments_of,
    distinct,
    ending,
    judged,
    policy_of,
)
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
from shared.operations.agents.state import CallState, RunState, Stage

CallStep = ApprovalAsked | ApprovalDecided | QuestionAsked | SecretsGiven | ToolStarted | ToolEnded

MOST_REPAIRS = 2
MOST_FAILURES = 3
BUDGET = "BudgetExceeded"
NO_MORE_TOOLS = (
    "The limit of {limit} is reached, so there are no more tools. Answer now from what you know,"
    " and say what is missing."
)


def folded(steps: Iterable[Step]) -> RunState:
    """Return the state that these steps make."""
    return reduce(after, steps, RunState())


def after(state: RunState, step: Step) -> RunState:
    """Return the state after a step."""
    if state.ended is None:
        match step:
            case Begun() if state.begun is None:
                state = _begun(step)
            case ModelCalled():
                state = _called(state, step)
            case ModelAnswered() if _awaits(state, step.step):
                state = _answered(state, step)
            case ModelFailed() if _awaits(state, step.step):
                state = _failed(state, step)
            case Ended():
                state = replace(state, ended=step)
            case Begun() | ModelAnswered() | ModelFailed():
                pass
            case _:
                state = _of_call(state, step)
    return state


def commands(state: RunState) -> tuple[Command, ...]:
    """Return what comes next; nothing before the beginning and after the end."""
    if state.begun is None or state.ended is not None:
        return ()
    if state.outcome is not None:
        return (_end(state.outcome),)
    if state.calls:
        return _for_calls(state)
    if state.failed:
        return (Pause(state.failures),)
    tools = () if state.limit else state.begun.tools
    step = state.steps if state.is_asking else state.steps + 1
    return (CallModel(step, _shown(state), tools),)


def _end(outcome: Ended) -> Command:
    if outcome.fault is None:
        return Finish(outcome.output)
    return Fail(outcome.fault, outcome.words, outcome.output)


def _begun(step: Begun) -> RunState:
    return RunState(
        begun=step,
        messages=(*step.history, user(step.task or "Begin.")),
        tools={tool.name: tool for tool in step.tools},
        is_tainted=step.is_tainted,
        citations=step.citations,
    )


def _called(state: RunState, step: ModelCalled) -> RunState:
    """A call of the model began, or began again where its answer was lost."""
    expected = state.steps if state.is_asking else state.steps + 1
    if state.begun is None or state.calls or state.outcome or step.step != expected:
        return state
    return replace(state, steps=step.step, is_asking=True, failed=False)


def _awaits(state: RunState, step: int) -> bool:
    return state.is_asking and state.steps == step


def _failed(state: RunState, step: ModelFailed) -> RunState:
    failures = state.failures + 1
    state = replace(state, is_asking=False, failures=failures, failed=True)
    if step.may_pass and failures <= MOST_FAILURES:
        return state
    return replace(state, outcome=Ended(fault=step.fault, words=step.words))


def _answered(state: RunState, step: ModelAnswered) -> RunState:
    state, message = distinct(state, step.message)
    state = replace(
        state,
        is_asking=False,
        tokens=state.tokens + step.tokens,
        messages=(*state.messages, message),
    )
    if message.tool_calls:
        return _with_calls(state, message.tool_calls)
    return _without_calls(state, step)


def _without_calls(state: RunState, step: ModelAnswered) -> RunState:
    """The run ends with this answer, unless it does not fit and may be repaired."""
    begun = state.begun
    output, fault = output_of(step, begun.agent.output_schema if begun else None)
    if state.limit is not None:
        words = f"the limit of {state.limit} was reached"
        return replace(state, outcome=Ended(fault=BUDGET, words=words, output=output))
    if fault is None:
        return replace(state, outcome=Ended(output=output))
    if step.stop is not StopReason.END or state.repairs >= MOST_REPAIRS:
        return replace(state, outcome=Ended(fault="ModelFault", words=fault))
    words = f"This is not what was asked for: {fault}. Answer with JSON that fits the schema."
    state = replace(state, repairs=state.repairs + 1, messages=(*state.messages, user(words)))
    return _limited(state)


def _with_calls(state: RunState, found: tuple[ToolCall, ...]) -> RunState:
    """Each call gets exactly one result; what cannot run gets it at once."""
    calls: list[CallState] = []
    for call in found:
        state, one = judged(state, call)
        calls.append(one)
    is_repair = any(one.end and one.end.outcome is ToolOutcome.INVALID for one in calls)
    state = replace(state, calls=tuple(calls), repairs=state.repairs + is_repair)
    return _settled(state)


def _of_call(state: RunState, step: CallStep) -> RunState:
    place = next((at for at, one in enumerate(state.calls) if one.call.id == step.call_id), None)
    if place is None:
        return state
    changed = _changed(state.calls[place], step)
    if changed is None:
        return state
    calls = (*state.calls[:place], changed, *state.calls[place + 1 :])
    state = replace(state, calls=calls)
    if isinstance(step, ToolEnded):
        is_repair = step.outcome is ToolOutcome.INVALID
        state = replace(
            state,
            is_tainted=state.is_tainted or step.taints,
            repairs=state.repairs + is_repair,
            citations=(*state.citations, *step.citations),
        )
    return _settled(state)


def _changed(one: CallState, step: CallStep) -> CallState | None:
    """Return a call after a step about it; None if the step does not fit."""
    match step:
        case ApprovalAsked() if one.stage in (Stage.NEW, Stage.APPROVED):
            return replace(
                one, stage=Stage.ASKED, approval_id=step.approval_id, rounds=one.rounds + 1
            )
        case ApprovalDecided() if _is_open(one, step):
            return _decided(one, step)
        case QuestionAsked() | SecretsGiven():
            return _after_question(one, step)
        case ToolStarted() if one.stage in (Stage.NEW, Stage.APPROVED):
            return replace(one, stage=Stage.STARTED, execution_id=step.execution_id)
        case ToolEnded() if one.stage is not Stage.ENDED:
            return replace(one, stage=Stage.ENDED, end=step)
        case _:
            return None


def _after_question(one: CallState, step: QuestionAsked | SecretsGiven) -> CallState | None:
    """Return a call whose person is asked, or gave its secret values; then it goes on as before."""
    if isinstance(step, QuestionAsked):
        fits = one.stage in (Stage.NEW, Stage.APPROVED) and one.secrets_id is None
        return replace(one, stage=Stage.ASKED, question_id=step.question_id) if fits else None
    if one.stage is not Stage.ASKED or one.question_id != step.question_id:
        return None
    stage = Stage.NEW if one.approval_id is None else Stage.APPROVED
    return replace(one, stage=stage, question_id=None, secrets_id=step.question_id)


def _is_open(one: CallState, step: ApprovalDecided) -> bool:
    """Whether a decision is about what was asked; an approval may turn out to be void later."""
    stages = (Stage.ASKED, Stage.APPROVED) if step.outcome == "void" else (Stage.ASKED,)
    is_asked = one.stage in stages and one.question_id is None
    return is_asked and one.approval_id == step.approval_id


def _decided(one: CallState, step: ApprovalDecided) -> CallState:
    if step.outcome == "approved":
        return replace(one, stage=Stage.APPROVED, edited=step.arguments)
    if step.outcome == "void":
        return replace(one, stage=Stage.NEW, approval_id=None)
    outcome = ToolOutcome.DENIED if step.outcome == "denied" else ToolOutcome.EXPIRED
    said = f": {step.words}" if step.words else ""
    words = "no person decided in time" if step.outcome == "expired" else f"a person refused{said}"
    return replace(one, stage=Stage.ENDED, end=ending(one.call, outcome, words))


def _settled(state: RunState) -> RunState:
    """Once every call has its result, they go to the model in the order of the calls."""
    if any(one.stage is not Stage.ENDED for one in state.calls):
        return state
    results = tuple(_result(one.end) for one in state.calls if one.end)
    message = Message(role="user", parts=results)
    return _limited(replace(state, calls=(), messages=(*state.messages, message)))


def _result(end: ToolEnded) -> ToolResult:
    is_error = end.outcome is not ToolOutcome.OK
    content = f"[{end.outcome}] {end.content}" if is_error else end.content
    return ToolResult(call_id=end.call_id, content=content, is_error=is_error)


def _limited(state: RunState) -> RunState:
    """Take the tools away once a limit is reached; a second answer with calls ends the run."""
    agent = state.begun.agent if state.begun else None
    if agent is None:
        return state
    if state.limit is not None:
        words = f"the limit of {state.limit} was reached"
        return replace(state, outcome=Ended(fault=BUDGET, words=words))
    reached = [
        (state.steps >= agent.max_iterations, "steps"),
        (state.tokens >= agent.max_token_budget, "tokens"),
        (state.tool_calls > agent.max_tool_calls, "calls of tools"),
        (any(count > MOST_REPEATED for count in state.repeated.values()), "repeated calls"),
        (state.repairs > MOST_REPAIRS, "unusable answers"),
    ]
    return replace(state, limit=next((name for is_over, name in reached if is_over), None))


def _shown(state: RunState) -> tuple[Message, ...]:
    if state.limit is None:
        return state.messages
    said = user(NO_MORE_TOOLS.format(limit=state.limit))
    return (*state.messages, said)


def _for_calls(state: RunState) -> tuple[Command, ...]:
    found: list[Command] = []
    for one in state.calls:
        tool = state.tools.get(one.call.name)
        arguments = arguments_of(one.arguments)
        if one.stage in (Stage.ASKED, Stage.ENDED) or tool is None or arguments is None:
            continue
        if one.stage is Stage.NEW and policy_of(state, tool) is ToolPolicy.ASK:
            found.append(
                AskApproval(one.call, one.number, tool, arguments, state.is_tainted, one.rounds + 1)
            )
        else:
            found.append(
                RunTool(
                    one.call,
                    one.number,
                    tool,
                    arguments,
                    one.execution_id,
                    one.approval_id,
                    one.secrets_id,
                )
            )
    if found:
        return tuple(found)
    asked = [one for one in state.calls if one.stage is Stage.ASKED]
    questions = tuple(one.question_id for one in asked if one.question_id)
    approvals = tuple(one.approval_id for one in asked if one.approval_id and not one.question_id)
    return (Await(tuple(one.call for one in asked), approvals, questions),)
