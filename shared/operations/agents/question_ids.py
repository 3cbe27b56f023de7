"""Ids of questions: a run that comes back after a crash asks the same one again."""

import hashlib
from uuid import UUID


def question_id(run: UUID, number: int, count: int) -> UUID:
    """Return the id of a question: the same for the same, and in the order of the runs."""
    digest = hashlib.sha256(f"{run} {number} {count}".encode()).digest()
    return UUID(bytes=run.bytes[:6] + digest[:10])
