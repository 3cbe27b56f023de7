"""Rings the app's own route over HTTP, without waiting for an answer.

The answer comes when the run ends, in the invocation that the request began. The address is the
operator's own, from the settings, so that the guard against foreign addresses does not apply.
"""

import asyncio
import logging
from types import SimpleNamespace

import aiohttp

from shared.services.outbound.doorbell import PATH

#: The longest that the accepting request waits until the body is on the wire.
ON_THE_WIRE_SECONDS = 0.2
#: How long Azure's front end keeps a request open; the run goes on after that.
ANSWER_SECONDS = 240
CONNECT_SECONDS = 5
MOST_OPEN = 64

logger = logging.getLogger(__name__)


class HttpDoorbell:
    """Posts to the app's own address; at most 64 requests are open, and no more are sent then."""

    def __init__(self, address: str) -> None:
        """``address`` is the origin of the app, such as https://bifrost.example.com."""
        self._url = address.rstrip("/") + PATH
        self._session: aiohttp.ClientSession | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def ring(self, body: bytes) -> None:
        """Send the body; return once it is on the wire, or after 200 ms. Raises nothing."""
        if len(self._open) >= MOST_OPEN:
            logger.info("doorbell not rung: too many answers are open")
            return
        on_the_wire: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._post(body, on_the_wire))
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        both: set[asyncio.Future[None]] = {on_the_wire, task}
        await asyncio.wait(both, timeout=ON_THE_WIRE_SECONDS, return_when=asyncio.FIRST_COMPLETED)

    async def close(self) -> None:
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: bytes, on_the_wire: "asyncio.Future[None]") -> None:
        try:
            async with self._opened().post(
                self._url,
                data=body,
                headers={"Content-Type": "application/json"},
                allow_redirects=False,
                trace_request_ctx=on_the_wire,
            ) as response:
                level = logging.DEBUG if response.status < 300 else logging.INFO
                logger.log(level, "doorbell answered", extra={"status": response.status})
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.info("doorbell not answered", extra={"reason": type(error).__name__})

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            trace = aiohttp.TraceConfig()
            trace.on_request_chunk_sent.append(_note_sent)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=MOST_OPEN),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(ANSWER_SECONDS, sock_connect=CONNECT_SECONDS),
                trace_configs=[trace],
            )
        return self._session


async def _note_sent(
    session: aiohttp.ClientSession,
    context: SimpleNamespace,
    sent: aiohttp.TraceRequestChunkSentParams,
) -> None:
    """Tell the ringer that the body was written to the connection."""
    del session, sent
    on_the_wire: asyncio.Future[None] = context.trace_request_ctx
    if not on_the_wire.done():
        on_the_wire.set_result(None)
