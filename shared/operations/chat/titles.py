"""Titles of conversations: the first words, until a model names one by its first answer."""

from collections.abc import Sequence

from shared.models.chat.conversations import ChatMessage, Conversation

TITLE_CHARACTERS = 60


def named_by(
    found: Conversation, messages: Sequence[ChatMessage]
) -> tuple[ChatMessage, ChatMessage] | None:
    """Return the question and the answer to name it by; None before them, and once it is named."""
    if found.is_named or not messages or found.title != title_of(messages[0].text):
        return None
    first = messages[0]
    answers = (one for one in messages if one.parent_id == first.id and one.role == "assistant")
    answer = next((one for one in answers if one.fault is None), None)
    return None if answer is None else (first, answer)


def is_same_but_named(one: Conversation, other: Conversation) -> bool:
    """Whether two states of a conversation differ in no more than its name."""
    named = {"title": other.title, "is_named": other.is_named}
    return one.model_copy(update=named) == other


def title_of(text: str) -> str:
    """Return the first words of a message.

    >>> title_of("Where is the toner?")
    'Where is the toner?'
    >>> title_of("word " * 30)
    'word word word word word word word word word word word word…'
    """
    line = " ".join(text.strip().splitlines()[0].split())
    if len(line) <= TITLE_CHARACTERS:
        return line
    return f"{line[:TITLE_CHARACTERS].rpartition(' ')[0] or line[:TITLE_CHARACTERS]}…"
