"""Asks the person for whom an agent runs; the run waits, and costs nothing, until they answer."""

from datetime import datetime, timedelta

from shared.call import Call
from shared.models.agents.questions import Question, QuestionState
from shared.models.agents.records import Agent
from shared.models.agents.steps import QuestionAsked, ToolEnded, ToolOutcome
from shared.models.executions import Execution
from shared.operations.agents.commands import Await, RunTool
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.question_ids import question_id

EXPIRES = timedelta(hours=24)
NOT_ANSWERED = "the person did not answer in time"


async def ask(journal: RunJournal, command: RunTool, agent: Agent) -> None:
    """Store the question, then that it was asked; the same question has the same id again."""
    call, execution = journal.call, journal.execution
    now = call.platform.services.clock.now()
    options = command.arguments.get("options")
    question = Question(
        id=question_id(execution.id, command.number, 0),
        org_id=execution.org_id,
        run=execution.id,
        agent_name=agent.name,
        call_id=command.call.id,
        text=str(command.arguments["question"]),
        options=tuple(map(str, options)) if isinstance(options, list) else (),
        asked_of=execution.caller.id,
        asked_at=now,
        expires_at=now + EXPIRES,
    )
    stored = await call.platform.directory.questions_of(execution.org_id).add(question)
    asked = QuestionAsked(
        call_id=command.call.id,
        question_id=stored.id,
        text=stored.text,
        options=stored.options,
        expires_at=stored.expires_at,
    )
    await journal.note(asked)


async def answers(journal: RunJournal, command: Await) -> tuple[list[ToolEnded], list[datetime]]:
    """Return the ends of what was answered or came too late, and when the others expire."""
    now = journal.call.platform.services.clock.now()
    store = journal.call.platform.directory.questions_of(journal.execution.org_id)
    ends: list[ToolEnded] = []
    expiries: list[datetime] = []
    for wanted in command.questions:
        question = (await store.get(wanted)).question
        end = _end(question, now)
        if end is None:
            expiries.append(question.expires_at)
        else:
            ends.append(end)
    return ends, expiries


async def has_news(call: Call, execution: Execution, command: Await) -> bool:
    """Whether a person has answered one of these questions."""
    now = call.platform.services.clock.now()
    store = call.platform.directory.questions_of(execution.org_id)
    for wanted in command.questions:
        if _end((await store.get(wanted)).question, now) is not None:
            return True
    return False


def _end(question: Question, now: datetime) -> ToolEnded | None:
    if question.state is QuestionState.ANSWERED:
        return ToolEnded(
            call_id=question.call_id, outcome=ToolOutcome.OK, content=question.answer or ""
        )
    if now < question.expires_at:
        return None
    return ToolEnded(call_id=question.call_id, outcome=ToolOutcome.EXPIRED, content=NOT_ANSWERED)
