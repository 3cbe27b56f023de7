"""The main job, over HTTP, against the real host, on either store: what the README promises."""

import time
from collections.abc import Generator
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from local.stack import Stack
from tests.integration.conftest import KEY

GREETING = {"name": "Alice", "language": "spanish"}


@pytest.fixture
def client(each_stack: Stack) -> Generator[httpx.Client]:
    """With the function key, for the active demo organization."""
    with httpx.Client(base_url=f"{each_stack.url}/api", headers=KEY, timeout=60) as opened:
        yield opened


@pytest.fixture
def stranger(each_stack: Stack) -> Generator[httpx.Client]:
    """Without any credential."""
    with httpx.Client(base_url=f"{each_stack.url}/api", timeout=60) as opened:
        yield opened


def wait_until_ended(client: httpx.Client, location: str) -> dict[str, object]:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        record: dict[str, object] = client.get(location.removeprefix("/api")).json()
        if record["status"] not in ("Pending", "Running"):
            return record
        time.sleep(0.05)
    raise TimeoutError(f"{location} did not end")


def test_the_readmes_call_is_answered_with_the_greeting(client: httpx.Client) -> None:
    answer = client.post("workflows/hello_world", json=GREETING)

    assert answer.status_code == 200
    assert answer.json() == {
        "greeting": "¡Hola, Alice!",
        "language": "spanish",
        "organization": "Contoso",
        "executed_by": "host-key",
    }
    assert "¡Hola, Alice!".encode() in answer.content
    assert answer.headers["x-execution-status"] == "Success"
    assert UUID(answer.headers["x-execution-id"]).version == 7
    assert answer.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("key", [{}, {"x-functions-key": "wrong"}, {"x-functions-key": "TEST"}])
def test_without_the_key_the_host_answers_401_with_nothing(
    stranger: httpx.Client, key: dict[str, str]
) -> None:
    answer = stranger.post("workflows/hello_world", json=GREETING, headers=key)

    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize(
    "path",
    [
        "workflows/hello_world/executions",
        "workflows/hello_world/executions/01a1fce0-084b-7499-b8fd-4058ea084f39",
        "workflows/hello_world/executions/01a1fce0-084b-7499-b8fd-4058ea084f39/result",
        "workflows/hello_world/executions/01a1fce0-084b-7499-b8fd-4058ea084f39/logs",
        "workflows/openapi.json",
    ],
)
def test_nothing_of_the_machine_door_is_open(stranger: httpx.Client, path: str) -> None:
    assert stranger.get(path).status_code == 401


@pytest.mark.parametrize(
    ("organization", "status"), [("no-such-organization", 404), ("test-org-inactive", 403)]
)
def test_only_an_active_organization_can_run(
    client: httpx.Client, organization: str, status: int
) -> None:
    headers = {"X-Organization-Id": organization}

    answer = client.post("workflows/hello_world", json=GREETING, headers=headers)

    assert answer.status_code == status
    assert organization in answer.json()["message"]


@pytest.mark.parametrize(
    ("name", "body", "status", "error"),
    [
        ("no_such_workflow", {}, 404, "NotFound"),
        ("hello_world", {}, 400, "InvalidInput"),
        ("hello_world", {"name": 1}, 400, "InvalidInput"),
        ("hello_world", {"name": "x", "nickname": "y"}, 400, "InvalidInput"),
        ("hello_world", [], 400, "InvalidInput"),
        ("refuses", {"reason": "no"}, 422, "WorkflowError"),
        ("raises", {}, 500, "WorkflowFailed"),
        ("exits", {}, 500, "WorkflowFailed"),
        ("is_killed", {}, 500, "WorkflowFailed"),
        ("eats_memory", {}, 500, "WorkflowFailed"),
        ("spins", {}, 504, "WorkflowTimeout"),
    ],
)
def test_what_goes_wrong_has_its_status_and_code(
    client: httpx.Client, name: str, body: object, status: int, error: str
) -> None:
    answer = client.post(f"workflows/{name}", json=body)

    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["requestId"] == answer.headers["x-request-id"]


def test_broken_json_is_400(client: httpx.Client) -> None:
    headers = {"content-type": "application/json"}

    answer = client.post("workflows/hello_world", content='{"name":', headers=headers)

    assert answer.status_code == 400
    assert answer.json()["details"][0]["location"] == ["body"]


def test_too_large_a_body_is_413(client: httpx.Client) -> None:
    answer = client.post("workflows/succeeds", json={"value": "x" * (10 * 1024 * 1024)})

    assert (answer.status_code, answer.json()["error"]) == (413, "TooLarge")


def test_a_dict_that_says_no_is_completed_with_errors(client: httpx.Client) -> None:
    answer = client.post("workflows/says_no", json={})

    assert answer.status_code == 200
    assert answer.headers["x-execution-status"] == "CompletedWithErrors"


