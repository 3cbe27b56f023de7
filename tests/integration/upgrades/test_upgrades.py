"""The present platform, started over what each earlier release stored: nothing of it is lost."""

import base64
import json
import time
import zipfile
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.stack import Stack, StackOptions, running
from shared import release
from tests.integration.upgrades.fill import ADMIN, SECRET

pytestmark = pytest.mark.sampled(one_of=4, by="upgraded")

RELEASES = sorted(Path(__file__).with_name("releases").glob("*.zip"))


@dataclass(frozen=True)
class Upgraded:
    """The platform over an earlier release's data, with its administrator signed in."""

    stack: Stack
    client: httpx.Client
    facts: Any

    def get(self, path: str) -> Any:
        scope = {"X-Organization-Id": self.facts["org_id"]}
        answer = self.client.get(path, headers=scope)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem, scope="module")
def upgraded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Upgraded]:
    archive: Path = request.param
    data = tmp_path_factory.mktemp(archive.stem)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(data)
    for path in [data, *data.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    facts = json.loads((data / "facts.json").read_text())
    options = StackOptions(data, azurite=archive.stem.endswith("azurite"))
    with (
        running(options) as stack,
        httpx.Client(base_url=stack.url, follow_redirects=True, timeout=60) as client,
    ):
        client.get("/.auth/login/dev", params={"user": ADMIN}).raise_for_status()
        yield Upgraded(stack, client, facts)


def test_there_is_data_of_both_stores() -> None:
    stems = [path.stem for path in RELEASES]

    names = {stem.rpartition("-")[0] for stem in stems}
    assert names
    assert sorted(stems) == sorted(f"{n}-{store}" for n in names for store in ("azurite", "sqlite"))


def test_it_is_the_present_one(upgraded: Upgraded) -> None:
    found = upgraded.get("/api/version")

    assert (found["release"], found["schema"]) == (release.VERSION, release.SCHEMA)


@pytest.mark.parametrize(
    ("path", "field", "kept"),
    [
        ("/api/organizations", "name", "Kept"),
        ("/api/users", "email", "kim@kept.test"),
        ("/api/roles", "name", "Keepers"),
        ("/api/forms", "name", "Kept form"),
        ("/api/secrets", "", "kept_secret"),
        ("/api/config", "key", "kept_key"),
        ("/api/oauth/connections", "connection_name", "kept_connection"),
        ("/api/workflow-keys", "description", "Kept key"),
    ],
)
def test_what_was_made_is_there(upgraded: Upgraded, path: str, field: str, kept: str) -> None:
    found = upgraded.get(path)

    listed: Iterable[Any] = found["secrets"] if path == "/api/secrets" else found
    assert kept in [each[field] if field else each for each in listed], found


def test_a_run_has_its_result(upgraded: Upgraded) -> None:
    place = f"/api/executions/{upgraded.facts['execution_id']}"

    record = upgraded.get(place)

    assert (record["status"], record["result"]) == ("Success", upgraded.facts["result"])


def test_the_demo_data_is_not_doubled(upgraded: Upgraded) -> None:
    names = [each["name"] for each in upgraded.get("/api/organizations")]

    assert len(names) == len(set(names))


def test_the_key_of_then_starts_a_workflow(upgraded: Upgraded) -> None:
    headers = {"X-API-Key": str(upgraded.facts["key"]["rawKey"])}
    answer = upgraded.client.post(
        "/api/workflows/execute",
        json={"workflowName": "hello_world", "inputData": {"name": "Kim"}},
        headers=headers,
    )

    assert answer.status_code == 200, answer.text
    assert answer.json()["result"]["organization"] == "Kept"


def test_the_audit_log_holds(upgraded: Upgraded) -> None:
    assert upgraded.get("/api/audit/verify")["ok"]


def test_a_run_reads_the_secret_of_then(upgraded: Upgraded) -> None:
    code = f"from bifrost import secrets\nresult = await secrets.get('kept_secret') == {SECRET!r}\n"
    body: dict[str, object] = {"code": base64.b64encode(code.encode()).decode(), "inputData": {}}
    scope = {"X-Organization-Id": upgraded.facts["org_id"]}

    accepted = upgraded.client.post("/api/workflows/execute", json=body, headers=scope)

    assert accepted.status_code == 202, accepted.text
    place = f"/api/executions/{accepted.json()['executionId']}"
    until(lambda: upgraded.get(place)["status"] not in ("Pending", "Running"))
    assert upgraded.get(place)["result"] is True, upgraded.get(place)


def test_the_secret_of_a_connection_is_there(upgraded: Upgraded) -> None:
    (found,) = upgraded.get("/api/oauth/connections")

    assert found["has_client_secret"]


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
