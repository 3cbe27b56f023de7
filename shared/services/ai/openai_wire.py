"""Speaks OpenAI's chat completions, as most providers do.

Runs in the process of ``program`` only: it imports the SDK.
"""

from collections.abc import AsyncGenerator, Sequence
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import httpx2
from openai import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AsyncOpenAI,
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
from shared.services.ai.faults import ModelFault, of_status
from shared.services.ai.openai_chunks import OpenAIReading
from shared.services.ai.registry import REGISTRY, Facts, family_of
from shared.services.ai.sdk_faults import broken, inner_of, unreachable
from shared.services.ai.strictness import is_strict

CALL_SECONDS = 300


async def stream(
    client: httpx2.AsyncClient, endpoint: Endpoint, request: ModelRequest
) -> AsyncGenerator[Delta]:
    """Yield the answer of one call; raises ModelFault."""
    facts = REGISTRY[endpoint.provider]
    reading = OpenAIReading(endpoint, facts)
    try:
        chunks: AsyncStream[object] = await sdk(client, endpoint, facts).post(
            "/chat/completions",
            body=body_of(endpoint, request),
            cast_to=object,
            stream=True,
            stream_cls=AsyncStream[object],
        )
        async with chunks:
            request_id = chunks.response.headers.get("x-request-id")
            async for chunk in chunks:
                for delta in reading.read(chunk):
                    yield delta
    except (APIError, httpx2.HTTPError, ValueError) as error:
        raise fault_of(error, endpoint.key.get_secret_value()) from None
    for delta in reading.end(request, request_id):
        yield delta


def sdk(client: httpx2.AsyncClient, endpoint: Endpoint, facts: Facts) -> AsyncOpenAI:
    parts = urlsplit(endpoint.url)
    key = endpoint.key.get_secret_value()
    own = {facts.key_header: key} if facts.key_header else {}
    return AsyncOpenAI(
        api_key=key,
        organization="",
        project="",
        base_url=urlunsplit((parts.scheme, parts.netloc, parts.path, "", "")),
        default_query=dict(parse_qsl(parts.query)),
        default_headers={**facts.headers, **own},
        max_retries=0,
        timeout=CALL_SECONDS,
        http_client=client,
    )


def fault_of(error: Exception, key: str) -> ModelFault:
    if isinstance(error, APIStatusError):
        return of_status(error.status_code, error.response.headers, _words(error), key)
    if isinstance(error, APITimeoutError | APIConnectionError | httpx2.HTTPError):
        return unreachable(error, is_timeout=isinstance(error, APITimeoutError))
    if isinstance(error, APIError):  # an event of the stream says so
        return broken(_words(error), key, error.code)
    return unreachable(error)


def _words(error: APIError) -> str:
    body = inner_of(error.body)
    return error.message if body is None else str(body.get("message") or "")


def body_of(endpoint: Endpoint, request: ModelRequest) -> JsonObject:
    """Return the body of the request; only what was asked for is in it."""
    facts = REGISTRY[endpoint.provider]
    family = family_of(endpoint.provider, endpoint.model)
    body: JsonObject = {
        "model": endpoint.model,
        "messages": [*_system(request), *_messages(request.messages, family)],
        "stream": True,
        "stream_options": {"include_usage": True},
        facts.max_tokens_field: request.max_tokens or facts.max_tokens,
    }
    wanted: JsonObject = {
        "temperature": request.temperature,
        "top_p": request.top_p,
        "top_k": request.top_k if facts.takes_top_k else None,
        "stop": [*request.stop] or None,
        "tools": [_tool(tool) for tool in request.tools] or None,
        "tool_choice": _choice(request) if request.tools else None,
        "response_format": _format(request.output_schema),
    }
    return body | {name: value for name, value in wanted.items() if value is not None}


def _system(request: ModelRequest) -> list[JsonValue]:
    return [{"role": "system", "content": request.system}] if request.system else []


def _messages(messages: Sequence[Message], family: str) -> list[JsonValue]:
    found: list[JsonValue] = []
    for message in messages:
        if message.role == "assistant":
            found.append(_assistant(message, family))
        else:
            found += _user(message)
    return found


def _assistant(message: Message, family: str) -> JsonObject:
    calls: list[JsonValue] = [_call(call, family) for call in message.tool_calls]
    said: JsonObject = {"role": "assistant", "content": message.text or None}
    if calls:
        said["tool_calls"] = calls
    if message.carry and message.carry.family == family and isinstance(message.carry.value, dict):
        said |= message.carry.value
    return said


def _call(call: ToolCall, family: str) -> JsonObject:
    found: JsonObject = {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments},
    }
    if call.carry and call.carry.family == family and isinstance(call.carry.value, dict):
        found |= call.carry.value
    return found


def _user(message: Message) -> list[JsonValue]:
    """Return the results of tools, each a message of its own, and then what the user says."""
    results: list[JsonValue] = [
        {"role": "tool", "tool_call_id": part.call_id, "content": part.content}
        for part in message.parts
        if isinstance(part, ToolResult)
    ]
    if any(isinstance(part, ImagePart) for part in message.parts):
        content: JsonValue = [
            _shown(p) for p in message.parts if isinstance(p, TextPart | ImagePart)
        ]
    else:
        content = message.text
    return [*results, {"role": "user", "content": content}] if content else results


def _shown(part: TextPart | ImagePart) -> JsonObject:
    if isinstance(part, TextPart):
        return {"type": "text", "text": part.text}
    url = f"data:{part.media_type};base64,{part.data}"
    return {"type": "image_url", "image_url": {"url": url}}


def _tool(tool: Tool) -> JsonObject:
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "parameters": tool.parameters,
        },
    }


def _choice(request: ModelRequest) -> JsonValue:
    if request.tool_choice in ("auto", "none", "required"):
        return request.tool_choice
    return {"type": "function", "function": {"name": request.tool_choice}}


def _format(schema: JsonObject | None) -> JsonObject | None:
    if schema is None:
        return None
    wanted: JsonObject = {"name": "answer", "schema": schema, "strict": is_strict(schema)}
    return {"type": "json_schema", "json_schema": wanted}
