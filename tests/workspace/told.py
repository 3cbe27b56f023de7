"""A workflow that hears the answer of a model as it comes."""

from bifrost import ai, workflow


@workflow(access="members")
async def told(question: str, leaves_after: int = 0) -> dict[str, object]:
    """Return the pieces of an answer; with a number, leave the loop after so many."""
    pieces: list[str] = []
    restarts = 0
    async for piece in ai.stream(question):
        if piece.end is not None:
            return {"pieces": pieces, "restarts": restarts, "text": piece.end.text}
        pieces = [] if piece.restarts else [*pieces, piece.text]
        restarts += piece.restarts
        if leaves_after and len(pieces) == leaves_after:
            break
    return {"pieces": pieces, "restarts": restarts, "text": ""}