def test_an_asynchronous_run_is_accepted_and_run_by_the_queue(client: httpx.Client) -> None:
    headers = {"Prefer": "respond-async"}

    answer = client.post("workflows/hello_world", json=GREETING, headers=headers)
    location = answer.headers["location"]
    record = wait_until_ended(client, location)
    result = client.get(f"{location.removeprefix('/api')}/result").json()

    assert answer.status_code == 202
    accepted = answer.json()
    assert (accepted["executionId"], accepted["status"]) == (record["executionId"], "Pending")
    assert location == f"/api/workflows/hello_world/executions/{record['executionId']}"
    assert (record["status"], record["inputData"]) == ("Success", GREETING)
    assert (record["orgId"], record["executedBy"]) == ("test-org-active", "host-key")
    assert result == {"result": record["result"], "resultType": "json"}


def test_large_input_and_output_go_through_the_queue_too(client: httpx.Client) -> None:
    value = "¡" * 300_000
    headers = {"Prefer": "respond-async"}

    answer = client.post("workflows/succeeds", json={"value": value}, headers=headers)
    record = wait_until_ended(client, answer.headers["location"])

    assert (record["status"], record["result"]) == ("Success", value)
    assert record["inputData"] == {"value": value}


def test_the_list_is_newest_first_and_pages(client: httpx.Client) -> None:
    for number in range(5):
        client.post("workflows/succeeds_without_async", json={"times": number})

    first = client.get("workflows/succeeds_without_async/executions", params={"limit": 3}).json()
    token = first["continuationToken"]
    second = client.get(
        "workflows/succeeds_without_async/executions",
        params={"limit": 3, "continuationToken": token},
    ).json()

    listed = [found["executionId"] for found in first["executions"] + second["executions"]]
    assert len(first["executions"]) == 3
    assert len(listed) >= 5
    assert listed == sorted(listed, reverse=True)
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("token", ["nonsense", "d3xvdGhlcnxhYWE=", "eHww", "'"])
def test_a_token_that_is_not_ours_is_400(client: httpx.Client, token: str) -> None:
    query = {"continuationToken": token}

    answer = client.get("workflows/hello_world/executions", params=query)

    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidInput")


@pytest.mark.parametrize("limit", ["0", "1001", "many", "-1"])
def test_a_limit_out_of_range_is_400(client: httpx.Client, limit: str) -> None:
    answer = client.get("workflows/hello_world/executions", params={"limit": limit})

    assert answer.json()["details"][0]["location"] == ["query", "limit"]


@pytest.mark.parametrize("part", ["", "/result", "/logs"])
def test_a_record_of_another_organization_is_404(client: httpx.Client, part: str) -> None:
    answer = client.post("workflows/hello_world", json=GREETING)
    path = f"workflows/hello_world/executions/{answer.headers['x-execution-id']}{part}"

    own = client.get(path)
    others = client.get(path, headers={"X-Organization-Id": "test-org-other"})
    under_another_name = client.get(path.replace("hello_world", "succeeds"))

    assert own.status_code == 200
    assert (others.status_code, under_another_name.status_code) == (404, 404)
    assert others.json()["error"] == "NotFound"


def test_an_id_that_is_none_is_400(client: httpx.Client) -> None:
    answer = client.get("workflows/hello_world/executions/not-an-id")

    assert answer.json()["details"][0]["location"] == ["path", "execution_id"]


def test_health_answers_without_a_credential(stranger: httpx.Client) -> None:
    health = stranger.get("health")
    ready = stranger.get("health/ready")
    version = stranger.get("version")

    assert health.json()["status"] == "healthy"
    assert ready.status_code == 200
    assert set(ready.json()) == {"status", "timestamp", "degraded"}
    assert ready.json()["status"] == "ready"
    assert version.json()["version"].count(".") == 2


def test_the_api_describes_itself(client: httpx.Client, stranger: httpx.Client) -> None:
    public = stranger.get("openapi.json").json()
    private = client.get("workflows/openapi.json").json()

    assert public["openapi"].startswith("3.1")
    assert "/api/workflows/hello_world" not in public["paths"]
    assert "/api/workflows/hello_world" in private["paths"]


def test_a_changed_file_is_the_next_executions_code(client: httpx.Client, workspace: Path) -> None:
    file = workspace / "edited.py"
    source = "from bifrost import workflow\n\n@workflow\ndef edited() -> int:\n    return {}\n"
    answers: list[object] = []
    for number in (1, 2):
        file.write_text(source.format(number))
        time.sleep(1.2)
        answers.append(client.post("workflows/edited", json={}).json())

    assert answers == [1, 2]


@pytest.mark.parametrize("path", ["/oauth/callback/", "/api/oauth/callback/"])
def test_a_provider_sends_the_browser_back_to_a_page(stranger: httpx.Client, path: str) -> None:
    """Outside the API, as it is registered; and where connections from before have it."""
    url = stranger.base_url.copy_with(path=f"{path}01a1fce0-084b-7499-b8fd-4058ea084f39")

    answer = stranger.get(str(url), params={"state": "x", "code": "y"})

    assert answer.status_code == 400
    assert "there is no authorization to finish" in answer.text.lower()
