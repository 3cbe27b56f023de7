"""The API as a development user calls it, to prepare what a page shows."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from tests.browser.site import OWNER

Field = Mapping[str, Any]


@contextmanager
def signed_in(url: str, user: str = OWNER) -> Generator[httpx.Client]:
    """A client with the session of a development user."""
    with httpx.Client(base_url=url, timeout=30, follow_redirects=True) as client:
        client.get(f"/.auth/login/dev?user={user}").raise_for_status()
        yield client


def make_form(
    url: str, name: str, fields: Sequence[Field], workflow: str = "take_order", **more: object
) -> str:
    """Make a form of the active organization for everybody in it; return its id."""
    body = {
        "name": name,
        "linkedWorkflow": workflow,
        "accessLevel": "authenticated",
        "formSchema": {"fields": list(fields)},
        **more,
    }
    with signed_in(url) as client:
        answer = client.post("/api/forms", json=body)
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


def runs_of(url: str, workflow: str, **filters: str) -> list[Mapping[str, Any]]:
    """The runs of a workflow in the active organization, newest first."""
    asked = {"workflowName": workflow, "limit": "100", **filters}
    with signed_in(url) as client:
        answer = client.get("/api/executions", params=asked)
        found: list[Mapping[str, Any]] = answer.json()["executions"]
        return found
