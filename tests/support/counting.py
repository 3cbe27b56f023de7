"""How many storage transactions does this take?"""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

import aiohttp
from azure.core.pipeline.transport import AioHttpTransport

from shared.services.azure.connection import LIMITS

_own: ContextVar[list[tuple[str, str]] | None] = ContextVar("own", default=None)

VERSION = "/Directory(PartitionKey='workspace'"


class CountingTransport(AioHttpTransport):
    """Remembers each request that left: ``("POST", "/devstoreaccount1/Executions")``.

    The requests are counted where the HTTP session sends them, whichever client asked for them.
    """

    def __init__(self) -> None:
        super().__init__(**LIMITS)
        self.sent: list[tuple[str, str]] = []

    async def open(self) -> None:
        if cast("Any", self).session is None:
            trace = aiohttp.TraceConfig()
            trace.on_request_start.append(self._count)
            self.session = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False, trace_configs=[trace]
            )
        await super().open()

    async def _count(
        self, session: aiohttp.ClientSession, context: Any, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        del session, context
        path = asked.url.path.removeprefix("/devstoreaccount1")
        self.sent.append((asked.method, path))
        if (own := _own.get()) is not None:
            own.append((asked.method, path))

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
