"""What the operator of a box does by commands, while it runs and while it does not."""

import time
from pathlib import Path

import httpx
import pytest

from tests.integration.serve.box_process import (
    EMAIL,
    PASSWORD,
    BoxProcess,
    eventually,
    run_command,
    set_up,
    settings,
    signed_in,
)
from tests.integration.serve.conftest import Starts
from tests.support.totp import code_at

pytestmark = pytest.mark.sampled(one_of=3, within="module")

OTHER = "staple of another kind"


def token_in(link: str) -> str:
    _, _, token = link.strip().partition("/setup#token=")
    return token


def log_in(client: httpx.Client, password: str) -> int:
    body = {"email": EMAIL, "password": password}
    return client.post("/api/auth/login", json=body).status_code


def test_a_key_runs_workflows_until_it_is_revoked(box: BoxProcess) -> None:
    key = box.key("rmm")

    ran = box.client.post("/api/workflows/hello_world", json={"name": "Ada"}, headers=key)
    listed = box.command("keys", "list").stdout
    box.command("keys", "revoke", "rmm")

    def is_refused() -> bool:
        again = box.client.post("/api/workflows/hello_world", json={"name": "Ada"}, headers=key)
        return again.status_code == 401

    assert (ran.status_code, ran.json()["greeting"]) == (200, "Hello, Ada!")
    assert "rmm" in listed
    assert key["x-functions-key"] not in listed
    eventually(is_refused, 5)


def test_a_key_of_one_organization_opens_no_other(box: BoxProcess) -> None:
    admin = signed_in(box)
    ids = [
        box.client.post("/api/organizations", json={"name": name}, headers=admin).json()["id"]
        for name in ("Contoso", "Fabrikam")
    ]
    key = box.key("contoso-only", "--org", ids[0])

    def run(org_id: str | None) -> httpx.Response:
        scope = {"x-organization-id": org_id} if org_id else {}
        return box.client.post(
            "/api/workflows/hello_world", json={"name": "Ada"}, headers={**key, **scope}
        )

    answers = [run(org_id) for org_id in (None, ids[0], ids[1], "GLOBAL", "nowhere")]

    assert [answer.status_code for answer in answers] == [200, 200, 401, 401, 401]
    assert answers[0].json()["organization"] == "Contoso"


def test_a_key_is_for_an_organization_that_exists(box: BoxProcess) -> None:
    done = box.command("keys", "add", "typo", "--org", "nowhere")

    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "typo" not in box.command("keys", "list").stdout


def test_the_operator_lets_an_administrator_back_in(box: BoxProcess) -> None:
    admin = signed_in(box)
    link = box.command("admin", "link", EMAIL).stdout
    body = {"token": token_in(link), "password": OTHER}

    first = box.client.post("/api/auth/set-password", json=body)
    second = box.client.post("/api/auth/set-password", json=body)

    assert (first.status_code, second.status_code) == (204, 401)
    assert (log_in(box.client, PASSWORD), log_in(box.client, OTHER)) == (401, 200)
    assert box.client.get("/api/users/me", headers=admin).status_code == 401
    again = box.command("admin", "link", EMAIL).stdout
    body = {"token": token_in(again), "password": PASSWORD}
    assert box.client.post("/api/auth/set-password", json=body).status_code == 204
    audit = box.client.get("/api/audit", headers=signed_in(box)).json()
    made = [each for each in audit if each["operation"] == "administrator.link"]
    assert {each["actor"]["id"] for each in made} == {"operator"}


def test_the_operator_resets_a_lost_second_factor(box: BoxProcess) -> None:
    admin = signed_in(box)
    begun = box.client.post("/api/users/me/mfa/app", headers=admin).raise_for_status().json()
    code = {"code": code_at(begun["secret"], time.time())}
    added = box.client.post("/api/users/me/mfa/app/confirm", json=code, headers=admin)
    body = {"email": EMAIL, "password": PASSWORD}
    asked = box.client.post("/api/auth/login", json=body).json()

    done = box.command("admin", "reset-factor", EMAIL)
    again = box.command("admin", "reset-factor", EMAIL)

    assert (added.status_code, asked["status"]) == (200, "mfa_required")
    assert done.stdout.startswith(f"{EMAIL} has no second factor any more")
    assert (again.returncode, again.stdout) == (1, "")
    assert box.client.post("/api/auth/login", json=body).json()["status"] == "signed_in"


def test_there_is_no_link_for_others(box: BoxProcess) -> None:
    admin = signed_in(box)
    member = {"email": "member@example.com", "displayName": "Member"}
    assert box.client.post("/api/users", json=member, headers=admin).status_code == 201

    refused = [box.command("admin", "link", email) for email in ("member@example.com", "x@y.test")]

    assert [(done.returncode, done.stdout) for done in refused] == [(1, "")] * 2
    assert "no active platform administrator" in refused[0].stderr


@pytest.fixture
def stopped(starts: Starts, tmp_path: Path) -> Path:
    """The folder of a box that had its first start and end."""
    box = starts(tmp_path)
    assert set_up(box, box.setup_token).status_code == 204
    assert box.stop() == 0
    return tmp_path


def test_all_of_it_works_while_nothing_runs_and_outlives_a_restart(
    starts: Starts, stopped: Path
) -> None:
    environment = settings(stopped)
    made = run_command(stopped, environment, "keys", "add", "early")
    linked = run_command(stopped, environment, "admin", "link", EMAIL)

    box = starts(stopped)
    key = {"x-functions-key": made.stdout.strip()}
    ran = box.client.post("/api/workflows/hello_world", json={"name": "Ada"}, headers=key)
    body = {"token": token_in(linked.stdout), "password": OTHER}
    done = box.client.post("/api/auth/set-password", json=body)
    ended = box.stop()

    assert ran.status_code == 200
    assert done.status_code == 204
    assert ended == 0
    assert "setup#token" not in box.said
    assert linked.stdout.startswith("http://localhost:")
