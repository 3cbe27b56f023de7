"""Files: a run reads the workspace's code, and writes files of its own organization."""

from datetime import UTC, datetime

from bifrost import context, files, workflow


@workflow(category="Examples", tags=["files"], access="members")
async def keep_note(text: str) -> dict[str, object]:
    """Keep a note for the organization, and list its notes.

    Only runs of the same organization, and platform administrators in the editor, see the notes.
    """
    folder = f"data/{context.scope}/notes"
    name = f"{folder}/{datetime.now(UTC):%Y-%m-%d-%H%M%S}-{context.execution_id}.txt"
    await files.write(name, f"{context.executed_by_name}: {text}\n")
    return {"kept": name, "notes": await files.list(folder)}
