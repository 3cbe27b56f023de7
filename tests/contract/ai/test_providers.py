"""Every provider keeps this contract: the real SDKs against a stand-in, and the twin in memory."""

from collections.abc import Sequence
from typing import Any

import pytest

from shared.models.ai.answers import (
    Answered,
    Delta,
    StopReason,
    TextDelta,
    ThinkingDelta,
    ToolDelta,
)
from shared.models.ai.endpoints import ProviderName
from shared.models.ai.messages import (
    Carry,
    ImagePart,
    Message,
    ModelRequest,
    TextPart,
    Tool,
    ToolCall,
    ToolResult,
    assistant,
    user,
)
from shared.services.ai.child import ChildProvider
from shared.services.ai.provider import gather
from shared.services.ai.scripted import ScriptedProvider
from tests.contract.ai.model_site import KEY, ModelSite, Reply, Tooled, model_site

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROVIDERS = [*ProviderName]
SPEAKS_OPENAI = [name for name in ProviderName if name is not ProviderName.ANTHROPIC]
ASKED = ModelRequest(messages=(user("What is the weather?"),), system="Be brief.")
WEATHER = Tool(
    name="get_weather",
    description="The weather of a city.",
    parameters={"type": "object", "properties": {"city": {"type": "string"}}},
)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"degrees": {"type": "number"}},
    "required": ["degrees"],
    "additionalProperties": False,
}
CALLED = Tooled("get_weather", '{"city": "Bern"}')


async def answered(
    models: ChildProvider, site: ModelSite, name: ProviderName, request: ModelRequest = ASKED
) -> list[Delta]:
    return [delta async for delta in models.stream(site.endpoint(name), request)]


def end_of(deltas: Sequence[Delta]) -> Answered:
    done = deltas[-1]
    assert isinstance(done, Answered)
    return done


@pytest.mark.parametrize("name", PROVIDERS)
async def test_text_arrives_in_pieces_and_whole(models: ChildProvider, name: ProviderName) -> None:
    async with model_site(Reply(text=["Sun", "ny."])) as site:
        deltas = await answered(models, site, name)

    assert [each.text for each in deltas if isinstance(each, TextDelta)] == ["Sun", "ny."]
    done = end_of(deltas)
    assert (done.message.text, done.stop, done.model) == (
        "Sunny.",
        StopReason.END,
        "model-1-as-served",
    )
    assert done.request_id == "req-1"


@pytest.mark.parametrize("name", PROVIDERS)
async def test_what_the_provider_counted_is_the_usage(
    models: ChildProvider, name: ProviderName
) -> None:
    async with model_site(Reply(text=["Sunny."])) as site:
        usage = end_of(await answered(models, site, name)).usage

    assert (usage.input_tokens, usage.cached_tokens, usage.output_tokens) == (120, 100, 30)
    assert not usage.is_estimate


@pytest.mark.parametrize("name", PROVIDERS)
async def test_a_provider_that_counts_nothing_is_estimated(
    models: ChildProvider, name: ProviderName
) -> None:
    async with model_site(Reply(text=["Sunny."], counted=False)) as site:
        usage = end_of(await answered(models, site, name)).usage

    assert usage.is_estimate
    assert usage.input_tokens > 10


async def test_the_price_that_openrouter_says_is_kept(models: ChildProvider) -> None:
    async with model_site(Reply(text=["Sunny."], cost=0.0012345)) as site:
        usage = end_of(await answered(models, site, ProviderName.OPENROUTER)).usage

    assert usage.cost_micros == 1235


