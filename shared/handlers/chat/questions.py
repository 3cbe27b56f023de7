"""Request handlers of questions that agents ask the person for whom they run."""

from uuid import UUID

from shared.call import Call
from shared.errors import Conflict, NotFound, Stale
from shared.models.agents.questions import Question, QuestionAnswer, QuestionState
from shared.models.pages import Listed
from shared.operations.agents import secret_cards, waking
from shared.repositories.agents.questions import StoredQuestion

KIND = "agentQuestion"


async def page(call: Call, limit: int, start: str | None) -> Listed[Question]:
    """List the questions that the caller has not answered, oldest first; a page may be short."""
    found = await call.platform.directory.questions_of(call.caller.scope).page(start, limit)
    now = call.platform.services.clock.now()
    wanted = [
        one
        for one in found.items
        if one.asked_of == call.caller.actor.id
        and one.state is QuestionState.PENDING
        and now < one.expires_at
    ]
    return Listed(wanted, found.next)


async def get(call: Call, question_id: UUID) -> Question:
    return (await _own(call, question_id)).question


async def answer(call: Call, question_id: UUID, said: QuestionAnswer) -> Question:
    """Answer a question, once; the run goes on with the words, or its tool with the values."""
    before = await _own(call, question_id)
    now = call.platform.services.clock.now()
    is_open = before.question.state is QuestionState.PENDING and now < before.question.expires_at
    if not is_open:
        raise Conflict("this question is answered already, or too old")
    sealed = None
    if said.values is not None:
        sealed = await secret_cards.sealed_answer(call, before.question, said.values)
    changes = {"state": QuestionState.ANSWERED, "answer": said.words, "answered_at": now}
    after = before.question.model_copy(update=changes)
    await waking.foresee(call.platform, after.org_id, after.run)
    try:
        await call.platform.directory.questions_of(call.caller.scope).replace(before, after, sealed)
    except Stale as error:
        raise Conflict("this question has just been answered") from error
    call.changed(KIND, question_id, None, None)
    await waking.wake(call.platform, after.org_id, after.run)
    return after


async def _own(call: Call, question_id: UUID) -> StoredQuestion:
    stored = await call.platform.directory.questions_of(call.caller.scope).get(question_id)
    if stored.question.asked_of != call.caller.actor.id:
        raise NotFound("question", question_id)
    return stored
