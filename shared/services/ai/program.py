"""The process that calls models: ``python -m shared.services.ai.program PATIENCE HOST ...``.

It alone imports the providers' SDKs, which take seconds and a hundred megabytes. It reads orders
from its standard input and ends with it; the arguments are the hosts and networks that requests of
the operator may reach. It has no store, no environment of the platform, and keys only while it
calls.
"""

import asyncio
import ctypes
import os
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from contextlib import aclosing
from functools import cache
from importlib import import_module
from typing import TypeAlias, cast

import httpx2
from pydantic import SecretStr

from shared.models.ai.answers import Delta
from shared.models.ai.embeddings import Embedded, EmbeddingRequest
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import ModelRequest
from shared.models.base import Model
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.frames import (
    ORDERS,
    Asking,
    CallEmbedded,
    CallFailed,
    CallSaid,
    Embedding,
    Stopping,
    packed,
    read,
)
from shared.services.ai.guarded_transport import GuardedTransport
from shared.services.ai.patience import Patience
from shared.services.ai.registry import REGISTRY, Wire
from shared.services.outbound.egress import RequestedBy

PR_SET_DUMPABLE = 4
Speak: TypeAlias = Callable[[httpx2.AsyncClient, Endpoint, ModelRequest], AsyncGenerator[Delta]]

Embed: TypeAlias = Callable[[httpx2.AsyncClient, Endpoint, EmbeddingRequest], Awaitable[Embedded]]
EMBEDS = "shared.services.ai.openai_embeddings"


@cache
def _speaker(wire: Wire) -> Speak:
    """Return what speaks a protocol; importing it takes a second or two."""
    return cast("Speak", import_module(wire).stream)


@cache
def _embedder() -> Embed:
    return cast("Embed", import_module(EMBEDS).embed)


class Program:
    """Answers orders until there are no more."""

    def __init__(
        self, allow: Collection[str], patience: Patience, write: Callable[[bytes], None]
    ) -> None:
        self._write = write
        self._patience = patience
        self._calls: dict[int, asyncio.Task[None]] = {}
        self._clients = {
            requested_by: httpx2.AsyncClient(
                transport=GuardedTransport(requested_by, allow, patience),
                headers={"Accept-Encoding": "identity"},
                trust_env=False,
                follow_redirects=False,
            )
            for requested_by in RequestedBy
        }

    async def run(self, reader: asyncio.StreamReader) -> None:
        while (content := await read(reader)) is not None:
            order = ORDERS.validate_json(content)
            if not isinstance(order, Stopping):
                self._calls[order.number] = asyncio.create_task(self._answer(order))
            elif order.number in self._calls:
                self._calls[order.number].cancel()
        for call in self._calls.values():
            call.cancel()

    async def _answer(self, order: Asking | Embedding) -> None:
        try:
            async with asyncio.timeout(self._patience.whole):
                await (self._say(order) if isinstance(order, Asking) else self._embed(order))
        except ModelFault as error:
            self._send(_failed(order.number, error))
        except TimeoutError:
            late = ModelFault(FaultKind.TIMEOUT, "the whole answer did not come in time")
            self._send(_failed(order.number, late))
        except Exception as error:  # noqa: BLE001  the edge of this process
            words = f"the call failed in a way that is not known: {type(error).__name__}"
            self._send(_failed(order.number, ModelFault(FaultKind.MALFORMED, words)))
        finally:
            del self._calls[order.number]

    async def _say(self, order: Asking) -> None:
        speak = await asyncio.to_thread(_speaker, REGISTRY[order.provider].wire)
        client = self._clients[_requester(order)]
        async with aclosing(speak(client, _endpoint(order), order.request)) as deltas:
            async for delta in deltas:
                self._send(CallSaid(number=order.number, delta=delta))

    async def _embed(self, order: Embedding) -> None:
        embed = await asyncio.to_thread(_embedder)
        done = await embed(self._clients[_requester(order)], _endpoint(order), order.request)
        self._send(CallEmbedded(number=order.number, done=done))

    def _send(self, message: Model) -> None:
        self._write(packed(message))


def _requester(order: Asking | Embedding) -> RequestedBy:
    return RequestedBy.OPERATOR if order.by_operator else RequestedBy.ORGANIZATION


def _endpoint(order: Asking | Embedding) -> Endpoint:
    return Endpoint(
        provider=order.provider,
        url=order.url,
        key=SecretStr(order.key),
        model=order.model,
        by_operator=order.by_operator,
    )


def _failed(number: int, fault: ModelFault) -> CallFailed:
    return CallFailed(
        number=number, fault=fault.kind, words=str(fault), retry_after=fault.retry_after
    )


async def main(patience: Patience, allow: Collection[str]) -> None:
    """Answer the orders of the standard input on the standard output."""
    # No other process of this user may read our memory.
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    # What a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    transport, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, answers)
    await Program(allow, patience, transport.write).run(reader)


if __name__ == "__main__":
    asyncio.run(main(Patience.of(sys.argv[1]), frozenset(sys.argv[2:])))
