"""Requests as each protocol has them, and the modules that only one process may import."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

from shared.models.ai.endpoints import ProviderName
from shared.models.ai.messages import (
    Message,
    ModelRequest,
    TextPart,
    ToolCall,
    ToolResult,
    assistant,
    user,
)
from shared.services.ai import anthropic_wire, openai_wire
from shared.services.ai.registry import REGISTRY, family_of
from tests.contract.ai.model_site import ModelSite

ROOT = Path(__file__).parents[3]
SDKS = {"openai", "anthropic", "httpx2", "httpcore2", "jiter"}
CALLED = Message(role="assistant", parts=(ToolCall(id="1", name="t", arguments='{"a": 1}'),))
RESULT = Message(role="user", parts=(TextPart(text="And?"), ToolResult(call_id="1", content="2")))


def bodies(*messages: Message) -> tuple[list[Any], list[Any]]:
    """The messages as OpenAI and as Anthropic get them."""
    request = ModelRequest(messages=messages)
    site = ModelSite()
    one = openai_wire.body_of(site.endpoint(ProviderName.OPENAI), request)
    other = anthropic_wire.body_of(site.endpoint(ProviderName.ANTHROPIC), request)
    return cast("list[Any]", one["messages"]), cast("list[Any]", other["messages"])


def test_neighbours_of_one_role_are_one_message_for_anthropic() -> None:
    one, other = bodies(user("One"), user("Two"), assistant("Three"))

    assert [each["role"] for each in one] == ["user", "user", "assistant"]
    assert [each["role"] for each in other] == ["user", "assistant"]


def test_results_of_tools_come_first_after_their_calls() -> None:
    one, other = bodies(user("Go"), CALLED, RESULT)

    assert [each["role"] for each in one] == ["user", "assistant", "tool", "user"]
    assert [each["type"] for each in other[2]["content"]] == ["tool_result", "text"]
    assert other[1]["content"][0]["input"] == {"a": 1}


def test_empty_text_is_not_sent() -> None:
    _, other = bodies(user("Go"), assistant(""), user("On"))

    assert [each["role"] for each in other] == ["user"]


def test_families_part_what_cannot_read_one_another() -> None:
    name = ProviderName.GEMINI
    assert family_of(name, "gemini-3-pro") == family_of(name, "gemini-3-flash")
    assert family_of(name, "gemini-2.5-pro") != family_of(name, "gemini-3-pro")


def test_the_addresses_are_those_of_the_providers() -> None:
    assert REGISTRY[ProviderName.ANTHROPIC].url == "https://api.anthropic.com/v1"
    assert REGISTRY[ProviderName.OPENAI].url == "https://api.openai.com/v1/"
    assert REGISTRY[ProviderName.OPENROUTER].url == "https://openrouter.ai/api/v1/"
    assert set(REGISTRY) == set(ProviderName)


def test_the_process_that_serves_requests_imports_no_sdk() -> None:
    """All of the platform, its routes and both stores: only the process that calls models may."""
    statement = """
import json, pkgutil, sys
from importlib import import_module
import bifrost; bifrost.app
import functions.composition, shared.services.azure.connect, shared.services.sqlite.connect
import functions.http, shared.handlers, shared.broker
for package in (functions.http, shared.handlers, shared.broker):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        import_module(found.name)
print(json.dumps([*sys.modules]))
"""
    program = [sys.executable, "-c", statement]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, check=True)

    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert "shared" in loaded
    assert loaded & SDKS == set()
