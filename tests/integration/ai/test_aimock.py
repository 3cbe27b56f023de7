"""A second provider that misbehaves: its journal has the tries that there should be.

It is strict: a request that is none of the test's is refused, and would be on record.
"""

import asyncio
import json
import socket
from collections.abc import AsyncGenerator
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
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.provider import gather
from tests.contract.ai.test_calls import Time

FOLDER = ROOT / ".tools" / "aimock"
FIXTURES = ROOT / "tests" / "support" / "aimock" / "fixtures.json"
NODE = ROOT / ".venv" / "bin" / "node"
PROGRAM = FOLDER / "node_modules" / "@copilotkit" / "aimock" / "dist" / "cli.js"
SUNNY = "The weather in Paris is sunny, with a light wind from the west."
TOOL = Tool(name="get_weather", description="The weather", parameters={"type": "object"})
ONCE, OFTEN = 1, 4
SECONDS = 60
#: What is asked for, the fault in the end if there is one, and how often it is tried.
CASES: list[tuple[str, FaultKind | None, int]] = [
    ("plain", None, ONCE),
    ("tool", None, ONCE),
    ("junk", None, ONCE),
    ("truncated", FaultKind.UNFINISHED, OFTEN),
    ("dropped", FaultKind.UNFINISHED, OFTEN),
    ("disconnected", FaultKind.UNFINISHED, OFTEN),
    ("malformed", FaultKind.UNFINISHED, OFTEN),
    ("storm", FaultKind.LIMITED, OFTEN),
    ("broken", FaultKind.TROUBLE, OFTEN),
    ("forbidden", FaultKind.KEY, ONCE),
]


@asynccontextmanager
async def aimock() -> AsyncGenerator[str]:
    """A running server's address; ./test.sh installs the program."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    serving = await asyncio.create_subprocess_exec(
        NODE,
        PROGRAM,
        *("--port", str(port), "--fixtures", str(FIXTURES), "--strict", "--log-level", "silent"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession(address) as session:
            for _ in range(200):
                with suppress(aiohttp.ClientError):
                    async with session.get("/__aimock/journal"):
                        break
                await asyncio.sleep(0.1)
        yield address
    finally:
        serving.terminate()
        await serving.wait()


async def journal(address: str) -> list[Any]:
    async with (
        aiohttp.ClientSession(address) as session,
        session.get("/__aimock/journal") as answer,
    ):
        return await answer.json()


@pytest.mark.parametrize("name", [ProviderName.OPENAI, ProviderName.ANTHROPIC])
async def test_every_fault_ends_as_its_kind_after_as_many_tries_as_help(name: ProviderName) -> None:
    models = ChildProvider({"127.0.0.1"})
    tried: dict[str, int] = {}
    async with aimock() as address:
        model = "gpt-4o" if name is ProviderName.OPENAI else "claude-sonnet-4-5"
        endpoint = Endpoint(
            provider=name,
            url=f"{address}/v1",
            key=SecretStr("sk-anything"),
            model=model,
            by_operator=True,
        )
        for words, kind, _ in CASES:
            before = len(await journal(address))
            assert await _ended(models, endpoint, words) is kind, words
            tried[words] = len(await journal(address)) - before

        statuses = {entry["response"]["status"] for entry in await journal(address)}

    await models.close()
    assert tried == {words: times for words, _, times in CASES}
    assert statuses == {0, 200, 403, 429, 503}, "0 is a dropped connection; 404 would be unknown"


async def _ended(models: ChildProvider, endpoint: Endpoint, words: str) -> FaultKind | None:
    """Return the fault that a call ends with; the answer has to be what was sent."""
    clock = Time()
    calls = Calls(models, clock, clock.sleep)
    tools = (TOOL,) if words in ("tool", "junk") else ()
    request = ModelRequest(messages=(user(words),), tools=tools)
    try:
        async with asyncio.timeout(SECONDS):
            done = await gather(calls.stream([endpoint], request))
    except ModelFault as error:
        return error.kind
    found = done.message.tool_calls
    if words == "tool":
        assert [json.loads(call.arguments) for call in found] == [{"city": "Paris"}]
    elif words == "junk":
        assert [call.name for call in found] == ["get_weather"]
    else:
        assert done.message.text == SUNNY
    return None
