"""Removes conversations, with what their turns keep of what was said."""

from collections.abc import Iterable
from contextlib import suppress

from shared.call import Platform
from shared.errors import Stale
from shared.models.agents.steps import QuestionAsked
from shared.repositories.chat.conversations import StoredConversation


async def remove_all_of(platform: Platform, scopes: Iterable[str], user_id: str) -> None:
    """Remove every conversation of a user in these scopes, and what agents remember of them."""
    for scope in scopes:
        await platform.directory.memories_of(scope).remove_all_of(user_id)
        for stored in await platform.directory.conversations_of(scope).all_of(user_id):
            with suppress(Stale):  # the retention removes it
                await remove(platform, stored)


async def remove(platform: Platform, stored: StoredConversation) -> None:
    """Remove a conversation; Stale if it changed meanwhile, and the next call removes it."""
    found = stored.conversation
    directory = platform.directory
    store = directory.conversations_of(found.org_id)
    messages = await store.messages(found.id)
    turns = {one.id for one in messages if one.role == "assistant"}
    if found.turn is not None:
        turns.add(found.turn.id)
    for turn in turns:
        for step in await directory.agent_steps_of(found.org_id).all(turn):
            if isinstance(step, QuestionAsked):
                await directory.questions_of(found.org_id).remove(step.question_id)
        await directory.agent_steps_of(found.org_id).remove(turn)
        await directory.turn_streams_of(found.org_id).remove(turn)
    await store.remove(stored)
