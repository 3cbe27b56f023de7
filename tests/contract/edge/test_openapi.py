"""The API's description of itself."""

import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from functions.app import API
from functions.auth.about import About
from functions.auth.access import Access
from functions.edge import openapi
from functions.edge.endpoint import Route
from tests.contract.client import KEY_HEADERS, Http

pytestmark = pytest.mark.sampled(one_of=2)

ROUTES = [route for group in API for route in group.all]
COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"
PLATFORM = openapi.document(ROUTES)


def test_it_is_valid() -> None:
    OpenAPIV31SpecValidator(PLATFORM).validate()  # pyright: ignore[reportArgumentType]


def test_the_committed_document_is_the_generated_one() -> None:
    """After a change of the API: python -m local.openapi"""
    assert json.loads(COMMITTED.read_text()) == PLATFORM


def test_every_route_is_in_it() -> None:
    described = {
        (method, path) for path, operations in _paths(PLATFORM).items() for method in operations
    }

    assert described == {(r.method.lower(), f"/{r.address}") for r in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_it_says_who_may_call_a_route(route: Route) -> None:
    operation: dict[str, object] = _paths(PLATFORM)[f"/{route.address}"][route.method.lower()]  # pyright: ignore
    schemes = {name for way in operation["security"] for name in way}  # pyright: ignore
    answers: set[str] = set(operation["responses"])  # pyright: ignore

    expected = set[str]() if route.access is Access.ANYONE else {"signIn", "token"}
    if route.access is Access.KEY:
        expected = {"functionKey", "functionKeyInQuery"}
    assert str(operation["description"]).startswith(f"For {route.access.value}. About ")
    assert operation["x-bifrost-about"] == route.about.name.lower()
    names = [parameter["name"] for parameter in operation["parameters"]]  # pyright: ignore
    takes_organization = route.about is About.ORGANIZATION and route.access is not Access.ANYONE
    assert ("X-Organization-Id" in names) == takes_organization
    assert schemes == (expected | {"apiKey"} if route.keys else expected)
    assert (route.access is Access.ANYONE) or {"401", "403"} <= answers


async def test_a_stranger_sees_the_platforms_routes_only(http: Http) -> None:
    answer = await http("get_openapi", headers={})

    assert answer.json == PLATFORM
    assert b"succeeds" not in answer.body


async def test_whoever_has_a_key_sees_each_workflow_with_its_parameters(http: Http) -> None:
    answer = await http("get_openapi_with_workflows", headers=KEY_HEADERS)

    OpenAPIV31SpecValidator(answer.json).validate()
    run = answer.json["paths"]["/api/workflows/refuses"]["post"]
    schema = run["requestBody"]["content"]["application/json"]["schema"]
    assert schema["required"] == ["reason"]
    assert run["security"][0] == {"functionKey": []}
    assert "/api/workflows/{name}/executions" in answer.json["paths"]


@pytest.mark.parametrize("scheme", ["functionKey", "apiKey"])
def test_credentials_are_described(scheme: str) -> None:
    schemes = PLATFORM["components"]["securitySchemes"]  # pyright: ignore
    assert schemes[scheme]["type"] == "apiKey"  # pyright: ignore


async def test_the_page_loads_nothing_from_elsewhere(http: Http) -> None:
    page = await http("get_docs", headers={})
    script = await http("get_docs_asset", {"asset": "swagger-ui-bundle.js"}, headers={})
    style = await http("get_docs_asset", {"asset": "swagger-ui.css"}, headers={})

    assert page.headers["content-type"].startswith("text/html")
    assert b"http" not in page.body.replace(b"<!doctype html>", b"")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert len(script.body) > 1_000_000
    assert style.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("asset", ["../main.py", "..%2fmain.py", "favicon-32x32.png", "start"])
async def test_no_other_file_can_be_asked_for(http: Http, asset: str) -> None:
    answer = await http("get_docs_asset", {"asset": asset}, headers={})

    assert answer.status == 404


def _paths(document: openapi.Document) -> dict[str, dict[str, object]]:
    return document["paths"]  # pyright: ignore


def test_events_are_described_with_the_data_that_they_carry() -> None:
    success = json.loads(json.dumps(PLATFORM))["paths"]["/api/executions/{execution_id}/events"][
        "get"
    ]["responses"]["200"]
    stream = success["content"]["text/event-stream"]
    models: dict[str, object] = PLATFORM["components"]["schemas"]  # pyright: ignore

    assert stream["schema"]["type"] == "string"
    for event in ("status", "log"):
        assert f"`{event}`" in stream["schema"]["description"]
        assert stream["x-events"][event]["$ref"].rpartition("/")[2] in models
