"""Request handlers of dead letters: executions whose message could not be handled."""

from uuid import UUID

from shared.call import Call
from shared.errors import InvalidInput, NotFound, NotPermitted
from shared.models.base import GLOBAL
from shared.models.executions import ExecutionPage
from shared.models.pages import key_of, token_of
from shared.operations.fleet import dead_letter_figures
from shared.repositories.executions import ExecutionsPart
from shared.repositories.row_keys import newest_first, span
from shared.services.parallel import for_each

DEAD = "d|"


async def page(call: Call, limit: int, token: str | None) -> ExecutionPage:
    """List dead letters, newest first; a requeued one is no longer listed."""
    start = key_of(token, DEAD) or DEAD
    part = await call.executions.ended(span(DEAD).since(start), limit)
    return ExecutionPage(
        executions=[*part.summaries],
        continuation_token=None if part.next is None else token_of(part.next),
    )


async def page_of_all(call: Call, limit: int, token: str | None) -> ExecutionPage:
    """List dead letters of every organization, newest first: of those that were counted to have.

    NotPermitted unless the caller is a platform administrator.
    """
    if not call.caller.is_platform_admin:
        raise NotPermitted("only platform administrators list the dead letters of all")
    if call.caller.scope != GLOBAL:
        raise InvalidInput("leave out X-Organization-Id: scope=all is about all organizations")
    within = span(DEAD).since(key_of(token, DEAD) or DEAD)
    parts: list[ExecutionsPart] = []

    async def read(org_id: str) -> None:
        executions = call.platform.directory.executions_of(org_id)
        parts.append(await executions.ended(within, limit))

    known = (await call.platform.directory.figures.all()).figures
    await for_each([org_id for org_id, one in known.items() if one.dead_letters], read)
    found = [summary for part in parts for summary in part.summaries]
    found.sort(key=lambda one: newest_first(one.execution_id))
    # What is left out comes next; where nothing is, a part that was cut may go on.
    following = [f"{DEAD}{newest_first(one.execution_id)}" for one in found[limit : limit + 1]]
    following += [part.next for part in parts if part.next is not None]
    return ExecutionPage(
        executions=found[:limit],
        continuation_token=token_of(min(following)) if following else None,
    )


async def discard(call: Call, execution_id: UUID) -> None:
    """Take an execution off the list; NotFound if it is not on it."""
    await call.execution(execution_id)
    if not await call.executions.is_dead_letter(execution_id):
        raise NotFound("dead letter", execution_id)
    await call.executions.drop_dead_letter(execution_id)
    call.changed("execution", execution_id, None, None)
    await dead_letter_figures.count(call.platform, call.caller.scope)
