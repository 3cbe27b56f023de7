"""Bodies in whatever shape they come: encodings, charsets, bounds, and what JSON is not sure of."""

import asyncio
import gzip
import json
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress

import azure.functions as func
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from functions.app import API
from functions.auth.about import About
from functions.auth.access import Access
from functions.composition import Runtime
from functions.edge import arguments
from functions.edge.charset import utf8
from functions.edge.content_encoding import decompressed
from functions.edge.endpoint import BODY_LIMIT, LARGE_BODY_LIMIT, Routes
from functions.edge.json_bounds import MOST_VALUES, require_bounded
from shared.call import Call
from shared.errors import InvalidInput, TooLarge, UnsupportedMediaType
from shared.models.base import Model
from tests.contract.client import Http, by_name

JSON = "application/json"
TEXT = {"name": "Grüße, Ada €"}


class Named(Model):
    name: str


routes = Routes()


@routes.endpoint("POST", "echo", allow=Access.ANYONE, about=About.PLATFORM)
async def echo(_: Call, body: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return body


@routes.endpoint(
    "POST", "name", allow=Access.ANYONE, about=About.PLATFORM, body_limit=LARGE_BODY_LIMIT
)
async def name_it(_: Call, body: Named) -> str:
    return body.name


@pytest.fixture(scope="module")
def made() -> Mapping[str, func.Function]:
    app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
    app.register_functions(routes.blueprint)
    return by_name(app)


@pytest.fixture
def http(made: Mapping[str, func.Function], running: Runtime) -> Http:
    assert running
    return Http(made)


def headers(kind: str = JSON, encoding: str = "") -> dict[str, str]:
    return {"content-type": kind, **({"content-encoding": encoding} if encoding else {})}


@pytest.mark.parametrize(
    ("charset", "kind"),
    [
        ("utf-8", JSON),
        ("utf-8-sig", JSON),
        ("utf-16", JSON),
        ("utf-16-le", JSON),
        ("utf-16-be", JSON),
        ("utf-32", JSON),
        ("utf-8", f'{JSON}; charset="UTF-8"'),
        ("utf-8-sig", f"{JSON}; charset=utf-8"),
        ("utf-16", f"{JSON}; charset=UTF-16"),
        ("utf-16-le", f"{JSON}; charset=utf-16le"),
        ("cp1252", f"{JSON}; charset=windows-1252"),
        ("iso8859-15", f"{JSON};charset=ISO-8859-15"),
        ("utf-8", "text/json"),
        ("utf-8", "application/problem+json; charset=utf8"),
    ],
)
async def test_a_text_is_read_in_the_charset_that_it_is_in(
    http: Http, charset: str, kind: str
) -> None:
    body = json.dumps(TEXT, ensure_ascii=False).encode(charset)

    answer = await http("echo", body=body, headers=headers(kind))

    assert (answer.status, answer.json) == (200, TEXT)


@pytest.mark.parametrize("charset", ["klingon", "rot13", "idna", "hex", "utf-7", "x" * 5000, "a\0"])
async def test_another_charset_is_415_with_its_name(http: Http, charset: str) -> None:
    answer = await http("echo", body=b"{}", headers=headers(f"{JSON}; charset={charset}"))

    assert answer.status == 415
    assert "send it in UTF-8" in answer.json["message"]
    assert len(answer.body) < 500


@pytest.mark.parametrize("body", [b'{"name": "\xff"}', b"\xff\xfe{", b"\xef\xbb\xbf\xff"])
async def test_what_is_not_in_its_charset_is_400_with_the_place(http: Http, body: bytes) -> None:
    answer = await http("echo", body=body, headers=headers())

    assert answer.status == 400
    assert "send it in UTF-8" in answer.json["message"] or answer.json["details"]


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf", b" \n", "\ufeff".encode("utf-16-le")])
async def test_nothing_after_a_mark_is_nothing(http: Http, body: bytes) -> None:
    answer = await http("echo", body=body, headers=headers())

    assert (answer.status, answer.json) == (200, {})


def _raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(json.dumps(TEXT).encode())),
        (
            "GZIP",
            gzip.compress(b'{"name": ') + gzip.compress(json.dumps(TEXT["name"]).encode() + b"}"),
        ),
        ("x-gzip, identity", gzip.compress(json.dumps(TEXT).encode())),
        ("deflate", zlib.compress(json.dumps(TEXT).encode())),
        ("deflate", _raw_deflate(json.dumps(TEXT).encode())),
        ("deflate, gzip", gzip.compress(zlib.compress(json.dumps(TEXT).encode()))),
        ("identity", json.dumps(TEXT).encode()),
    ],
    ids=["gzip", "two members", "by its old name", "zlib", "raw", "both", "as it is"],
)
async def test_what_is_compressed_is_read(http: Http, encoding: str, packed: bytes) -> None:
    answer = await http("echo", body=packed, headers=headers(encoding=encoding))

    assert (answer.status, answer.json) == (200, TEXT)


