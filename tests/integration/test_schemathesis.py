# pyright: basic, reportAttributeAccessIssue=false
"""The API's own description against the real host: no fault of ours, and answers as documented.

Small by default. BIFROST_SCHEMA_EXAMPLES says how many requests of each kind go to a route.
"""

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from functions.app import API
from functions.edge import openapi
from local.demo import DEMO_USERS
from local.stack import Stack, StackOptions, running

pytestmark = pytest.mark.sampled(one_of=4)

EXAMPLES = int(os.environ.get("BIFROST_SCHEMA_EXAMPLES", "3"))
DOCUMENT = openapi.document([route for group in API for route in group.all])
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = {
    result.ok().definition.raw["operationId"]: result.ok() for result in SCHEMA.get_all_operations()
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: Where installations would look for packages, whose names are made up here.
NOWHERE = "http://127.0.0.1:9/simple"


@schemathesis.serializer("application/zip")
def as_bytes(_: Any, value: Any) -> bytes:
    """What is generated for a zip is no zip: it has to be refused as such."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@pytest.fixture(scope="module")
def host(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Stack]:
    """A platform of its own, which whatever is sent may change."""
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace), "BIFROST_PACKAGE_INDEX": NOWHERE}
    data = tmp_path_factory.mktemp("schema")
    with running(StackOptions(data, environment=chosen)) as started:
        yield started


@pytest.fixture(scope="module")
def administrator(host: Stack) -> dict[str, str]:
    """Everything at once: a platform administrator's sign-in, and the function key."""
    user = DEMO_USERS[0].email
    answer = httpx.get(f"{host.url}/.auth/login/dev", params={"user": user})
    cookie = answer.headers["set-cookie"].partition(";")[0]
    return {"cookie": cookie, "x-functions-key": "test"}


@pytest.fixture
def credentials(request: pytest.FixtureRequest, administrator: dict[str, str]) -> dict[str, str]:
    return administrator if request.param else {}


@pytest.mark.parametrize("credentials", [True, False], indirect=True, ids=["known", "stranger"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_is_as_documented(host: Stack, credentials: dict[str, str], name: str) -> None:
    operation: Any = OPERATIONS[name]

    @given(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        if operation.body or list(operation.iter_parameters())
        else operation.as_strategy()
    )
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=EXAMPLES <= 3,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.filter_too_much,
            HealthCheck.data_too_large,
        ],
    )
    def ask(case: Any) -> None:
        case.headers = {
            key: value
            for key, value in (case.headers or {}).items()
            if key.lower() not in credentials
        }
        response = case.call(base_url=host.url, headers=credentials, timeout=60)
        case.validate_response(response, checks=CHECKS)

    ask()