@pytest.mark.parametrize("name", PROVIDERS)
async def test_a_tool_is_offered_called_and_answered(
    models: ChildProvider, name: ProviderName
) -> None:
    request = ASKED.model_copy(update={"tools": (WEATHER,), "tool_choice": "required"})
    async with model_site(Reply(tools=[CALLED], stop="tools"), Reply(text=["Sunny."])) as site:
        deltas = await answered(models, site, name, request)
        done = end_of(deltas)
        results = Message(role="user", parts=(ToolResult(call_id="call-1", content="sun"),))
        following = (*request.messages, done.message, results)
        await answered(models, site, name, request.model_copy(update={"messages": following}))

    call = ToolCall(id="call-1", name="get_weather", arguments='{"city": "Bern"}')
    assert [each.call for each in deltas if isinstance(each, ToolDelta)] == [call]
    assert (done.stop, done.message.tool_calls) == (StopReason.TOOLS, (call,))
    first, second = site.asked
    assert "get_weather" in str(first["tools"])
    assert ("any" if name is ProviderName.ANTHROPIC else "required") in str(first["tool_choice"])
    assert [each["role"] for each in second["messages"]][-2:] == (
        ["assistant", "user"] if name is ProviderName.ANTHROPIC else ["assistant", "tool"]
    )
    assert "call-1" in str(second["messages"][-1])


@pytest.mark.parametrize("name", PROVIDERS)
async def test_an_answer_can_be_asked_for_as_json_of_a_schema(
    models: ChildProvider, name: ProviderName
) -> None:
    request = ASKED.model_copy(update={"output_schema": SCHEMA})
    async with model_site(Reply(text=['{"degrees"', ": 7}"])) as site:
        done = end_of(await answered(models, site, name, request))

    assert done.message.text == '{"degrees": 7}'
    if name is ProviderName.ANTHROPIC:
        assert site.asked[0]["output_config"]["format"]["schema"] == SCHEMA
    else:
        assert site.asked[0]["response_format"]["json_schema"]["schema"] == SCHEMA
        assert site.asked[0]["response_format"]["json_schema"]["strict"] is True


@pytest.mark.parametrize("name", PROVIDERS)
async def test_only_what_was_asked_for_is_sent(models: ChildProvider, name: ProviderName) -> None:
    """Models refuse what they do not know, temperature among it."""
    async with model_site(Reply(text=["Sunny."])) as site:
        await answered(models, site, name)

    limit = "max_tokens"
    if name in (ProviderName.OPENAI, ProviderName.AZURE_OPENAI):
        limit = "max_completion_tokens"
    own = {"system"} if name is ProviderName.ANTHROPIC else {"stream_options"}
    assert set(site.asked[0]) == {"model", "messages", "stream", limit} | own


@pytest.mark.parametrize("name", PROVIDERS)
async def test_sampling_is_passed_on(models: ChildProvider, name: ProviderName) -> None:
    wanted = {"temperature": 0.5, "top_p": 0.9, "max_tokens": 77, "stop": ("END",)}
    async with model_site(Reply(text=["Sunny."])) as site:
        await answered(models, site, name, ASKED.model_copy(update=wanted))

    sent = site.asked[0]
    assert (sent["temperature"], sent["top_p"]) == (0.5, 0.9)
    assert 77 in sent.values()
    assert ["END"] in sent.values()


@pytest.mark.parametrize("name", PROVIDERS)
async def test_images_are_sent_within(models: ChildProvider, name: ProviderName) -> None:
    parts = (TextPart(text="What is this?"), ImagePart(media_type="image/png", data="aGVsbG8="))
    request = ModelRequest(messages=(Message(role="user", parts=parts),))
    async with model_site(Reply(text=["A cat."])) as site:
        await answered(models, site, name, request)

    assert "aGVsbG8=" in str(site.asked[0]["messages"])


async def test_each_provider_gets_the_key_where_it_looks_for_it(models: ChildProvider) -> None:
    async with model_site(Reply(text=["Sunny."])) as site:
        for name in PROVIDERS:
            await answered(models, site, name)

    found = dict(zip(PROVIDERS, site.headers, strict=True))
    assert found[ProviderName.AZURE_OPENAI]["api-key"] == KEY
    assert found[ProviderName.OPENROUTER]["x-title"] == "Bifrost"
    assert all(KEY in str(headers) for headers in found.values())
    assert {*site.paths} == {"/v1/chat/completions", "/v1/messages"}


