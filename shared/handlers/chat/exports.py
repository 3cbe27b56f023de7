"""Request handler that exports a conversation, whole or as Markdown."""

from collections.abc import Iterator
from uuid import UUID

from shared.call import Call
from shared.handlers.chat import conversations
from shared.models.chat.conversations import ConversationView, ExportFormat
from shared.models.replies import Reply
from shared.operations.chat.history import branch_of


async def export(call: Call, conversation_id: UUID, form: ExportFormat) -> Reply:
    """Return a file: JSON with all branches, or Markdown of the one that is shown."""
    found = await conversations.get(call, conversation_id)
    if form == "json":
        return _file(found.model_dump_json(indent=2), "application/json", "json")
    return _file("".join(_markdown(found)), "text/markdown; charset=utf-8", "md")


def _file(text: str, kind: str, end: str) -> Reply:
    headers = {"Content-Disposition": f'attachment; filename="conversation.{end}"'}
    return Reply(text.encode(), headers=headers, content_type=kind)


def _markdown(found: ConversationView) -> Iterator[str]:
    yield f"# {found.title}\n"
    messages = {one.id: one for one in found.messages}
    for message in branch_of(messages, found.leaf_id):
        who = "You" if message.role == "user" else message.agent_name or "Agent"
        yield f"\n## {who}, {message.at:%Y-%m-%d %H:%M}\n\n{message.text}\n"
        for file in message.attachments:
            yield f"\n- {file.name}\n"
        for one in message.citations:
            yield f"\n[{one.number}] {one.document}, {one.heading}\n"
