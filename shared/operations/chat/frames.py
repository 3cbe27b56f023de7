"""Frames: what is told of a turn, as server-sent events.

``step`` says that the model is asked: what was told of that step before is void. ``delta`` is more
of its text, and ``tool`` how far a call of a tool is. ``end`` is the last one.
"""

import json
from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from shared.models.agents.steps import (
    ApprovalAsked,
    ApprovalDecided,
    Ended,
    ModelAnswered,
    ModelCalled,
    QuestionAsked,
    SecretsGiven,
    Step,
    ToolEnded,
    ToolOutcome,
    ToolStarted,
)
from shared.models.ai.answers import Delta, Interrupted, TextDelta
from shared.models.ai.messages import Message, ToolResult
from shared.operations.agents.state import RunState

SHOWN = 2000
END = b"\n\n"


def frame(kind: str, **facts: JsonValue) -> bytes:
    """Return one event."""
    return f"event: {kind}\ndata: {json.dumps(facts, ensure_ascii=False)}\n\n".encode(
        errors="replace"
    )


def of_delta(delta: Delta) -> bytes:
    """Return what is told of a piece of an answer; nothing of what is no text."""
    match delta:
        case TextDelta():
            return frame("delta", text=delta.text)
        case Interrupted():
            return frame("restart")
        case _:
            return b""


def of_step(step: Step, state: RunState) -> bytes:
    """Return what is told of a step of the journal; ``state`` is the run's after it."""
    return b"".join(_frames(step, state))


def said_in(state: RunState) -> Sequence[Message]:
    """Return the messages of a run after its task."""
    before = len(state.begun.history) + 1 if state.begun else 0
    return state.messages[before:]


def outcome_of(result: ToolResult) -> str:
    """Return how a call ended, from what the model is told of it."""
    if not result.is_error:
        return ToolOutcome.OK
    return result.content.partition("]")[0].removeprefix("[")


def _frames(step: Step, state: RunState) -> Iterator[bytes]:
    match step:
        case ModelCalled():
            yield frame("step", step=step.step)
        case ModelAnswered():
            yield from _calls(state)
        case ToolStarted():
            yield _tool(step.call_id, "started", executionId=str(step.execution_id))
        case ToolEnded():
            yield _ended(step)
        case Ended():
            yield frame("end", fault=step.fault, words=step.words)
        case _:
            yield from _of_people(step)


def _of_people(step: Step) -> Iterator[bytes]:
    """Yield what is told of a step by which a person is asked, or has decided."""
    match step:
        case ApprovalAsked():
            yield _tool(step.call_id, "approval", approvalId=str(step.approval_id))
        case ApprovalDecided():
            yield _tool(step.call_id, "decided", outcome=step.outcome)
        case QuestionAsked():
            asked: dict[str, JsonValue] = {"text": step.text, "options": [*step.options]}
            if step.secrets:
                asked["secrets"] = [one.model_dump(mode="json") for one in step.secrets]
            yield _tool(step.call_id, "question", questionId=str(step.question_id), **asked)
        case SecretsGiven():
            yield _tool(step.call_id, "decided")
        case _:
            return


def _calls(state: RunState) -> Iterator[bytes]:
    """Yield the calls of the last answer, and the ends of those that cannot run."""
    said = said_in(state)
    answer = next((one for one in reversed(said) if one.role == "assistant"), None)
    for call in answer.tool_calls if answer else ():
        shown = call.arguments[:SHOWN]
        yield _tool(call.id, "called", name=call.name, arguments=shown)
    for one in state.calls:
        if one.end is not None:
            yield _ended(one.end)
    if answer and not state.calls and said[-1].role == "user":
        for part in said[-1].parts:
            if isinstance(part, ToolResult):
                yield _tool(part.call_id, "ended", outcome=outcome_of(part), content=part.content)


def _ended(step: ToolEnded) -> bytes:
    citations: list[JsonValue] = [one.model_dump(mode="json") for one in step.citations]
    return _tool(
        step.call_id,
        "ended",
        outcome=step.outcome.value,
        content=step.content[:SHOWN],
        citations=citations,
    )


def _tool(call_id: str, state: str, **facts: JsonValue) -> bytes:
    return frame("tool", callId=call_id, state=state, **facts)


def whole(content: bytes) -> bytes:
    """Return the frames that are whole: the last one may still be written."""
    end = content.rfind(END)
    return content[: end + len(END)] if end >= 0 else b""


def text_of(content: bytes) -> str:
    """Return the text of the last step that was told.

    >>> text_of(frame("step", step=1) + frame("delta", text="Hi ") + frame("delta", text="there"))
    'Hi there'
    """
    text = ""
    for kind, facts in _read(whole(content)):
        if kind in ("step", "restart"):
            text = ""
        elif kind == "delta":
            text += str(facts.get("text", ""))
    return text


def _read(content: bytes) -> Iterator[tuple[str, dict[str, JsonValue]]]:
    for one in content.decode(errors="replace").split("\n\n"):
        lines: Sequence[str] = one.split("\n")
        if len(lines) == 2:
            yield lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))
