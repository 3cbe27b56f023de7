"""Any query, body and name in a path, at every route: never a fault of ours."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.app import API
from functions.edge.endpoint import Route
from tests.contract.client import Http
from tests.contract.edge.access_matrix import SAMPLES

pytestmark = pytest.mark.sampled(one_of=2)

ROUTES = [route for group in API for route in group.all]
#: Those whose names come from the path or whose values come from the query.
READS = [route for route in ROUTES if route.method == "GET"]
CHANGES = [route for route in ROUTES if route.method != "GET"]
#: What broke platforms before: ends of ranges, half letters, keys of tables, other alphabets.
NASTY = [
    *("", " ", "\x00", "\ud800", "'", "|", "~", "..", "%2F", "/", "\\", "🙂", "ß", "\uff11\uff12"),
    *("-1", "0", "1e9", "9" * 400, "NaN", "null", "true", "0x10", "1_000", "\u0663"),
    *("0001-01-01", "9999-12-31", "0001-01-01T00:00:00+23:59", "2026-11-28T10:00", "24:00"),
    *("a" * 5000, "GLOBAL", "global", "code", "[]", "{}", "00000000-0000-0000-0000-000000000000"),
]
ANY_TEXT = st.sampled_from(NASTY) | st.text(max_size=40)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)
BOUNDED = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _path(route: Route) -> list[str]:
    return [one.name for one in route.arguments.all if one.location == "path"]


async def _ask(http: Http, route: Route, data: Any, headers: Mapping[str, str]) -> None:
    names = [one.name for one in route.arguments.all if one.location == "query"]
    named = st.dictionaries(st.sampled_from([*names, "code", "other"]), ANY_TEXT, max_size=4)
    whole = {name: SAMPLES[name] for name in _path(route) if name in SAMPLES}
    paths = st.fixed_dictionaries(dict.fromkeys(_path(route), ANY_TEXT))
    path = data.draw(paths | st.just(whole) if len(whole) == len(_path(route)) else paths)
    body = data.draw(_bodies(route)) if route.method != "GET" else None
    sent = {**headers, **data.draw(st.sampled_from([{}, {"x-organization-id": "acme"}]))}
    answer = await http(
        route.name, path, query=data.draw(named), body=body, headers=sent, method=route.method
    )
    assert answer.status < 500 or answer.status == 503, answer.body


def _bodies(route: Route) -> st.SearchStrategy[bytes]:
    """Any JSON, and objects with the names that the route knows."""
    properties: list[str] = []
    for one in route.arguments.all:
        if one.location == "body":
            schema = one.adapter().json_schema()
            properties = [*schema.get("properties", {})]
    known = st.sampled_from([*properties, "other"])
    shaped = st.dictionaries(known, ANY_JSON, max_size=6)
    return st.one_of(ANY_JSON, shaped, shaped).map(lambda found: json.dumps(found).encode())


@pytest.mark.parametrize("route", READS, ids=lambda route: route.name)
@given(data=st.data())
@BOUNDED
async def test_any_query_and_name_is_answered(
    http: Http, root: Mapping[str, str], route: Route, data: Any
) -> None:
    await _ask(http, route, data, root)


@pytest.mark.parametrize("route", CHANGES, ids=lambda route: route.name)
@given(data=st.data())
@BOUNDED
async def test_any_body_and_name_is_answered(
    http: Http, root: Mapping[str, str], route: Route, data: Any
) -> None:
    await _ask(http, route, data, root)
