"""Vectors of texts: the real SDK against a stand-in, tries, money, and what runs get."""

import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from functions.composition import Runtime
from shared.errors import BudgetExceeded, Conflict, InvalidInput
from shared.models.ai.embeddings import EmbeddingRequest
from shared.models.ai.endpoints import ProviderName
from shared.services.ai.calls import Calls
from shared.services.ai.child import ChildProvider
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.scripted import ScriptedProvider
from shared.services.clock import SystemClock
from shared.services.services import Services
from tests.contract.ai.model_site import KEY, ModelSite
from tests.contract.broker_calls import answered
from tests.contract.client import Http
from tests.contract.outside_site import site
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ASKED = EmbeddingRequest(texts=("a printer", "a mailbox"))
SPEAKS_OPENAI = [name for name in ProviderName if name is not ProviderName.ANTHROPIC]


def two(**more: object) -> dict[str, Any]:
    """Two vectors, the second one first."""
    data = [{"index": 1, "embedding": [0.0, 1.0]}, {"index": 0, "embedding": [0.5, 0.25]}]
    return {"data": data, "model": "as-served", "usage": {"prompt_tokens": 7}, **more}


@asynccontextmanager
async def vectors_site(body: Any, status: int = 200) -> AsyncGenerator[tuple[ModelSite, list[Any]]]:
    asked: list[Any] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        asked.append((request.path, json.loads(await request.read())))
        return web.json_response(body, status=status, headers={"Retry-After": "7"})

    async with site(answer) as found:
        yield ModelSite(place=found.place), asked


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", SPEAKS_OPENAI)
async def test_each_text_gets_its_vector(models: ChildProvider, name: ProviderName) -> None:
    async with vectors_site(two()) as (provider, asked):
        done = await models.embed(provider.endpoint(name), ASKED)

    assert [[*vector] for vector in done.vectors] == [[0.5, 0.25], [0.0, 1.0]]
    assert (done.model, done.usage.input_tokens, done.usage.is_estimate) == ("as-served", 7, False)
    assert [path for path, _ in asked] == ["/v1/embeddings"]
    wanted = {"model": "model-1", "input": [*ASKED.texts], "encoding_format": "float"}
    assert asked[0][1] == wanted


EMPTY: dict[str, Any] = {"index": 0, "embedding": []}
BROKEN: dict[str, Any] = {
    "one too few": two(data=[{"index": 0, "embedding": [1.0]}]),
    "two of one text": two(data=[{"index": 0, "embedding": [1.0]}] * 2),
    "of several lengths": two(
        data=[{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}]
    ),
    "empty ones": two(data=[EMPTY, {**EMPTY, "index": 1}]),
    "words": two(data=[{"index": 0, "embedding": "?"}, {"index": 1, "embedding": "?"}]),
    "nothing": {},
}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("what", BROKEN)
async def test_what_is_no_vector_for_each_text_is_malformed(
    models: ChildProvider, what: str
) -> None:
    async with vectors_site(BROKEN[what]) as (provider, _):
        with pytest.raises(ModelFault) as caught:
            await models.embed(provider.endpoint(ProviderName.OPENAI), ASKED)

    assert caught.value.kind is FaultKind.MALFORMED


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, FaultKind.KEY), (404, FaultKind.MODEL), (429, FaultKind.LIMITED), (500, "trouble")],
)
async def test_refusals_are_those_of_other_calls(
    models: ChildProvider, status: int, kind: FaultKind
) -> None:
    words = {"error": {"message": f"no: {KEY}"}}
    async with vectors_site(words, status) as (provider, _):
        with pytest.raises(ModelFault) as caught:
            await models.embed(provider.endpoint(ProviderName.GEMINI), ASKED)

    assert caught.value.kind == kind
    assert KEY not in str(caught.value)
    assert caught.value.retry_after == 7


@pytest.mark.asyncio(loop_scope="module")
async def test_anthropic_makes_none(models: ChildProvider) -> None:
    endpoint = ModelSite(place="127.0.0.1:9").endpoint(ProviderName.ANTHROPIC)
    with pytest.raises(ModelFault, match="makes no vectors"):
        await models.embed(endpoint, ASKED)


