"""Responses of routes that end a user's, key's or organization's rights, with their backlog."""

from typing import Annotated

from pydantic import Field

from functions.edge.prefer import preferences
from shared.models.replies import Reply
from shared.models.waiting import Disposal, Waiting

ForWaiting = Annotated[
    Disposal,
    Field(description="Cancel waiting executions now, or keep them and check their rights later."),
]


def removal(waiting: Waiting, prefer: str) -> Reply:
    """204 with the counts in headers; 200 with a body for ``Prefer: return=representation``."""
    headers = {
        "X-Waiting-Executions": f"{len(waiting.executions)}{'+' if waiting.has_more else ''}",
        "X-Cancelled-Executions": str(waiting.cancelled),
        "X-Api-Keys": str(len(waiting.api_keys)),
    }
    if not preferences(prefer).return_representation:
        return Reply(b"", 204, headers)
    applied = {**headers, "Preference-Applied": "return=representation"}
    return Reply(waiting.model_dump_json().encode(), 200, applied)
