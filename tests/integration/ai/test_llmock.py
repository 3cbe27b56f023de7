"""A provider that misbehaves on demand, and judges its client: its strict verdict passes."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from local.stack import ROOT
from shared.models.ai.endpoints import Endpoint, ProviderName
from shared.models.ai.messages import ModelRequest, Tool, user
from shared.services.ai.calls import Calls
from shared.services.ai.child import ChildProvider
from shared.services.ai.faults import ModelFault
from shared.services.ai.provider import gather
from shared.services.clock import SystemClock

PROGRAM = ROOT / ".tools" / "llmock" / "bin" / "llmock"
PATHS = {ProviderName.OPENAI: "/v1", ProviderName.ANTHROPIC: "/anthropic/v1"}
TOOL = Tool(
    name="get_weather",
    description="The weather of a city",
    parameters={"type": "object", "properties": {"city": {"type": "string"}}},
)
FAULTS: Mapping[str, tuple[Mapping[str, Any], bool]] = {
    "a limit": ({"type": "fail", "status": 429, "retry_after": 1, "times": 1}, True),
    "trouble": ({"type": "fail", "status": 503, "times": 1}, True),
    "overload": ({"type": "fail", "status": 529, "times": 1}, True),
    "a bad request": ({"type": "fail", "status": 400, "times": 1}, False),
    "a bad key": ({"type": "fail", "status": 401, "times": 1}, False),
    "no such model": ({"type": "fail", "status": 404, "times": 1}, False),
    "a dropped connection": (
        {"type": "stream_fault", "kind": "disconnect", "after_chunks": 3, "times": 1},
        True,
    ),
    "a stream that ends early": (
        {"type": "stream_fault", "kind": "truncate", "after_chunks": 3, "times": 1},
        True,
    ),
    "a chunk that is no JSON": (
        {"type": "stream_fault", "kind": "malformed", "after_chunks": 3, "times": 1},
        True,
    ),
    "a slow first token": ({"type": "slow_first_token", "seconds": 1, "times": 1}, True),
}


@asynccontextmanager
async def llmock() -> AsyncGenerator[str]:
    """A running server's address; ./test.sh installs the program."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    serving = await asyncio.create_subprocess_exec(
        PROGRAM,
        *("serve", "--port", str(port), "--log-level", "error"),
        *("--stream-chunk-delay-ms", "30"),  # or it has sent all before it sees that we left
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession(address) as session:
            for _ in range(200):
                with suppress(aiohttp.ClientError):
                    async with session.get("/health"):
                        break
                await asyncio.sleep(0.1)
        yield address
    finally:
        serving.terminate()
        await serving.wait()


async def told(address: str, *behaviors: Mapping[str, Any]) -> None:
    async with aiohttp.ClientSession(address) as session:
        await session.post("/_llmock/reset")
        scenario = {"behaviors": [*behaviors]}
        async with session.post("/_llmock/scenario", json=scenario) as answer:
            assert answer.status < 300, await answer.text()


async def findings(address: str) -> list[Any]:
    async with (
        aiohttp.ClientSession(address) as session,
        session.get("/_llmock/verdict") as answer,
    ):
        verdict = await answer.json()
    assert verdict["attempts"] > 0
    return verdict["findings"]


@pytest.mark.sampled(one_of=4, among="minutes")
@pytest.mark.parametrize("name", [*PATHS])
async def test_no_fault_is_taken_wrongly(name: ProviderName) -> None:
    models = ChildProvider({"127.0.0.1"})
    async with llmock() as address:
        endpoint = Endpoint(
            provider=name,
            url=address + PATHS[name],
            key=SecretStr("sk-anything"),
            model="gpt-4o" if name is ProviderName.OPENAI else "claude-sonnet-4-5",
            by_operator=True,
        )
        for case, (behavior, mends) in FAULTS.items():
            await told(address, behavior)
            calls = Calls(models, SystemClock())
            request = ModelRequest(messages=(user(f"Tell me about {case}, at some length."),))

            assert await _answers(calls, endpoint, request) == mends, case
            assert await findings(address) == [], case
    await models.close()


@pytest.mark.parametrize("name", [*PATHS])
async def test_a_broken_tool_call_is_handed_on_as_it_is(name: ProviderName) -> None:
    models = ChildProvider({"127.0.0.1"})
    async with llmock() as address:
        await told(address, {"type": "tool_fault", "kind": "malformed_arguments"})
        endpoint = Endpoint(
            provider=name,
            url=address + PATHS[name],
            key=SecretStr("sk-anything"),
            model="gpt-4o" if name is ProviderName.OPENAI else "claude-sonnet-4-5",
            by_operator=True,
        )
        request = ModelRequest(messages=(user("Weather in Paris?"),), tools=(TOOL,))

        done = await gather(Calls(models, SystemClock()).stream([endpoint], request))

        (call,) = done.message.tool_calls
        assert call.name == "get_weather"
        assert await findings(address) == []
    await models.close()


async def _answers(calls: Calls, endpoint: Endpoint, request: ModelRequest) -> bool:
    try:
        done = await gather(calls.stream([endpoint], request))
    except ModelFault:
        return False
    return bool(done.message.text)
