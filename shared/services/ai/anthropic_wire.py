"""Speaks Anthropic's messages.

Runs in the process of ``program`` only: it imports the SDK.
"""

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import httpx2
from anthropic import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AsyncAnthropic,
    AsyncStream,
)
from pydantic import JsonValue

from shared.models.ai.answers import Delta
from shared.models.ai.endpoints import Endpoint
from shared.models.ai.messages import (
    ImagePart,
    JsonObject,
    Message,
    ModelRequest,
    TextPart,
    Tool,
    ToolCall,
    ToolResult,
)
from shared.services.ai.anthropic_events import AnthropicReading, arguments_of
from shared.services.ai.faults import ModelFault, of_status
from shared.services.ai.registry import REGISTRY, family_of
from shared.services.ai.sdk_faults import broken, inner_of, unreachable

CALL_SECONDS = 300
CACHED: JsonObject = {"cache_control": {"type": "ephemeral"}}
CHOICES: Mapping[str, JsonObject] = {
    "auto": {"type": "auto"},
    "none": {"type": "none"},
    "required": {"type": "any"},
}


async def stream(
    client: httpx2.AsyncClient, endpoint: Endpoint, request: ModelRequest
) -> AsyncGenerator[Delta]:
    """Yield the answer of one call; raises ModelFault."""
    reading = AnthropicReading(endpoint)
    try:
        events: AsyncStream[object] = await _sdk(client, endpoint).post(
            "/v1/messages",
            body=body_of(endpoint, request),
            cast_to=object,
            stream=True,
            stream_cls=AsyncStream[object],
        )
        async with events:
            request_id = events.response.headers.get("request-id")
            async for event in events:
                for delta in reading.read(event):
                    yield delta
    except (APIError, httpx2.HTTPError, ValueError) as error:
        raise _fault(error, endpoint.key.get_secret_value()) from None
    for delta in reading.end(request, request_id):
        yield delta


def _sdk(client: httpx2.AsyncClient, endpoint: Endpoint) -> AsyncAnthropic:
    parts = urlsplit(endpoint.url)
    path = parts.path.rstrip("/").removesuffix("/v1")  # which the SDK appends itself
    return AsyncAnthropic(
        api_key=endpoint.key.get_secret_value(),
        base_url=urlunsplit((parts.scheme, parts.netloc, path, "", "")),
        default_query=dict(parse_qsl(parts.query)),
        max_retries=0,
        timeout=CALL_SECONDS,
        http_client=client,
    )


def _fault(error: Exception, key: str) -> ModelFault:
    if isinstance(error, APIStatusError):
        if error.status_code == 200:  # an event of the stream says so
            return broken(_words(error), key, None)
        return of_status(error.status_code, error.response.headers, _words(error), key)
    if isinstance(error, APITimeoutError | APIConnectionError | httpx2.HTTPError):
        return unreachable(error, is_timeout=isinstance(error, APITimeoutError))
    if isinstance(error, APIError):
        return broken(_words(error), key, None)
    return unreachable(error)


def _words(error: APIError) -> str:
    inner = inner_of(error.body, "error")
    if inner is None:
        return error.message
    return f"{inner.get('message') or ''} ({inner.get('type') or 'error'})"


def body_of(endpoint: Endpoint, request: ModelRequest) -> JsonObject:
    """Return the body of the request; only what was asked for is in it."""
    facts = REGISTRY[endpoint.provider]
    family = family_of(endpoint.provider, endpoint.model)
    body: JsonObject = {
        "model": endpoint.model,
        "messages": [*_messages(request.messages, family)],
        "max_tokens": request.max_tokens or facts.max_tokens,
        "stream": True,
    }
    wanted: JsonObject = {
        "system": _system(request),
        "temperature": request.temperature,
        "top_p": request.top_p,
        "top_k": request.top_k,
        "stop_sequences": [*request.stop] or None,
        "tools": [_tool(tool) for tool in request.tools] or None,
        "tool_choice": _choice(request) if request.tools else None,
        "output_config": _format(request.output_schema),
    }
    return body | {name: value for name, value in wanted.items() if value is not None}


def _system(request: ModelRequest) -> list[JsonValue] | None:
    if not request.system:
        return None
    said: JsonObject = {"type": "text", "text": request.system}
    return [said | CACHED if request.tools else said]


def _messages(messages: Sequence[Message], family: str) -> list[JsonValue]:
    """Return the messages; neighbours of one role are one, and the last of many is cached."""
    found: list[tuple[str, list[JsonObject]]] = []
    for message in messages:
        blocks = [*_blocks(message, family)]
        if found and found[-1][0] == message.role:
            found[-1][1].extend(blocks)
        elif blocks:
            found.append((message.role, blocks))
    if len(found) > 1:
        found[-1][1][-1] |= CACHED
    return [{"role": role, "content": [*blocks]} for role, blocks in found]


def _blocks(message: Message, family: str) -> Iterator[JsonObject]:
    """Yield what the provider said, as it was, or else each part."""
    carry = message.carry
    if carry and carry.family == family and isinstance(carry.value, list):
        yield from ({**each} for each in carry.value if isinstance(each, dict))
        return
    # Results come before what the user says, or the provider refuses them.
    for part in sorted(message.parts, key=lambda each: not isinstance(each, ToolResult)):
        block = _block(part)
        if block is not None:
            yield block


def _block(part: TextPart | ImagePart | ToolCall | ToolResult) -> JsonObject | None:
    match part:
        case TextPart(text=text):
            return {"type": "text", "text": text} if text else None
        case ImagePart(media_type=kind, data=content):
            source: JsonObject = {"type": "base64", "media_type": kind, "data": content}
            return {"type": "image", "source": source}
        case ToolCall(id=key, name=name, arguments=given):
            return {"type": "tool_use", "id": key, "name": name, "input": arguments_of(given)}
        case ToolResult(call_id=key, content=content, is_error=failed):
            found: JsonObject = {"type": "tool_result", "tool_use_id": key, "content": content}
            return found | ({"is_error": True} if failed else {})


def _tool(tool: Tool) -> JsonObject:
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": tool.parameters,
    }


def _choice(request: ModelRequest) -> JsonObject:
    return CHOICES.get(request.tool_choice) or {"type": "tool", "name": request.tool_choice}


def _format(schema: JsonObject | None) -> JsonObject | None:
    if schema is None:
        return None
    return {"format": {"type": "json_schema", "schema": schema}}
