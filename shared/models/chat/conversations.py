"""Conversations: their messages, and the turn that is under way."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.models.agents.citations import Citation
from shared.models.base import Model, OrLeftOut

MOST_TEXT = 32_000
MOST_ATTACHMENTS = 5
MOST_MESSAGES = 1000
LONGEST_TITLE = 200
#: Of the file that is attached, and of the text that was read from it.
MOST_ATTACHMENT_CHARACTERS = 200_000

Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE)
]
MessageText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MOST_TEXT)
]
ExportFormat = Literal["json", "markdown"]
AgentReference = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class Attachment(Model):
    """A file of a conversation, as text."""

    id: UUID
    name: str
    characters: int


class AttachmentText(Attachment):
    text: str


class ToolUse(Model):
    """A call of a tool in a turn; ``executionId`` is its run, if it was one."""

    call_id: str
    name: str
    arguments: str
    execution_id: UUID | None = None
    outcome: str | None = None


class Turn(Model):
    """A turn under way: the run of an agent that answers the message."""

    id: UUID
    message_id: UUID
    agent_id: UUID
    agent_name: str
    #: Where its answer is stored.
    sequence: int
    began_at: datetime


class ChatMessage(Model):
    """A message. Messages with the same ``parentId`` are versions, which begin branches."""

    id: UUID
    sequence: int
    parent_id: UUID | None
    role: Literal["user", "assistant"]
    text: str
    at: datetime
    attachments: tuple[Attachment, ...] = ()
    agent_id: UUID | None = None
    agent_name: str | None = None
    tools: tuple[ToolUse, ...] = ()
    citations: tuple[Citation, ...] = ()
    #: Of an answer that is not whole: why.
    fault: str | None = None
    words: str = ""
    tokens: int = 0
    is_tainted: bool = Field(
        default=False, description="Whether the agent had read words of strangers."
    )


class Conversation(Model):
    """A conversation as stored. ``leafId`` is the last message of the branch that is shown."""

    id: UUID
    org_id: str
    user_id: str
    title: str
    agent_id: UUID | None = None
    agent_name: str | None = None
    leaf_id: UUID | None = None
    turn: Turn | None = None
    #: The number of the next message.
    following: int = 0
    #: A model was asked for a title, and answered.
    is_named: bool = False
    created_at: datetime
    updated_at: datetime


class ConversationSummary(Model):
    id: UUID
    title: str
    agent_id: UUID | None
    agent_name: str | None
    is_answering: bool
    created_at: datetime
    updated_at: datetime


class ConversationView(ConversationSummary):
    """A conversation with the messages of all its branches, oldest first."""

    leaf_id: UUID | None
    turn: Turn | None
    is_to_be_named: bool = Field(
        description="Whether a model may name it now, by its first answer: `POST …/title`."
    )
    messages: tuple[ChatMessage, ...]


class ConversationCreate(Model):
    title: Title | None = Field(default=None, description="Unless given, the first words said.")
    agent: AgentReference | None = Field(
        default=None, description="An agent's id or name; unless given, Bifrost's own assistant."
    )


class ConversationUpdate(Model):
    """Fields left out stay as they are."""

    title: Title | None = None
    leaf_id: UUID | None = Field(default=None, description="The message to go on from.")


class MessageWrite(Model):
    """A message. Another ``parentId`` than the last message's begins a branch."""

    text: MessageText
    parent_id: UUID | None = None
    is_branch: bool = Field(
        default=False, description="Whether `parentId` counts, where null is the beginning."
    )
    agent: AgentReference | None = Field(
        default=None, description="The agent that answers from now on."
    )
    attachment_ids: Annotated[tuple[UUID, ...], Field(max_length=MOST_ATTACHMENTS), OrLeftOut] = ()


class TurnBegun(Model):
    """A message was stored, and an agent answers: follow ``eventsUrl``."""

    message_id: UUID
    turn_id: UUID
    events_url: str


def summary_of(found: Conversation) -> ConversationSummary:
    return ConversationSummary(
        id=found.id,
        title=found.title,
        agent_id=found.agent_id,
        agent_name=found.agent_name,
        is_answering=found.turn is not None,
        created_at=found.created_at,
        updated_at=found.updated_at,
    )
