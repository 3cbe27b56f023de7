"""Counts what the platform asks of a store, call by call, whatever keeps the data.

A call of a table, a queue or a container is one transaction in Azure Storage, so the counts are
those of ``CountingTransport``, which counts the requests that really leave.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Protocol, cast

from shared.services.blobs import Blobs
from shared.services.queues import Queue
from shared.services.services import Services
from shared.services.tables import Table
from tests.support.counting import VERSION

Sent = list[tuple[str, str]]

_own: ContextVar[Sent | None] = ContextVar("own", default=None)

#: Those that ask the store; the others make an address of what they know.
CALLS = frozenset(
    "get insert put replace delete transaction page ping send write append find part facts".split()
)
READS = frozenset({"get", "page", "ping", "find", "part", "facts", "names"})


class Counted(Protocol):
    """The requests to a store: ``("POST", "/Executions")``."""

    sent: Sent

    def own(self) -> AbstractContextManager[Sent]:
        """What this task and those that it starts send meanwhile, and nothing beside it."""
        ...

    def of_executions(self) -> Sent:
        """Without beats and looks at the workspace's version, which are counted apart."""
        ...


class CountedStores:
    """Counts the calls of services that it wraps."""

    def __init__(self) -> None:
        self.sent: Sent = []

    def over(self, services: Services) -> Services:
        """The same services, counted."""
        return replace(
            services,
            directory=cast("Table", _Calls(services.directory, "Directory", self.note)),
            executions=cast("Table", _Calls(services.executions, "Executions", self.note)),
            heartbeats=cast("Table", _Calls(services.heartbeats, "Owners", self.note)),
            audit=cast("Table", _Calls(services.audit, "Audit", self.note)),
            queue=cast("Queue", _Calls(services.queue, "workflow-executions", self.note)),
            event_queue=cast("Queue", _Calls(services.event_queue, "event-deliveries", self.note)),
            blobs=cast("Blobs", _Calls(services.blobs, "executions/", self.note)),
            uploads=cast("Blobs", _Calls(services.uploads, "uploads/", self.note)),
            storage=cast("Blobs", _Calls(services.storage, "storage/", self.note)),
        )

    def note(self, method: str, path: str) -> None:
        """One more call."""
        self.sent.append((method, path))
        if (own := _own.get()) is not None:
            own.append((method, path))

    @contextmanager
    def own(self) -> Generator[Sent]:
        """What this task and those that it starts send meanwhile, and nothing beside it."""
        own: Sent = []
        token = _own.set(own)
        try:
            yield own
        finally:
            _own.reset(token)

    def of_executions(self) -> Sent:
        """Without beats and looks at the workspace's version, which are counted apart."""
        return [sent for sent in self.sent if not sent[1].startswith(("/Owners", VERSION))]


class _Calls:
    """A table, a queue or a container whose calls are noted before they are made."""

    def __init__(
        self, inner: Table | Queue | Blobs, name: str, note: Callable[[str, str], None]
    ) -> None:
        self._inner = inner
        self._name = name
        self._note = note

    def names(self, prefix: str) -> AsyncIterator[str]:
        """Read a list of names, which tests keep below a page."""
        self._note("GET", f"/{self._name}")
        return cast("Blobs", self._inner).names(prefix)

    def __getattr__(self, verb: str) -> object:
        found: object = getattr(self._inner, verb)
        if verb not in CALLS:
            return found
        call = cast("Callable[..., Awaitable[object]]", found)

        async def counted(*arguments: object, **named: object) -> object:
            first = f"(PartitionKey='{arguments[0]}'" if verb == "get" else ""
            self._note("GET" if verb in READS else "POST", f"/{self._name}{first}")
            return await call(*arguments, **named)

        return counted
