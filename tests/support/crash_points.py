"""A platform process that dies by SIGKILL at a named point of a path.

    python -m tests.support.crash_points PATH ORGANIZATION PORT [POINT]

The environment names the store: SQLite, or Azurite and the stand-ins.

A point is before or after the n-th call of a store that changes something, such as
``executions.insert#1 after``. Without one it names all that the path has. It says what callers
hear as it goes, and at the end or at its death which processes it has, as lines of JSON.
"""

import asyncio
import json
import os
import signal
import sys
from base64 import b64decode
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import UUID

from azure.storage.queue.aio import QueueClient

from functions.auth.authenticator import HOST_KEY
from functions.runtime import compose
from shared import settings
from shared.call import Call, Caller
from shared.errors import BifrostError
from shared.handlers import cancels, webhooks, workflows
from shared.models.automation.deliveries import DeliveryMessage
from shared.models.executions import BacklogMessage, ExecutionMessage
from shared.models.runs import RunOptions
from shared.services import background
from shared.services.blobs import Blobs
from shared.services.queues import Queue
from shared.services.services import Services
from shared.services.sqlite.queues import SqliteReceiver
from shared.services.sqlite.store import opened
from shared.services.tables import Table
from shared.settings import Settings
from tests.support.backends import connected
from tests.support.processes import descendants

CHANGES = {"insert", "put", "replace", "delete", "transaction", "write", "append", "send"}
QUEUE = "workflow-executions"
QUEUED = RunOptions(responds_async=True)
LARGE = "x" * 40_000


def say(**event: object) -> None:
    print(json.dumps(event), flush=True)  # noqa: T201  the test reads it


