"""The HTTP edge: what every route does with a request, whatever it is about."""

import json
import logging
import re
from collections.abc import Mapping

import azure.functions as func
import pytest

from functions.auth.about import About
from functions.auth.access import Access
from functions.composition import Runtime
from functions.edge.endpoint import Routes
from shared.call import Call
from shared.errors import Unavailable
from shared.models.base import Model
from tests.contract.client import Http, by_name
from tests.contract.users import add_user, signed_in


class Greeting(Model):
    first_name: str


routes = Routes()


@routes.endpoint(
    "POST", "greet", allow=Access.ANYONE, about=About.PLATFORM, status=201, body_limit=64
)
async def greet(_: Call, body: Greeting, times_to_say: int = 1) -> Greeting:
    return Greeting(first_name=body.first_name * times_to_say)


@routes.endpoint("GET", "repeat", allow=Access.ANYONE, about=About.PLATFORM)
async def repeat(_: Call, times: int) -> int:
    return times


@routes.endpoint("GET", "break", allow=Access.ANYONE, about=About.PLATFORM)
async def break_down(_: Call) -> int:
    raise RuntimeError("AccountKey=secret")


@routes.endpoint("GET", "wait", allow=Access.ANYONE, about=About.PLATFORM)
async def wait_for_storage(_: Call) -> int:
    raise Unavailable("Table Storage did not answer")


@routes.endpoint("GET", "scope", allow=Access.USER, about=About.ORGANIZATION)
async def scope_of(call: Call, refuse: bool = False) -> str:
    if refuse:
        raise Unavailable("Table Storage did not answer")
    return call.caller.scope


@pytest.fixture(scope="module")
def made() -> Mapping[str, func.Function]:
    app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
    app.register_functions(routes.blueprint)
    return by_name(app)


@pytest.fixture
def http(made: Mapping[str, func.Function], running: Runtime) -> Http:
    assert running
    return Http(made)


JSON = {"content-type": "application/json"}


async def test_names_are_camel_case_on_the_wire(http: Http) -> None:
    query = {"timesToSay": "2"}

    answer = await http("greet", body={"firstName": "Ada"}, query=query, headers=JSON)

    assert (answer.status, answer.json) == (201, {"firstName": "AdaAda"})
    assert answer.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/merge+json"])
async def test_kinds_of_json_are_json(http: Http, kind: str) -> None:
    answer = await http("greet", body={"firstName": "Ada"}, headers={"content-type": kind})

    assert answer.status == 201


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_another_content_type_is_415(http: Http, kind: str) -> None:
    answer = await http("greet", body={"firstName": "Ada"}, headers={"content-type": kind})

    assert (answer.status, answer.json["error"]) == (415, "UnsupportedMediaType")
    assert "application/json" in answer.json["message"]


async def test_too_large_a_body_is_413(http: Http) -> None:
    answer = await http("greet", body={"firstName": "x" * 100}, headers=JSON)

    assert (answer.status, answer.json["error"]) == (413, "TooLarge")
    assert "at most 64" in answer.json["message"]


async def test_every_fault_is_in_the_details(http: Http) -> None:
    answer = await http("greet", body={"last_name": 1}, query={"timesToSay": "often"}, headers=JSON)

    assert answer.status == 400
    assert [detail["location"] for detail in answer.json["details"]] == [
        ["body", "firstName"],
        ["body", "last_name"],
        ["query", "timesToSay"],
    ]


async def test_a_missing_query_parameter_is_named(http: Http) -> None:
    answer = await http("repeat", headers={})

    assert answer.json["details"] == [
        {"location": ["query", "times"], "message": "this is required"}
    ]


async def test_a_request_id_is_echoed_or_made(http: Http) -> None:
    given = await http("repeat", query={"times": "1"}, headers={"X-Request-Id": "abc-1.2_3"})
    made = await http("repeat", query={"times": "1"}, headers={})

    assert given.headers["x-request-id"] == "abc-1.2_3"
    assert len(made.headers["x-request-id"]) == 32


@pytest.mark.parametrize("given", ["a b", "x" * 129, "<script>", "a\nb"])
async def test_an_unusable_request_id_is_replaced(http: Http, given: str) -> None:
    answer = await http("repeat", query={"times": "1"}, headers={"X-Request-Id": given})

    assert answer.status == 200
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-request-id"])


async def test_a_fault_of_ours_says_nothing_of_its_reason(
    http: Http, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = await http("break_down", headers={"X-Request-Id": "r1"})

    assert (answer.status, answer.json["error"]) == (500, "InternalError")
    assert b"secret" not in answer.body
    assert answer.json["requestId"] == "r1"
    assert any(record.exc_info for record in caplog.records)


async def test_a_fault_outside_is_503_with_when_to_come_back(http: Http) -> None:
    answer = await http("wait_for_storage", headers={})

    assert (answer.status, answer.json["error"]) == (503, "Unavailable")
    assert answer.json["message"] == "Table Storage did not answer"
    assert answer.headers["retry-after"] == "5"


async def test_an_error_has_one_shape(http: Http) -> None:
    answers = [
        await http("repeat", headers={}),
        await http("break_down", headers={}),
        await http("wait_for_storage", headers={}),
    ]

    for answer in answers:
        assert set(answer.json) - {"details"} == {"error", "message", "requestId"}
        assert answer.headers["content-type"].startswith("application/json")
        assert json.loads(answer.body)["requestId"] == answer.headers["x-request-id"]


def test_a_route_without_an_access_decision_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="allow"):
        routes.endpoint("GET", "open")  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize("query", [{}, {"refuse": "true"}])
async def test_every_answer_names_the_organization_that_it_acted_in(
    http: Http, root: Mapping[str, str], query: Mapping[str, str]
) -> None:
    in_acme = {**root, "x-organization-id": "acme"}

    assert await acted_in(http, root, query) == "GLOBAL"
    assert await acted_in(http, in_acme, query) == "acme"


async def test_no_answer_names_an_organization_that_did_not_let_the_caller_in(
    http: Http, running: Runtime
) -> None:
    await add_user(running.platform.directory.users, "ada", {"acme": "member"})

    assert await acted_in(http, signed_in("ada")) == "acme"
    assert await acted_in(http, signed_in("ada", "globex")) is None
    assert await acted_in(http, {}) is None
    assert "x-bifrost-organization" not in (await http("repeat", query={"times": "1"})).headers


async def acted_in(
    http: Http, headers: Mapping[str, str], query: Mapping[str, str] | None = None
) -> str | None:
    answer = await http("scope_of", headers=headers, query=query or {})
    return answer.headers.get("x-bifrost-organization")
