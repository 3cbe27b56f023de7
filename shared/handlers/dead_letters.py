"""Request handlers of dead letters: executions whose message could not be handled."""

from shared.call import Call
from shared.models.executions import ExecutionPage
from shared.models.pages import key_of, token_of
from shared.repositories.row_keys import span

DEAD = "d|"


async def page(call: Call, limit: int, token: str | None) -> ExecutionPage:
    """List dead letters, newest first; a requeued one is no longer listed."""
    start = key_of(token, DEAD) or DEAD
    part = await call.executions.ended(span(DEAD).since(start), limit)
    return ExecutionPage(
        executions=[*part.summaries],
        continuation_token=None if part.next is None else token_of(part.next),
    )
