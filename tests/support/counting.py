"""How many storage transactions does this take?"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast
from urllib.parse import urlsplit

from azure.core.pipeline.transport import AioHttpTransport

from shared.services.azure.connection import LIMITS

_own: ContextVar[list[tuple[str, str]] | None] = ContextVar("own", default=None)

VERSION = "/Directory(PartitionKey='workspace'"


class CountingTransport(AioHttpTransport):
    """Remembers each request that left: ``("POST", "/devstoreaccount1/Executions")``."""

    def __init__(self) -> None:
        super().__init__(**LIMITS)
        self.sent: list[tuple[str, str]] = []

    async def send(self, request: Any, **config: Any) -> Any:
        url: str = request.url
        path = urlsplit(url).path.removeprefix("/devstoreaccount1")
        self.sent.append((str(request.method), path))
        if (own := _own.get()) is not None:
            own.append((str(request.method), path))
        return cast("Any", await super().send(request, **config))

    @contextmanager
    def own(self) -> Generator[list[tuple[str, str]]]:
        """What this task and those that it starts send meanwhile, and nothing beside it.

        A run, a beat or a look at the markers that goes on in the background does not count.
        """
        own: list[tuple[str, str]] = []
        token = _own.set(own)
        try:
            yield own
        finally:
            _own.reset(token)

    def of_executions(self) -> list[tuple[str, str]]:
        """Without beats and looks at the workspace's version, which are counted apart."""
        apart = ("/Owners", VERSION)
        return [sent for sent in self.sent if not sent[1].startswith(apart)]
