"""/api/agent-questions: what agents ask the person for whom they run."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import agents
from shared.models.pages import Listed, key_of

routes = Routes()

#: The prefix of page keys, in the form that row keys have.
KEY = "q|"


@routes.endpoint("GET", "agent-questions", allow=Access.USER, about=About.ORGANIZATION)
async def list_agent_questions(
    call: Call, limit: Limit = 100, continuation_token: str | None = None
) -> "Listed[agents.questions.Question]":
    """List the questions that the caller has not answered; a page may be short and have a next."""
    start = key_of(continuation_token, KEY, mark=call.mark)
    return await handlers.chat.questions.page(call, limit, start)


@routes.endpoint(
    "GET",
    "agent-questions/{question_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_agent_question(call: Call, question_id: UUID) -> "agents.questions.Question":
    """Get one question."""
    return await handlers.chat.questions.get(call, question_id)


@routes.endpoint(
    "POST",
    "agent-questions/{question_id}/answer",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="agentQuestion.answer",
    problems=[Conflict, NotFound],
)
async def answer_agent_question(
    call: Call, question_id: UUID, body: "agents.questions.QuestionAnswer"
) -> "agents.questions.Question":
    """Answer a question, once; the agent goes on with the words."""
    return await handlers.chat.questions.answer(call, question_id, body)