@dataclass
class Fate:
    """Counts the points, and ends this process at the one that is named."""

    point: str | None
    is_armed: bool = False
    passed: list[str] = field(default_factory=list[str])
    calls: Counter[str] = field(default_factory=Counter[str])

    def numbered(self, name: str) -> str:
        self.calls[name] += self.is_armed
        return f"{name}#{self.calls[name]}"

    def ports(self, point: str) -> None:
        if not self.is_armed:
            return
        self.passed.append(point)
        if point == self.point:
            say(dies=descendants(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)


class Watched:
    """Any store, whose changes are points."""

    def __init__(self, store: object, name: str, fate: Fate) -> None:
        self._store = store
        self._name = name
        self._fate = fate

    def __getattr__(self, method: str) -> object:
        found = getattr(self._store, method)
        return self._watched(method, found) if method in CHANGES else found

    def _watched(
        self, method: str, change: Callable[..., Awaitable[object]]
    ) -> Callable[..., Awaitable[object]]:
        async def watched(*given: object, **named: object) -> object:
            call = self._fate.numbered(f"{self._name}.{method}")
            self._fate.ports(f"{call} before")
            answer = await change(*given, **named)
            self._fate.ports(f"{call} after")
            return answer

        return watched


def watched(services: Services, fate: Fate) -> Services:
    return replace(
        services,
        directory=cast("Table", Watched(services.directory, "directory", fate)),
        executions=cast("Table", Watched(services.executions, "executions", fate)),
        heartbeats=cast("Table", Watched(services.heartbeats, "heartbeats", fate)),
        queue=cast("Queue", Watched(services.queue, "queue", fate)),
        event_queue=cast("Queue", Watched(services.event_queue, "event_queue", fate)),
        blobs=cast("Blobs", Watched(services.blobs, "blobs", fate)),
    )


async def run(
    call: Call, name: str, given: Mapping[str, object], manner: RunOptions
) -> UUID | None:
    try:
        reply = await workflows.run(call, name, cast("dict[str, str]", given), manner)
    except BifrostError as error:
        say(heard=type(error).__name__)
        return None
    execution_id = UUID(reply.headers["X-Execution-Id"])
    say(heard=reply.status, execution=str(execution_id))
    return execution_id


async def deliver(call: Call) -> None:
    """Handle what is in the queue as the host does: all at once, and delete what was handled."""
    scope = call.caller.scope.encode()
    async with aclosing(received_from(call.platform.settings)) as batches:
        async for batch in batches:
            ours = [text for text in batch if scope in text]
            await asyncio.gather(*(hand(call, text) for text in ours))


def received_from(chosen: Settings, name: str = QUEUE) -> AsyncGenerator[Sequence[bytes]]:
    """One batch of a queue's messages, which are deleted once they are handled."""
    received = received_from_sqlite if chosen.is_one_box else received_from_azure
    return received(chosen, name)


async def received_from_azure(chosen: Settings, name: str) -> AsyncGenerator[Sequence[bytes]]:
    """One batch of messages, which are deleted afterwards; others come back in 2 s."""
    connection = chosen.storage_connection
    async with QueueClient.from_connection_string(connection, name) as queue:
        received = [each async for each in queue.receive_messages(visibility_timeout=2)]
        yield [b64decode(each.content) for each in received]
        for each in received:
            await queue.delete_message(each)


async def received_from_sqlite(chosen: Settings, name: str) -> AsyncGenerator[Sequence[bytes]]:
    """One batch of messages, which are deleted afterwards."""
    store = opened(chosen.sqlite_folder)
    receiver = SqliteReceiver(store.database, name)
    received = await receiver.receive(1000, invisible_seconds=2)
    yield [b64decode(each.text) for each in received]
    for each in received:
        await receiver.delete(each.id, each.receipt)
    store.close()


def is_webhook(text: bytes) -> bool:
    return text.startswith(b'{"kind":"delivery"')


async def hand(call: Call, text: bytes) -> None:
    if is_webhook(text):
        message = DeliveryMessage.model_validate_json(text)
        await webhooks.processing.process(call.platform, message)
    elif b'"execution":' in text:
        await call.platform.engine.deliveries.claim(ExecutionMessage.model_validate_json(text))
    else:
        await call.platform.engine.backlog_runner.run(
            BacklogMessage.model_validate_json(text).org_id
        )


async def sync(call: Call, port: int) -> None:
    """Within the request, with all that is too large for a row."""
    given = {"port": port, "value": LARGE, "lines": 60, "seconds": 0.3}
    await run(call, "says_much", given, RunOptions(key="one"))


async def queued(call: Call, port: int) -> None:
    """The same through the queue; its lines are written while it runs."""
    given = {"port": port, "value": LARGE, "lines": 60, "seconds": 2.5}
    await run(call, "says_much", given, RunOptions(responds_async=True, key="one"))
    await deliver(call)


async def plain(call: Call, port: int) -> None:
    """One of each, with nothing but their records."""
    await run(call, "says_much", {"port": port}, RunOptions())
    await run(call, "says_much", {"port": port}, QUEUED)
    await deliver(call)


async def retried(call: Call, port: int) -> None:
    await run(call, "fails_once", {"port": port}, QUEUED)
    await deliver(call)
    await asyncio.sleep(1.2)
    await deliver(call)


async def lined(call: Call, port: int) -> None:
    """There is one place: the others go to wait in line, and are taken from there."""
    for _ in range(3):
        await run(call, "says_much", {"port": port, "seconds": 0.4}, QUEUED)
    await deliver(call)


async def cancelled(call: Call, port: int) -> None:
    """One that waits, and one that runs."""
    waiting = await run(call, "says_much", {"port": port}, QUEUED)
    if waiting:
        await cancels.one(call, waiting)
    running = await run(call, "says_much", {"port": port, "seconds": 20}, QUEUED)
    delivering = asyncio.create_task(deliver(call))
    await asyncio.sleep(1)
    if running:
        await cancels.one(call, running)
    await delivering


async def at_once(call: Call, port: int) -> None:
    """Claimed by the process that accepted them: one that has a place, and one in line."""
    for _ in range(2):
        await run(call, "says_much", {"port": port, "seconds": 0.4}, QUEUED)
    await background.idle()
    await deliver(call)


Path = Callable[[Call, int], Awaitable[None]]
PATHS = {each.__name__: each for each in (sync, queued, plain, retried, lined, cancelled, at_once)}


async def live(
    way: Path, org_id: str, port: int, point: str | None, *, is_warm: bool = True
) -> None:
    """Go a way of a platform process, to its end or to the point."""
    fate = Fate(point)
    chosen = settings.from_environment()
    services = watched(await connected({**os.environ}), fate)
    composed = compose(chosen, services)
    call = Call(Caller(HOST_KEY, org_id, "Dying"), composed.platform)
    if is_warm:
        await composed.platform.engine.warm()
    await composed.platform.engine.catalog.index()
    fate.is_armed = True
    await way(call, port)
    say(points=fate.passed)
    await composed.platform.engine.close()
    await services.close()


if __name__ == "__main__":
    _, path, org_id, port, *rest = sys.argv
    asyncio.run(live(PATHS[path], org_id, int(port), rest[0] if rest else None))
