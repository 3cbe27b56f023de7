"""Help with code: a draft that was checked and tested, which nobody but a person saves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.services import Services
from tests.contract.client import Answer as HttpAnswer
from tests.contract.client import Http

Headers = Mapping[str, str]
KEY = {"name": "OpenAI", "key": "sk-of-acme-1234", "model": "gpt-5.4-mini"}
GOOD = """\
from bifrost import config, workflow


@workflow(category="Desk", tags=["desk"])
async def desk(name: str) -> str:
    \"\"\"Greet a person.\"\"\"
    return f"{await config.get('greeting')}, {name}"
"""
TEST = """\
from bifrost import testing
from desk import desk


def test_it_greets():
    with testing.running(config={"greeting": "Hello"}):
        assert testing.run_sync(desk, name="Ada") == "Hello, Ada"
"""


def written(content: str, test: str = TEST) -> str:
    return json.dumps({"content": content, "test": test, "notes": "It greets."})


@pytest.fixture
def said() -> list[Answer]:
    """What the model answers, in this order."""
    return []


@pytest.fixture
def models(said: list[Answer]) -> ScriptedProvider:
    return ScriptedProvider(lambda _endpoint, _request: said.pop(0))


@pytest.fixture
def services(services: Services, models: ScriptedProvider) -> Services:
    return replace(services, ai=models)


@dataclass
class Help:
    """The routes, as a platform administrator calls them for acme."""

    http: Http
    root: Headers

    async def __call__(self, function: str, **body: object) -> HttpAnswer:
        headers = {**self.root, "x-organization-id": "acme"}
        return await self.http(function, body=body, headers=headers)

    async def draft(self, function: str = "generate_code", **body: object) -> Any:
        answer = await self(function, **{"path": "desk.py", **body})
        assert answer.status == 200, answer.json
        return answer.json


@pytest.fixture
async def helped(http: Http, root: Headers) -> Help:
    for headers in (root, {**root, "x-organization-id": "acme"}):
        body = {"isEnabled": True, "monthlyDollars": 10}
        answer = await http("set_ai_settings", body=body, headers=headers, method="PUT")
        assert answer.status == 200, answer.json
    answer = await http("create_llm_key", body=KEY, headers={**root, "x-organization-id": "acme"})
    assert answer.status == 201, answer.json
    return Help(http, root)


async def test_a_draft_has_passed_its_checks_and_tests_and_is_not_saved(
    helped: Help, said: list[Answer], files: dict[str, str]
) -> None:
    said.append(written(GOOD))

    found = await helped.draft(prompt="Greet people.")

    assert (found["isClean"], found["rounds"], found["findings"]) == (True, 1, [])
    assert [test["outcome"] for test in found["tests"]["tests"]] == ["passed"]
    assert [file["path"] for file in found["files"]] == ["desk.py", "test_desk.py"]
    assert found["files"][0]["diff"].startswith("--- /dev/null\n+++ b/desk.py\n")
    assert found["asked"] == {"model": "gpt-5.4-mini", "provider": "OpenAI", "paths": []}
    assert "desk.py" not in files


async def test_what_the_checks_find_goes_back_to_the_model(
    helped: Help, said: list[Answer], models: ScriptedProvider
) -> None:
    invented = GOOD.replace("config.get('greeting')", "config.fetch('greeting')")
    said += [written("def (:"), written(invented), written(GOOD, "x = 1\n"), written(GOOD)]

    found = await helped.draft(prompt="Greet people.")

    assert (found["isClean"], found["rounds"]) == (True, 4)
    told = [asked.request.messages[-1].text for asked in models.asked[1:]]
    assert "line 1:" in told[0]
    assert "line 7: bifrost has no config.fetch" in told[1]
    assert "the files have no tests" in told[2]


async def test_faults_that_are_left_are_shown(helped: Help, said: list[Answer]) -> None:
    wrong = GOOD.replace("Hello", "Hello").replace("{name}", "nobody")
    said += [written(wrong)] * 4

    found = await helped.draft(prompt="Greet people.")

    assert (found["isClean"], found["rounds"]) == (False, 4)
    [test] = found["tests"]["tests"]
    assert (test["outcome"], "Hello, nobody" in test["message"]) == ("failed", True)


async def test_tests_of_a_draft_reach_neither_network_nor_platform(
    helped: Help, said: list[Answer]
) -> None:
    theft = """\
import os, socket, asyncio
from bifrost import secrets

def test_network():
    socket.create_connection(("192.0.2.1", 443), 1)