async def test_the_version_of_azure_stays_with_the_address(models: ChildProvider) -> None:
    async with model_site(Reply(text=["Sunny."])) as site:
        endpoint = site.endpoint(ProviderName.AZURE_OPENAI)
        versioned = endpoint.model_copy(update={"url": f"{endpoint.url}?api-version=2026-01-01"})
        await gather(models.stream(versioned, ASKED))

    assert site.paths == ["/v1/chat/completions?api-version=2026-01-01"]


async def test_gemini_gets_the_signature_of_its_call_back(models: ChildProvider) -> None:
    signature = {"extra_content": {"google": {"thought_signature": "c2lnbmVk"}}}
    called = Tooled("get_weather", "{}", extra=signature)
    sent = await _sent_back(models, ProviderName.GEMINI, Reply(tools=[called], stop="tools"))

    assert sent["tool_calls"][0]["extra_content"] == signature["extra_content"]


async def test_openrouter_gets_its_reasoning_back(models: ChildProvider) -> None:
    details = [{"type": "reasoning.encrypted", "data": "x"}, {"type": "reasoning.text"}]
    reply = Reply(tools=[CALLED], stop="tools", opaque=details)
    sent = await _sent_back(models, ProviderName.OPENROUTER, reply)

    assert sent["reasoning_details"] == details


async def test_anthropic_gets_its_thoughts_back_as_they_were(models: ChildProvider) -> None:
    reply = Reply(thinking=[("hm", "signed")], text=["So."], tools=[CALLED], stop="tools")
    sent = await _sent_back(models, ProviderName.ANTHROPIC, reply)

    thought = {"type": "thinking", "thinking": "hm", "signature": "signed"}
    assert sent["content"][0] == thought
    assert [block["type"] for block in sent["content"]] == ["thinking", "text", "tool_use"]


async def _sent_back(models: ChildProvider, name: ProviderName, reply: Reply) -> dict[str, Any]:
    """Return the assistant's message of the following request."""
    async with model_site(reply, Reply(text=["Sunny."])) as site:
        done = end_of(await answered(models, site, name))
        results = Message(role="user", parts=(ToolResult(call_id="call-1", content="sun"),))
        following = (*ASKED.messages, done.message, results)
        request = ASKED.model_copy(update={"messages": following})
        await answered(models, site, name, request)
    return next(each for each in site.asked[1]["messages"] if each["role"] == "assistant")


@pytest.mark.parametrize("name", PROVIDERS)
async def test_what_another_model_wants_back_is_left_out(
    models: ChildProvider, name: ProviderName
) -> None:
    foreign = Carry(family="Other/model-9", value={"reasoning_details": ["secret thought"]})
    said = assistant("Sunny.").model_copy(update={"carry": foreign})
    request = ASKED.model_copy(update={"messages": (user("Hi"), said, user("And?"))})
    async with model_site(Reply(text=["Rain."])) as site:
        await answered(models, site, name, request)

    assert "secret thought" not in str(site.asked)
    assert "Sunny." in str(site.asked)


async def test_thoughts_are_no_text(models: ChildProvider) -> None:
    async with model_site(Reply(thinking=[("hm", "s")], text=["Sunny."])) as site:
        deltas = await answered(models, site, ProviderName.ANTHROPIC)

    assert [each.text for each in deltas if isinstance(each, ThinkingDelta)] == ["hm"]
    assert end_of(deltas).message.text == "Sunny."


async def test_the_twin_answers_as_the_others_do() -> None:
    twin = ScriptedProvider(["Sunny.", [ToolCall(id="1", name="get_weather", arguments="{}")]])
    site = ModelSite(place="127.0.0.1:9")
    endpoint = site.endpoint(ProviderName.OPENAI)

    text = [delta async for delta in twin.stream(endpoint, ASKED)]
    tools = [delta async for delta in twin.stream(endpoint, ASKED)]

    assert "".join(each.text for each in text if isinstance(each, TextDelta)) == "Sunny."
    assert end_of(text).message.text == "Sunny."
    assert (end_of(text).stop, end_of(tools).stop) == (StopReason.END, StopReason.TOOLS)
    assert [type(each) for each in tools] == [ToolDelta, Answered]
    assert twin.usage == [end_of(text).usage, end_of(tools).usage]
