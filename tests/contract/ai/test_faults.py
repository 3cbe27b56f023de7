"""What goes wrong at a provider is one kind of fault, whichever it is, and holds no key."""

import asyncio
import time
from contextlib import aclosing

import pytest
from aiohttp import web
from pydantic import SecretStr

from shared.models.ai.answers import Delta
from shared.models.ai.endpoints import Endpoint, ProviderName
from shared.models.ai.messages import ModelRequest, user
from shared.services.ai.child import ChildProvider
from shared.services.ai.faults import FaultKind, ModelFault
from tests.contract.ai.model_site import KEY, Reply, Tooled, model_site
from tests.contract.outside_site import site

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROVIDERS = [*ProviderName]
ASKED = ModelRequest(messages=(user("Hello"),))
WORDS = {"error": {"message": f"no: {KEY}", "type": "error"}}
REPLIES: dict[str, tuple[Reply, FaultKind]] = {
    "401": (Reply(status=401, body=WORDS), FaultKind.KEY),
    "403": (Reply(status=403, body=WORDS), FaultKind.KEY),
    "404": (Reply(status=404, body=WORDS), FaultKind.MODEL),
    "400": (Reply(status=400, body=WORDS), FaultKind.INVALID),
    "413": (Reply(status=413, body=WORDS), FaultKind.INVALID),
    "422": (Reply(status=422, body=WORDS), FaultKind.INVALID),
    "a redirect": (
        Reply(status=302, body={}, headers={"Location": "http://127.0.0.1:1/"}),
        FaultKind.INVALID,
    ),
    "408": (Reply(status=408, body=WORDS), FaultKind.TROUBLE),
    "429": (Reply(status=429, body=WORDS, headers={"Retry-After": "7"}), FaultKind.LIMITED),
    "500": (Reply(status=500, body=WORDS), FaultKind.TROUBLE),
    "529": (Reply(status=529, body=WORDS), FaultKind.TROUBLE),
    "no words": (Reply(status=503, body="?"), FaultKind.TROUBLE),
    "no end": (Reply(text=["Sunny."], stop=None), FaultKind.UNFINISHED),
    "nothing": (Reply(stop=None), FaultKind.UNFINISHED),
    "a dropped connection": (Reply(text=["Sun", "ny."], drop=3), FaultKind.UNFINISHED),
    "no JSON": (Reply(raw=b"event: message_start\ndata: {oh\n\n"), FaultKind.MALFORMED),
    "no object": (Reply(raw=b"event: message_start\ndata: 7\n\n"), FaultKind.MALFORMED),
    "a cut tool call": (
        Reply(tools=[Tooled("t", '{"a')], stop="length"),
        FaultKind.LENGTH,
    ),
}


async def fault_of(models: ChildProvider, endpoint: Endpoint) -> tuple[list[Delta], ModelFault]:
    """What came before the fault, and the fault."""
    deltas: list[Delta] = []
    try:
        async for delta in models.stream(endpoint, ASKED):
            deltas += [delta]
    except ModelFault as error:
        return deltas, error
    raise AssertionError("the answer came")


@pytest.mark.parametrize("case", REPLIES)
@pytest.mark.parametrize("name", PROVIDERS)
async def test_a_fault_has_its_kind(models: ChildProvider, name: ProviderName, case: str) -> None:
    reply, kind = REPLIES[case]
    async with model_site(reply) as made:
        deltas, fault = await fault_of(models, made.endpoint(name))

        assert fault.kind is kind, str(fault)
        assert KEY not in str(fault)
        assert len(made.asked) == 1  # the SDK does not try again by itself
        assert all(delta.kind != "done" for delta in deltas)


async def test_the_provider_says_when_to_come_again(models: ChildProvider) -> None:
    async with model_site(REPLIES["429"][0]) as made:
        _, fault = await fault_of(models, made.endpoint(ProviderName.OPENAI))

    assert fault.retry_after == 7


@pytest.mark.parametrize("name", [ProviderName.OPENAI, ProviderName.ANTHROPIC])
async def test_an_event_of_the_stream_can_say_what_is_wrong(
    models: ChildProvider, name: ProviderName
) -> None:
    error = b'event: error\ndata: {"type": "error", "error": {"type": "overloaded_error"}}\n\n'
    async with model_site(Reply(raw=error)) as made:
        _, fault = await fault_of(models, made.endpoint(name))

    assert fault.kind is FaultKind.TROUBLE


@pytest.mark.parametrize("name", PROVIDERS)
async def test_an_answer_that_is_too_large_is_given_up(
    models: ChildProvider, name: ProviderName
) -> None:
    raw = b": " + b"x" * (17 * 1024 * 1024) + b"\n\n"
    async with model_site(Reply(raw=raw)) as made:
        _, fault = await fault_of(models, made.endpoint(name))

    assert fault.kind is FaultKind.TOO_LARGE


async def test_a_compressed_answer_is_refused(models: ChildProvider) -> None:
    async with model_site(Reply(text=["a"], headers={"Content-Encoding": "gzip"})) as made:
        _, fault = await fault_of(models, made.endpoint(ProviderName.OPENAI))

    assert fault.kind is FaultKind.TOO_LARGE


async def test_nobody_there_is_said(models: ChildProvider) -> None:
    _, fault = await fault_of(models, _at("http://127.0.0.1:1/v1", by_operator=True))

    assert fault.kind is FaultKind.UNREACHABLE


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/v1",
        "https://127.0.0.1:{port}/v1",
        "https://localhost:{port}/v1",
        "https://169.254.169.254/v1",
        "https://[::1]:{port}/v1",
        "http://example.com/v1",
    ],
)
async def test_an_organization_reaches_public_addresses_only(
    models: ChildProvider, name: ProviderName, url: str
) -> None:
    async with model_site(Reply(text=["never"])) as made:
        address = url.format(port=made.place.rpartition(":")[2])
        endpoint = _at(address, by_operator=False).model_copy(update={"provider": name})
        _, fault = await fault_of(models, endpoint)

        assert fault.kind is FaultKind.BLOCKED
        assert made.asked == []


async def test_a_stop_ends_the_call_at_the_provider(models: ChildProvider) -> None:
    ended = asyncio.Event()

    async def slowly(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            while True:
                chunk = b'data: {"choices": [{"delta": {"content": "x"}}]}\n\n'
                await response.write(chunk)
                await asyncio.sleep(0.01)
        finally:
            ended.set()

    async with site(slowly) as made:
        endpoint = _at(f"{made.url}/v1", by_operator=True)
        async with aclosing(models.stream(endpoint, ASKED)) as deltas:
            async for _ in deltas:
                break
        async with asyncio.timeout(5):
            await ended.wait()


async def test_many_calls_at_once_do_not_wait_for_one_another(models: ChildProvider) -> None:
    reply = Reply(text=["a"] * 5, pause=0.1)
    async with model_site(reply) as made:
        endpoint = made.endpoint(ProviderName.OPENAI)
        [_ async for _ in models.stream(endpoint, ASKED)]
        started = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for _ in range(20):
                group.create_task(_all(models, endpoint))

    assert time.monotonic() - started < 10  # one after the other, they would take 16


async def _all(models: ChildProvider, endpoint: Endpoint) -> None:
    [_ async for _ in models.stream(endpoint, ASKED)]


def _at(url: str, *, by_operator: bool) -> Endpoint:
    return Endpoint(
        provider=ProviderName.OPENAI,
        url=url,
        key=SecretStr(KEY),
        model="m",
        by_operator=by_operator,
    )