def test_platform():
    asyncio.run(secrets.get("token"))

def test_environment():
    assert not [name for name in os.environ if "KEY" in name or "BIFROST" in name]
"""
    said += [written(GOOD, theft)] * 4

    found = await helped.draft(prompt="Greet people.")

    outcomes = {test["name"]: test["outcome"] for test in found["tests"]["tests"]}
    assert outcomes == {
        "test_network": "failed",
        "test_platform": "failed",
        "test_environment": "passed",
    }


async def test_the_prompt_has_the_names_of_this_organization_only(
    helped: Help, http: Http, root: Headers, said: list[Answer], models: ScriptedProvider
) -> None:
    acme = {**root, "x-organization-id": "acme"}
    for headers, key in ((root, "of_global"), (acme, "of_acme")):
        config = {"key": key, "type": "string", "value": f"kept-to-itself {key}"}
        assert (await http("set_config", body=config, headers=headers)).status in (200, 201)
    said.append(written(GOOD))

    await helped.draft(prompt="Greet people.")

    prompt = models.asked[0].request.model_dump_json()
    assert "of_acme" in prompt
    for other in ("of_global", "kept-to-itself", "sk-of-acme"):
        assert other not in prompt


async def test_tests_are_written_for_a_file_that_stays_as_it_is(
    helped: Help, said: list[Answer], models: ScriptedProvider, files: dict[str, str]
) -> None:
    files["desk.py"] = GOOD
    said.append(written(GOOD))

    found = await helped.draft("generate_tests")

    assert [bool(file["diff"]) for file in found["files"]] == [False, True]
    assert found["files"][0]["etag"]
    assert '<file path="desk.py">' in models.asked[0].request.messages[0].text


async def test_a_failed_run_is_mended_with_its_error(
    helped: Help, http: Http, said: list[Answer], models: ScriptedProvider, files: dict[str, str]
) -> None:
    files["desk.py"] = GOOD.replace("await config.get('greeting')", "1 / 0")
    headers = {**helped.root, "x-organization-id": "acme"}
    run = {"workflowName": "desk", "inputData": {"name": "Ada"}}
    ended = await http("execute_named_workflow", body=run, headers=headers)
    assert ended.json["status"] == "Failed", ended.json
    said.append(written(GOOD))

    found = await helped.draft("fix_code", executionId=ended.json["executionId"])

    assert found["isClean"]
    asked = models.asked[0].request.messages[0].text
    assert "ZeroDivisionError: division by zero" in asked
    other = await http(
        "fix_code",
        body={"path": "desk.py", "executionId": ended.json["executionId"]},
        headers=helped.root,
    )
    assert other.status == 404


async def test_a_file_is_explained(helped: Help, said: list[Answer]) -> None:
    said.append("It greets.")

    answer = await helped("explain_code", path="desk.py", content=GOOD)

    assert (answer.status, answer.json["text"]) == (200, "It greets.")


async def test_a_review_adds_to_our_own_findings(helped: Help, said: list[Answer]) -> None:
    bad = 'import time\n\nasync def run():\n    time.sleep(1)\n\nAPI_KEY = "abc123def456ghi"\n'
    theirs = {"findings": [{"severity": "warning", "line": 3, "text": "It has no docstring."}]}
    said.append(json.dumps(theirs))

    found = (await helped("review_code", path="bad.py", content=bad)).json

    assert [(one["rule"], one["source"], one["line"]) for one in found["findings"]] == [
        ("model", "model", 3),
        ("blocking-call", "bifrost", 4),
        ("literal-secret", "bifrost", 6),
    ]


async def test_a_review_works_where_models_are_off(http: Http, root: Headers) -> None:
    body = {"path": "bad.py", "content": "x = (\n"}

    found = (await http("review_code", body=body, headers=root)).json

    assert [one["rule"] for one in found["findings"]] == ["syntax"]
    assert (found["asked"], found["whyNot"]) == (None, "language models are off on this platform")


@pytest.mark.parametrize(
    ("function", "body", "status"),
    [
        ("generate_code", {"prompt": "x", "path": "../x.py"}, 400),
        ("generate_code", {"prompt": "x", "path": "x.txt"}, 400),
        ("generate_tests", {"path": "no_such.py"}, 404),
        ("fix_code", {"path": "hello.py"}, 400),
    ],
)
async def test_wrong_requests_are_refused(
    helped: Help, function: str, body: dict[str, object], status: int
) -> None:
    assert (await helped(function, **body)).status == status
