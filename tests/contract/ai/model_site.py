"""A provider on 127.0.0.1 that speaks both protocols, and answers as it is told."""

import asyncio
import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from shared.models.ai.endpoints import Endpoint, ProviderName
from tests.contract.outside_site import site

KEY = "sk-a-key-that-nobody-may-see-1234"
OPENAI_STOPS = {"end": "stop", "tools": "tool_calls", "length": "length"}
ANTHROPIC_STOPS = {"end": "end_turn", "tools": "tool_use", "length": "max_tokens"}
OPENAI_COUNTS = {
    "prompt_tokens": 120,
    "completion_tokens": 30,
    "prompt_tokens_details": {"cached_tokens": 100},
    "completion_tokens_details": {"reasoning_tokens": 12},
}
ANTHROPIC_COUNTS = {"input_tokens": 15, "cache_read_input_tokens": 100}


@dataclass(frozen=True)
class Tooled:
    """A tool call as the stand-in makes it; ``extra`` is what a provider wants back with it."""

    name: str
    arguments: str
    id: str = "call-1"
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Reply:
    """What is answered. ``drop`` cuts the connection after so many events; ``raw`` comes first."""

    text: Sequence[str] = ()
    tools: Sequence[Tooled] = ()
    stop: str | None = "end"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: Any = None
    opaque: Sequence[dict[str, Any]] = ()
    thinking: Sequence[tuple[str, str]] = ()
    cost: float | None = None
    counted: bool = True
    drop: int | None = None
    raw: bytes = b""
    pause: float = 0
    #: Seconds before the first byte, and before the last event.
    late: float = 0
    stall: float = 0


@dataclass
class ModelSite:
    """The stand-in: its replies in their order, the last one for ever; ``asked`` are the bodies."""

    place: str = ""
    replies: list[Reply] = field(default_factory=list[Reply])
    asked: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    paths: list[str] = field(default_factory=list[str])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def endpoint(self, provider: ProviderName, model: str = "model-1") -> Endpoint:
        url = f"http://{self.place}/v1"
        return Endpoint(
            provider=provider, url=url, key=SecretStr(KEY), model=model, by_operator=True
        )

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(json.loads(await request.read()))
        self.paths.append(request.path_qs)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        await asyncio.sleep(reply.late)
        if reply.status != 200:
            return web.json_response(reply.body, status=reply.status, headers=reply.headers)
        events = _anthropic(reply) if request.path.endswith("/messages") else _openai(reply)
        return await _stream(request, reply, events)


@asynccontextmanager
async def model_site(*replies: Reply) -> AsyncGenerator[ModelSite]:
    found = ModelSite(replies=[*replies])
    async with site(found.answer) as made:
        found.place = made.place
        yield found


async def _stream(
    request: web.BaseRequest, reply: Reply, events: Sequence[bytes]
) -> web.StreamResponse:
    headers = {"Content-Type": "text/event-stream", "X-Request-Id": "req-1", "Request-Id": "req-1"}
    response = web.StreamResponse(headers=headers | reply.headers)
    await response.prepare(request)
    await response.write(reply.raw)
    for number, event in enumerate(events):
        if number == reply.drop:
            assert request.transport is not None
            request.transport.abort()
            return response
        if number == len(events) - 1:
            await asyncio.sleep(reply.stall)
        await response.write(event)
        await asyncio.sleep(reply.pause)
    return response


def _openai(reply: Reply) -> list[bytes]:
    chunks: list[Any] = [_delta({"role": "assistant", "content": ""})]
    chunks += [_delta({"reasoning_details": [each]}) for each in reply.opaque]
    chunks += [_delta({"reasoning": said}) for said, _ in reply.thinking]
    chunks += [_delta({"content": text}) for text in reply.text]
    for number, tool in enumerate(reply.tools):
        half = len(tool.arguments) // 2
        first = {"name": tool.name, "arguments": tool.arguments[:half]}
        begun = {"index": number, "id": tool.id, "type": "function", "function": first}
        chunks.append(_delta({"tool_calls": [begun | tool.extra]}))
        rest = {"index": number, "function": {"arguments": tool.arguments[half:]}}
        chunks.append(_delta({"tool_calls": [rest]}))
    if reply.stop:
        chunks.append(_delta({}, OPENAI_STOPS.get(reply.stop, reply.stop)))
        if reply.counted:
            cost = {} if reply.cost is None else {"cost": reply.cost}
            chunks.append({"choices": [], "usage": OPENAI_COUNTS | cost})
    end = [b"data: [DONE]\n\n"]
    return [f"data: {json.dumps(each)}\n\n".encode() for each in chunks] + end


def _delta(said: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": said, "finish_reason": finish}
    return {"id": "c", "model": "model-1-as-served", "choices": [choice]}


def _anthropic(reply: Reply) -> list[bytes]:
    counts = ANTHROPIC_COUNTS if reply.counted else {}
    message = {"model": "model-1-as-served", "usage": {**counts, "cache_creation_input_tokens": 5}}
    events: list[dict[str, Any]] = [{"type": "message_start", "message": message}]
    events.append({"type": "ping"})
    blocks = [*_thoughts(reply), *_words(reply), *_tools(reply)]
    for number, (start, deltas) in enumerate(blocks):
        place = {"index": number}
        events.append({"type": "content_block_start", "content_block": start} | place)
        events += [{"type": "content_block_delta", "delta": each} | place for each in deltas]
        events.append({"type": "content_block_stop"} | place)
    if reply.stop:
        stop = {"stop_reason": ANTHROPIC_STOPS.get(reply.stop, reply.stop)}
        events.append({"type": "message_delta", "delta": stop, "usage": {"output_tokens": 30}})
        events.append({"type": "message_stop"})
    return [f"event: {each['type']}\ndata: {json.dumps(each)}\n\n".encode() for each in events]


Block = tuple[dict[str, Any], list[dict[str, Any]]]


def _thoughts(reply: Reply) -> list[Block]:
    return [
        (
            {"type": "thinking", "thinking": "", "signature": ""},
            [
                {"type": "thinking_delta", "thinking": said},
                {"type": "signature_delta", "signature": signature},
            ],
        )
        for said, signature in reply.thinking
    ]


def _words(reply: Reply) -> list[Block]:
    deltas = [{"type": "text_delta", "text": text} for text in reply.text]
    return [({"type": "text", "text": ""}, deltas)] if deltas else []


def _tools(reply: Reply) -> list[Block]:
    return [
        (
            {"type": "tool_use", "id": tool.id, "name": tool.name, "input": {}},
            [
                {"type": "input_json_delta", "partial_json": tool.arguments[:3]},
                {"type": "input_json_delta", "partial_json": tool.arguments[3:]},
            ],
        )
        for tool in reply.tools
    ]