async def test_what_passes_is_tried_again_and_the_rest_is_not() -> None:
    provider, slept = ScriptedProvider(), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    calls = Calls(provider, SystemClock(), sleep)
    endpoint = ModelSite(place="127.0.0.1:9").endpoint(ProviderName.OPENAI)
    provider.embed_faults = [ModelFault(FaultKind.TROUBLE, "?"), ModelFault(FaultKind.LIMITED, "?")]

    done = await calls.embed(endpoint, ASKED)

    assert (len(done.vectors), len(provider.embedded), len(slept)) == (2, 3, 2)
    provider.embed_faults = [ModelFault(FaultKind.KEY, "no")]
    with pytest.raises(ModelFault):
        await calls.embed(endpoint, ASKED)
    assert len(provider.embedded) == 4


@pytest.fixture
def scripted() -> ScriptedProvider:
    return ScriptedProvider()


@pytest.fixture
def services(services: Services, scripted: ScriptedProvider) -> Services:
    return replace(services, ai=scripted)


async def set_up(http: Http, headers: Headers, **more: object) -> None:
    body = {"isEnabled": True, "monthlyDollars": 10, **more}
    answer = await http("set_ai_settings", body=body, headers=headers, method="PUT")
    assert answer.status == 200, answer.json


async def add_key(http: Http, headers: Headers, name: str, **more: object) -> None:
    body = {"name": name, "key": f"sk-of-{name}-1234", "model": "m", **more}
    made = await http("create_llm_key", body=body, headers=headers)
    assert made.status == 201, made.json


@pytest.fixture
async def enabled(http: Http, running: Runtime, root: Headers) -> Headers:
    await add_user(running.platform.directory.users, "ada", {"acme": "admin"})
    admin = signed_in("ada", "acme")
    await set_up(http, root)
    await set_up(http, admin)
    return admin


async def test_a_run_gets_vectors_that_its_organization_pays(
    http: Http, enabled: Headers, running: Runtime, scripted: ScriptedProvider
) -> None:
    """The default key's provider makes none, so the other key's is asked."""
    await add_key(http, enabled, "Anthropic")
    await add_key(http, enabled, "OpenAI")

    one, other = await answered(running, "member", "ai.embed", texts=["a printer", "A printer!"])

    assert one == other
    report = (await http("get_ai_usage", headers=enabled)).json
    (group,) = report["groups"]
    assert (group["group"], group["calls"]) == ("text-embedding-3-small", 1)
    assert group["inputTokens"] == scripted.usage[0].input_tokens
    assert group["costMicros"] == 1


async def test_the_organization_chooses_the_model(
    http: Http, enabled: Headers, running: Runtime, scripted: ScriptedProvider
) -> None:
    await add_key(http, enabled, "OpenAI")
    await set_up(http, enabled, embeddingModel="OpenAI/text-embedding-3-large")

    await answered(running, "member", "ai.embed", texts=["a printer"])

    (group,) = (await http("get_ai_usage", headers=enabled)).json["groups"]
    assert group["group"] == "text-embedding-3-large"
    assert scripted.embedded[0].texts == ("a printer",)


async def test_without_a_key_that_makes_vectors_there_are_none(
    http: Http, enabled: Headers, running: Runtime, scripted: ScriptedProvider
) -> None:
    await add_key(http, enabled, "Anthropic")

    with pytest.raises(Conflict, match="no key"):
        await answered(running, "member", "ai.embed", texts=["a printer"])
    assert scripted.embedded == []


async def test_a_budget_holds_before_a_call(
    http: Http, enabled: Headers, running: Runtime, scripted: ScriptedProvider
) -> None:
    await add_key(http, enabled, "OpenAI")
    await set_up(http, enabled, monthlyDollars=0)

    with pytest.raises(BudgetExceeded):
        await answered(running, "member", "ai.embed", texts=["a printer"])
    assert scripted.embedded == []


@pytest.mark.parametrize("texts", [[], [""], ["  "], ["a"] * 97, ["a" * 20_001]])
async def test_texts_have_bounds(
    http: Http, enabled: Headers, running: Runtime, texts: list[str]
) -> None:
    await add_key(http, enabled, "OpenAI")

    with pytest.raises(InvalidInput):
        await answered(running, "member", "ai.embed", texts=texts)
