"""The lean client of tables: what it understands, and what it leaves to the SDK."""

import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from azure.core.credentials import AccessToken

from shared.errors import AlreadyExists, Stale, Unavailable
from shared.services.azure.connection import RETRIES, AzureConnection
from shared.services.azure.lean_table import LeanTable, Unclear
from shared.services.azure.signing import Bearer, signer_of
from shared.services.azure.tables import AzureTable
from shared.services.tables import Delete, Insert, Put, Remove, Replace, Row
from shared.settings import Settings

KEY = "Zm9yIHRlc3RzIG9ubHk="
Answers = Callable[[web.Request, int], web.StreamResponse]


@pytest.fixture
async def lean(local_settings: Mapping[str, str]) -> AsyncGenerator[LeanTable]:
    """The directory in Azurite, asked by the lean client alone."""
    connection = AzureConnection(Settings.model_validate(local_settings))
    written = local_settings["AzureWebJobsStorage"]
    parts = dict(part.split("=", 1) for part in written.split(";") if part)
    signer = signer_of(written)
    assert signer is not None
    await AzureTable(connection, "Directory").ping()  # it creates a missing table
    yield LeanTable(connection, signer, f"{parts['TableEndpoint']}/Directory")
    await connection.close()


async def test_it_reads_and_writes_a_real_table(lean: LeanTable) -> None:
    partition = f"o'{uuid4()}"

    first = await lean.insert(partition, "a|'b", {"n": "☃ '1'"})
    second = await lean.replace(partition, "a|'b", {"n": "2"}, etag=first)
    etags = await lean.transaction(
        partition, [Replace("a|'b", {"n": "3"}, second), Insert("x", {}), Put("y", {"n": "4"})]
    )
    removed = await lean.transaction(partition, [Delete("x", etags[1]), Remove("y")])

    found = await lean.get(partition, "a|'b")
    assert isinstance(found, Row)
    assert (found.key, found.columns, found.etag) == ("a|'b", {"n": "3"}, etags[0])
    assert abs(found.written_at - datetime.now(UTC)).total_seconds() < 60
    assert [bool(etag) for etag in removed] == [False, False]
    assert await lean.get(partition, "x") is None


async def test_it_understands_plain_refusals(lean: LeanTable) -> None:
    partition = uuid4().hex
    old = await lean.insert(partition, "a", {})
    await lean.put(partition, "a", {"n": "1"})

    with pytest.raises(AlreadyExists):
        await lean.insert(partition, "a", {})
    with pytest.raises(Stale):
        await lean.replace(partition, "a", {}, etag=old)
    with pytest.raises(Stale):
        await lean.replace(partition, "missing", {}, etag=old)
    with pytest.raises(Unclear):
        await lean.transaction(partition, [Insert("new", {}), Insert("a", {})])
    assert await lean.get(partition, "new") is None


class Store:
    """A server in the place of Table Storage, and the clients whose requests it received."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.asked: list[str] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        agent = request.headers.get("User-Agent", "")
        self.asked.append("sdk" if agent.startswith("azsdk") else "lean")
        await request.read()
        return self._answers(request, len(self.asked))


@asynccontextmanager
async def table_of(store: Store) -> AsyncGenerator[AzureTable]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", store.answer)
    async with TestServer(app) as server:
        address = f"TableEndpoint={server.make_url('/')}"
        connection = AzureConnection(
            Settings.model_validate(
                {"AzureWebJobsStorage": f"AccountName=a;AccountKey={KEY};{address}"}
            )
        )
        yield AzureTable(connection, "Executions")
        await connection.close()


def _no_content(request: web.Request, number: int) -> web.StreamResponse:
    del request, number
    return web.Response(status=204, headers={"ETag": 'W/"1"'})


def _busy_first(request: web.Request, number: int) -> web.StreamResponse:
    if number == 1:
        return web.Response(status=503, headers={"Retry-After": "1"})
    return _no_content(request, number)


def _breaks_first(request: web.Request, number: int) -> web.StreamResponse:
    if number == 1 and request.transport is not None:
        request.transport.close()
    return _no_content(request, number)


def _redirects_first(request: web.Request, number: int) -> web.StreamResponse:
    if number == 1:
        raise web.HTTPTemporaryRedirect("/elsewhere")
    return _no_content(request, number)


async def test_a_plain_success_takes_one_request() -> None:
    store = Store(_no_content)

    async with table_of(store) as table:
        assert await table.insert("p", "k", {}) == 'W/"1"'

    assert store.asked == ["lean"]


@pytest.mark.parametrize("answers", [_busy_first, _breaks_first, _redirects_first])
async def test_what_is_no_plain_answer_is_asked_again_through_the_sdk(answers: Answers) -> None:
    store = Store(answers)

    async with table_of(store) as table:
        assert await table.insert("p", "k", {}) == 'W/"1"'

    assert store.asked == ["lean", "sdk"]


async def test_a_busy_store_is_given_the_time_it_asks_for() -> None:
    store = Store(_busy_first)
    begun = time.monotonic()

    async with table_of(store) as table:
        await table.put("p", "k", {})

    assert time.monotonic() - begun >= 1


def _is_down(request: web.Request, number: int) -> web.StreamResponse:
    del request, number
    return web.Response(status=500)


async def test_an_outage_takes_as_many_attempts_as_the_sdk_makes_alone() -> None:
    store = Store(_is_down)

    async with table_of(store) as table:
        with pytest.raises(Unavailable):
            await table.put("p", "k", {})

    assert store.asked == ["lean", *["sdk"] * RETRIES]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"RowKey":"k"}', b'{"RowKey":"k","Timestamp":"soon"}']
)
async def test_a_row_that_cannot_be_read_is_no_answer(body: bytes) -> None:
    def answers(request: web.Request, number: int) -> web.StreamResponse:
        del request, number
        return web.Response(status=200, body=body)

    store = Store(answers)
    async with table_of(store) as table:
        with pytest.raises(Exception, match=r".+"):
            await table.get("p", "k")

    assert store.asked[0] == "lean"
    assert "sdk" in store.asked


class Identity:
    """An identity whose tokens are valid for some seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self.given = 0

    async def get_token(self, *scopes: str) -> AccessToken:
        assert scopes == ("https://storage.azure.com/.default",)
        self.given += 1
        return AccessToken(f"token{self.given}", int(time.time()) + self.seconds)


async def test_a_token_is_kept_until_shortly_before_it_expires() -> None:
    lasting, short = Identity(3600), Identity(60)

    kept = [await signer.authorization("/p", "now") for signer in [Bearer(lasting)] * 2]
    renewed = [await signer.authorization("/p", "now") for signer in [Bearer(short)] * 2]

    assert kept == ["Bearer token1", "Bearer token1"]
    assert renewed == ["Bearer token1", "Bearer token2"]


def test_a_shared_access_signature_has_no_key_to_sign_with() -> None:
    assert signer_of("TableEndpoint=https://a.example;SharedAccessSignature=sv=1&sig=x%3D") is None
    assert signer_of("UseDevelopmentStorage=true") is None
