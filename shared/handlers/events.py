"""Streams the changes of an execution as server-sent events, in short answers.

The Functions worker can only send whole bodies. So each answer holds what is new since the last
one, and the browser's EventSource requests the next one by itself, with the id of the last event.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from shared.call import Call
from shared.errors import InvalidInput
from shared.models.executions import FINAL, Execution, ExecutionLog, Status
from shared.models.replies import Reply
from shared.models.views import logs_of, shown
from shared.repositories.executions import summary_of

WAIT_SECONDS = 5
FIRST_LOOK_SECONDS = 0.25
LAST_LOOK_SECONDS = 1
RETRY_MILLISECONDS = 1000
CONTENT_TYPE = "text/event-stream"
SEEN = re.compile(r"(\d{1,6})-([A-Za-z]{0,30})")


@dataclass(frozen=True, slots=True)
class Seen:
    """The id of an event: the number of lines sent so far, and the status."""

    lines: int
    status: str

    def __str__(self) -> str:
        return f"{self.lines}-{self.status}"


async def since(call: Call, execution_id: UUID, last_event_id: str | None) -> Reply:
    """Return what is new, after a few seconds' wait if need be; 204 once an ended run is told."""
    seen = _parsed(last_event_id)
    until = call.platform.services.clock.now() + timedelta(seconds=WAIT_SECONDS)
    pause = FIRST_LOOK_SECONDS
    with call.platform.engine.long_poll.listening(execution_id) as listener:
        while True:
            execution = await call.execution(execution_id)
            body = await _news(call, execution, seen)
            if body or execution.status in FINAL:
                return _answer(body)
            if call.platform.services.clock.now() + timedelta(seconds=pause) >= until:
                return _answer(": nothing new\n\n")
            await listener.pause(pause)
            pause = min(pause * 1.5, LAST_LOOK_SECONDS)


async def _news(call: Call, execution: Execution, seen: Seen) -> str:
    """Return new events, lines before the status: the status "ended" comes last of all."""
    to_admin = call.caller.actor.is_admin
    lines = await call.executions.lines(execution) if _may_have_lines(execution) else ()
    fresh = logs_of(execution.id, lines, first=seen.lines, to_admin=to_admin)
    events = [*_line_events(fresh, seen)]
    if execution.status != seen.status:
        summary = shown(summary_of(execution), to_admin=to_admin)
        last = Seen(max(seen.lines, len(lines)), execution.status)
        events.append(_event(last, "status", summary.model_dump_json()))
    return "".join(events)


def _may_have_lines(execution: Execution) -> bool:
    return execution.status is not Status.PENDING


def _line_events(fresh: Iterable[ExecutionLog], seen: Seen) -> Iterable[str]:
    for line in fresh:
        number = int(line.execution_log_id.rpartition("-")[2])
        yield _event(Seen(number + 1, seen.status), "log", line.model_dump_json())


def _event(last: Seen, kind: str, text: str) -> str:
    return f"id: {last}\nevent: {kind}\ndata: {text}\n\n"


def _answer(events: str) -> Reply:
    if not events:
        return Reply(b"", status=204)
    body = f"retry: {RETRY_MILLISECONDS}\n\n{events}".encode()
    return Reply(body, headers={"Cache-Control": "no-cache"}, content_type=CONTENT_TYPE)


def _parsed(last_event_id: str | None) -> Seen:
    if not last_event_id:
        return Seen(0, "")
    found = SEEN.fullmatch(last_event_id)
    if found is None:
        raise InvalidInput("Last-Event-ID must be the id of an event of this execution")
    return Seen(int(found[1]), found[2])
