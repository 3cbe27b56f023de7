"""Asks the person for whom an agent runs; the run waits, and costs nothing, until they answer."""

from datetime import datetime, timedelta

from shared.call import Call
from shared.models.agents.questions import Question, QuestionState
from shared.models.agents.records import Agent
from shared.models.agents.steps import QuestionAsked, SecretsGiven, ToolEnded, ToolOutcome
from shared.models.executions import Execution
from shared.operations.agents.commands import Await, RunTool
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.question_ids import question_id

EXPIRES = timedelta(hours=24)
NOT_ANSWERED = "the person did not answer in time"
NOT_GIVEN = "the person did not give the secret values: {words}"


Answered = SecretsGiven | ToolEnded


async def ask(journal: RunJournal, command: RunTool, agent: Agent) -> None:
    """Store the question, then that it was asked; the same question has the same id again."""
    options = command.arguments.get("options")
    chosen = tuple(map(str, options)) if isinstance(options, list) else ()
    text = str(command.arguments["question"])
    question = _question(journal, command, agent).model_copy(
        update={"text": text, "options": chosen}
    )
    await _note(journal, question)


async def ask_for_secrets(journal: RunJournal, command: RunTool, agent: Agent) -> None:
    """Ask for the secret parameters of a call, whose values no model ever sees."""
    facts = {"secrets": command.tool.secrets, "tool": command.tool.workflow}
    await _note(journal, _question(journal, command, agent).model_copy(update=facts))


def _question(journal: RunJournal, command: RunTool, agent: Agent) -> Question:
    execution = journal.execution
    now = journal.call.platform.services.clock.now()
    return Question(
        id=question_id(execution.id, command.number, 0),
        org_id=execution.org_id,
        run=execution.id,
        agent_name=agent.name,
        call_id=command.call.id,
        text="",
        asked_of=execution.caller.id,
        asked_at=now,
        expires_at=now + EXPIRES,
    )


async def _note(journal: RunJournal, question: Question) -> None:
    stored = await journal.call.platform.directory.questions_of(question.org_id).add(question)
    asked = QuestionAsked(
        call_id=stored.call_id,
        question_id=stored.id,
        text=stored.text,
        options=stored.options,
        secrets=stored.secrets,
        expires_at=stored.expires_at,
    )
    await journal.note(asked)


async def answers(journal: RunJournal, command: Await) -> tuple[list[Answered], list[datetime]]:
    """Return the steps of what was answered or came too late, and when the others expire."""
    now = journal.call.platform.services.clock.now()
    store = journal.call.platform.directory.questions_of(journal.execution.org_id)
    ends: list[Answered] = []
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


def _end(question: Question, now: datetime) -> Answered | None:
    if question.state is QuestionState.ANSWERED and question.secrets:
        return _given(question)
    if question.state is QuestionState.ANSWERED:
        return ToolEnded(
            call_id=question.call_id, outcome=ToolOutcome.OK, content=question.answer or ""
        )
    if now < question.expires_at:
        return None
    return ToolEnded(call_id=question.call_id, outcome=ToolOutcome.EXPIRED, content=NOT_ANSWERED)


def _given(question: Question) -> Answered:
    """Return that the values are there, or that the person refused in words."""
    if question.answer is None:
        return SecretsGiven(call_id=question.call_id, question_id=question.id)
    words = NOT_GIVEN.format(words=question.answer)
    return ToolEnded(call_id=question.call_id, outcome=ToolOutcome.DENIED, content=words)
