"""The API as a development user calls it, to prepare what a page shows."""

import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from tests.browser.site import ACTIVE, ADMIN, OWNER

Field = Mapping[str, Any]


@contextmanager
def signed_in(url: str, user: str = OWNER) -> Generator[httpx.Client]:
    """A client with the session of a development user."""
    with httpx.Client(base_url=url, timeout=30, follow_redirects=True) as client:
        client.get(f"/.auth/login/dev?user={user}").raise_for_status()
        yield client


def was_in(url: str, user: str, organization: str) -> None:
    """Let the user have been in the organization last, which a page would remember otherwise."""
    path = "/api/users/me/preferences"
    with signed_in(url, user) as client:
        answer = client.get(path).raise_for_status()
        known: dict[str, Any] = answer.json()
        body = {**known, "recentOrganizations": [organization]}
        if known.get("recentOrganizations", [])[:1] != [organization]:
            headers = {"If-Match": answer.headers["ETag"]}
            client.put(path, json=body, headers=headers).raise_for_status()


def make_form(
    url: str,
    name: str,
    fields: Sequence[Field],
    workflow: str = "take_order",
    *,
    organization: str = ACTIVE,
    **more: object,
) -> str:
    """Make a form of an organization for everybody in it; return its id."""
    body = {
        "name": name,
        "linkedWorkflow": workflow,
        "accessLevel": "authenticated",
        "formSchema": {"fields": list(fields)},
        **more,
    }
    user = OWNER if organization == ACTIVE else ADMIN
    with signed_in(url, user) as client:
        headers = {"X-Organization-Id": organization}
        answer = client.post("/api/forms", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


def make_fleet_run(url: str, name: str, organizations: Sequence[str]) -> str:
    """Count to one in each of these organizations; return the fleet run when it is over."""
    rows = [{"organizationId": one, "inputs": {"number": 1}} for one in organizations]
    with signed_in(url, ADMIN) as client:
        body = {"name": name, "workflowName": "count_to", "rows": rows}
        made = client.post("/api/batches", json=body).raise_for_status().json()
        path = f"/api/batches/{made['id']}"
        until = time.monotonic() + 30
        while client.get(path).raise_for_status().json()["state"] == "running":
            assert time.monotonic() < until, "the fleet run does not end"
            time.sleep(0.2)
        return str(made["id"])


def make_trigger(url: str, event: str = "sample.*", **more: object) -> str:
    """Make an event trigger of the active organization; return its id."""
    body = {"name": "Sample trigger", "workflowName": "hello_world", "events": [event], **more}
    with signed_in(url) as client:
        answer = client.post("/api/events/triggers", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


def make_conversation(url: str) -> str:
    """Make a conversation of the owner in the active organization; return its id."""
    with signed_in(url) as client:
        body = {"title": "Sample conversation"}
        answer = client.post("/api/chat/conversations", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


def start(url: str, workflow: str, given: Mapping[str, object]) -> str:
    """Start a run in the active organization; return its id."""
    with signed_in(url) as client:
        path = f"/api/workflows/{workflow}/execute"
        headers = {"Prefer": "respond-async"}
        answer = client.post(path, json={"inputData": given}, headers=headers)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["executionId"])


def cancel(url: str, workflow: str) -> None:
    """Cancel the runs of a workflow in the active organization that are under way."""
    for run in runs_of(url, workflow, status="Running"):
        with signed_in(url) as client:
            client.post(f"/api/executions/{run['executionId']}/cancel").raise_for_status()


def runs_of(url: str, workflow: str, **filters: str) -> list[Mapping[str, Any]]:
    """The runs of a workflow in the active organization, newest first."""
    asked = {"workflowName": workflow, "limit": "100", **filters}
    with signed_in(url) as client:
        answer = client.get("/api/executions", params=asked)
        found: list[Mapping[str, Any]] = answer.json()["executions"]
        return found


def orders_of(url: str, form: str, count: int) -> list[Mapping[str, object]]:
    """What the runs of a form of take_order got, newest first, once as many have ended."""
    until = time.monotonic() + 15
    found: list[Mapping[str, Any]] = []
    while time.monotonic() < until:
        found = runs_of(url, "take_order", formId=form, status="Success")
        if len(found) == count:
            break
        time.sleep(0.2)
    assert len(found) == count, found
    with signed_in(url) as client:
        answers = [client.get(f"/api/executions/{run['executionId']}/result") for run in found]
        return [answer.json()["result"]["order"] for answer in answers]


def wait_for_end(url: str, *runs: str) -> None:
    """Wait until the runs have succeeded."""
    until = time.monotonic() + 60
    with signed_in(url) as client:
        while time.monotonic() < until:
            found = client.get("/api/executions", params={"ids": ",".join(runs)}).json()
            if all(run["status"] == "Success" for run in found["executions"]):
                return
            time.sleep(0.3)
    raise AssertionError("the runs did not end")
