"""Follows turns: what is told of one as server-sent events, in short answers, by byte offsets.

An answer has what was told since the last one, or comes after a while without news. Its last event,
``position``, has the id that the next request sends as ``Last-Event-ID``. See docs/chat.md.
"""

import asyncio
import time
from contextlib import suppress
from uuid import UUID

from shared.call import Call
from shared.errors import InvalidInput, NotFound
from shared.models.base import AGENT
from shared.models.executions import FINAL, Execution
from shared.models.replies import Reply
from shared.operations.chat.frames import whole
from shared.operations.chat.settling import conversation_of

WAIT_SECONDS = 20.0
FIRST_LOOK_SECONDS, LAST_LOOK_SECONDS, GROWTH = 0.15, 1.0, 1.5
MOST_BYTES = 512 * 1024
#: While it goes on, the next request follows at once.
RETRY_MILLISECONDS = 50
CONTENT_TYPE = "text/event-stream"


async def since(
    call: Call, conversation_id: UUID, turn_id: UUID, last_event_id: str, wait_seconds: float
) -> Reply:
    """Return what was told of a turn after this place; 204 once all of an ended one is told."""
    at = _parsed(last_event_id)
    execution = await _turn(call, conversation_id, turn_id)
    streams = call.platform.directory.turn_streams_of(execution.org_id)
    wakers, until, pause = call.platform.live.turns, time.monotonic() + wait_seconds, None
    with wakers.listening(turn_id) as news:
        while True:
            news.clear()
            told = whole(await streams.part(turn_id, at, MOST_BYTES))
            if told:
                return _answer(told, at + len(told))
            if execution.status in FINAL:
                return Reply(b"", status=204)
            left = until - time.monotonic()
            if left <= 0 or not wakers.may_wait:
                return _answer(b": nothing new\n\n", at)
            pause = min((pause or FIRST_LOOK_SECONDS) * GROWTH, LAST_LOOK_SECONDS)
            if not await _woken(news, min(pause, left)):
                execution = await _turn(call, conversation_id, turn_id)


async def _woken(news: asyncio.Event, seconds: float) -> bool:
    """Whether something was told in this process within the time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await news.wait()
    return news.is_set()


async def _turn(call: Call, conversation_id: UUID, turn_id: UUID) -> Execution:
    """Return the run of a turn of the caller's; NotFound for every other one."""
    execution = await call.execution(turn_id, AGENT)
    is_own = execution.caller.id == call.caller.actor.id
    if not is_own or conversation_of(execution) != conversation_id:
        raise NotFound("turn", turn_id)
    return execution


def _parsed(last_event_id: str) -> int:
    if not last_event_id:
        return 0
    if not (last_event_id.isascii() and last_event_id.isdigit() and len(last_event_id) < 12):
        raise InvalidInput("Last-Event-ID must be the id of an event of this turn")
    return int(last_event_id)


def _answer(told: bytes, at: int) -> Reply:
    position = f"id: {at}\nevent: position\ndata: {{}}\n\n"
    body = f"retry: {RETRY_MILLISECONDS}\n\n".encode() + told + position.encode()
    return Reply(body, headers={"Cache-Control": "no-cache"}, content_type=CONTENT_TYPE)