@pytest.mark.parametrize(
    ("encoding", "packed", "status"),
    [
        ("br", b"{}", 415),
        ("gzip, gzip, gzip", b"{}", 415),
        ("zstd;q=1", b"{}", 415),
        ("gzip", b"{}", 400),
        ("gzip", gzip.compress(b"{}")[:-3], 400),
        ("gzip", gzip.compress(b"{}") + b"junk", 400),
        ("deflate", b"{", 400),
        ("gzip", gzip.compress(b"[" + b" " * 50_000_000 + b"]"), 413),
        ("gzip, gzip", gzip.compress(gzip.compress(b" " * 50_000_000)), 413),
        ("deflate", zlib.compress(b" " * (BODY_LIMIT + 1)), 413),
    ],
    ids=[
        "brotli",
        "thrice",
        "with a quality",
        "not packed",
        "cut off",
        "with junk",
        "not deflated",
        "a bomb",
        "a bomb in a bomb",
        "too large",
    ],
)
async def test_what_cannot_be_unpacked_is_refused_in_words(
    http: Http, encoding: str, packed: bytes, status: int
) -> None:
    begun = time.perf_counter()
    answer = await http("echo", body=packed, headers=headers(encoding=encoding))

    assert answer.status == status, answer.body
    assert "body" in answer.body.decode()
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"a": 1, "a": 2}', "'a' twice"),
        (b'{"x": [{"deep": 1, "b": 2, "deep": 1}]}', "'deep' twice"),
        (b'{"a": 1, "\\u0061": 2}', "'a' twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": [-Infinity]}', "-Infinity"),
        (b'{"a": 1e999}', "1e999"),
        (b'{"a": -1e400}', "too large"),
        (b'{"a": ' + b"9" * 2000 + b"}", "2000 digits"),
        (b'{"a": ' * 5000 + b"1" + b"}" * 5000, "deep"),
        (b"[" * 900_000, "body"),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_what_json_does_not_mean_one_thing_by_is_400(
    http: Http, body: bytes, words: str
) -> None:
    answer = await http("echo", body=body, headers=headers())

    assert answer.status in (400, 413), answer.body
    assert words in answer.body.decode()


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "text/xml"]
)
async def test_what_a_simple_form_can_send_is_not_json(http: Http, kind: str) -> None:
    answer = await http("echo", body=b'{"a": 1}', headers=headers(kind))

    assert answer.status == 415
    assert f"send application/json, not {kind}" in answer.json["message"]


HUGE: Mapping[str, bytes] = {
    "unknown keys": b'{"name": "a", ' + b",".join(b'"k%d":1' % n for n in range(700_000)) + b"}",
    "a list of nothing": b'{"name": [' + b",".join([b"0"] * 4_500_000) + b"]}",
    "objects": b'{"name": [' + b",".join([b"{}"] * 3_000_000) + b"]}",
    "brackets": b"[" * 9_000_000,
    "quotes": b'{"name": "' + b'\\"' * 4_000_000,
}


@pytest.mark.alone
@pytest.mark.parametrize("shape", HUGE)
async def test_a_huge_body_holds_nobody_up(http: Http, shape: str) -> None:
    """What is refused is refused soon, and the loop goes on meanwhile."""
    gaps: list[float] = []

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            gaps.append(time.perf_counter() - before)

    beating = asyncio.create_task(beat())
    begun = time.perf_counter()
    answer = await http("name_it", body=HUGE[shape], headers=headers())
    took = time.perf_counter() - begun
    beating.cancel()

    assert answer.status in (400, 413), answer.body[:200]
    assert took < 2, took
    assert max(gaps, default=0) < 1, max(gaps)


async def test_as_many_faults_as_may_be_are_told_soon(http: Http) -> None:
    keys = b",".join(b'"k%d":1' % n for n in range(MOST_VALUES - 10))

    begun = time.perf_counter()
    answer = await http("name_it", body=b"{" + keys + b"}", headers=headers())

    assert answer.status == 400
    assert len(answer.json["details"]) == arguments.MOST_DETAILS
    assert time.perf_counter() - begun < 3


async def test_a_long_text_is_one_value(http: Http) -> None:
    text = ",[{" * 1_000_000 + '\\"'
    body = json.dumps({"name": text}).encode()

    answer = await http("name_it", body=body, headers=headers())

    assert (answer.status, answer.json) == (200, text)


METHODS = ("get", "post", "put", "patch", "delete")


def test_a_megabyte_is_the_bound_unless_a_route_says_more() -> None:
    limits = {route.name: route.arguments.body_limit for group in API for route in group.all}

    assert {name for name, limit in limits.items() if limit > BODY_LIMIT} == {
        *(f"{method}_endpoint" for method in METHODS),
        *(f"{method}_organization_endpoint" for method in METHODS),
        "attach_file",
        "check_workflow_file",
        "try_webhook_source",
        "execute_form",
        "execute_named_workflow",
        "execute_workflow",
        "put_content",
        "rerun_execution",
        "run_author_tests",
        "run_draft",
        "run_workflow",
        "transform_code",
        "upload_files",
        "upload_knowledge_document",
        "write_file",
    }


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(ANY_JSON, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-be"]))
def test_every_json_passes_in_every_charset(value: object, charset: str) -> None:
    content = json.dumps(value, ensure_ascii=False).encode(charset, "surrogatepass")
    try:
        read = utf8(content, JSON)
    except InvalidInput:  # half of a pair, which is no text
        return
    require_bounded(read)
    assert json.loads(read) == value


@given(st.binary(), st.sampled_from(["gzip", "deflate", "gzip, deflate", "br", ""]))
def test_any_bytes_are_read_or_refused(content: bytes, encoding: str) -> None:
    with suppress(InvalidInput, TooLarge, UnsupportedMediaType):
        require_bounded(utf8(decompressed(content, encoding, 1000), JSON))


@given(st.binary(max_size=3000), st.integers(0, 3000))
def test_no_more_than_the_bound_comes_out(content: bytes, limit: int) -> None:
    packed = gzip.compress(content)
    if len(content) <= limit:
        assert decompressed(packed, "gzip", limit) == content
    else:
        with pytest.raises(TooLarge):
            decompressed(packed, "gzip", limit)
