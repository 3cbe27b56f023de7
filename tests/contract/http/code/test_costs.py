"""What transformations and help with code ask of the store, once a process is warm."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from functions import runtime
from functions.runtime import compose
from shared.services.ai.scripted import ScriptedProvider
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.code.test_code_help import KEY
from tests.support.counted_stores import CountedStores

FILE = {"path": "a.py", "content": "x = 1\n"}
IMPORT = {"id": "add-import", "name": "httpx"}


@pytest.fixture
def services(services: Services) -> Services:
    return replace(services, ai=ScriptedProvider(lambda _endpoint, _request: '{"findings": []}'))


@pytest.mark.parametrize(
    ("function", "body", "most"),
    [
        pytest.param("list_codemods", None, 0, id="list"),
        pytest.param("transform_code", {"codemod": IMPORT, "files": [FILE]}, 0, id="transform"),
        # The audit log's two, and what the budget sets aside and settles.
        pytest.param("explain_code", FILE, 6, id="explain"),
        pytest.param("review_code", FILE, 6, id="review"),
    ],
)
async def test_a_warm_request_has_few_transactions(
    http: Http,
    root: Mapping[str, str],
    services: Services,
    memory_settings: Settings,
    function: str,
    body: Any,
    most: int,
) -> None:
    headers = root if function in ("list_codemods", "transform_code") else _of_acme(root)
    for scope in (root, _of_acme(root)):
        settings = {"isEnabled": True, "monthlyDollars": 10}
        await http("set_ai_settings", body=settings, headers=scope, method="PUT")
    await http("create_llm_key", body=KEY, headers=_of_acme(root))
    counted = CountedStores()
    warm = compose(memory_settings, counted.over(services))
    runtime.use(warm)
    await http(function, body=body, headers=headers)

    with counted.own() as sent:
        answer = await http(function, body=body, headers=headers)

    assert answer.status == 200, answer.json
    assert len(sent) <= most, sent
    await warm.platform.engine.close()


def _of_acme(root: Mapping[str, str]) -> Mapping[str, str]:
    return {**root, "x-organization-id": "acme"}
