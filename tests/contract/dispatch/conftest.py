"""Fixtures of the tests of this folder."""

from pathlib import Path

import pytest

from functions.composition import Runtime
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.users import add_user

QUEUED = {**KEY_HEADERS, "prefer": "respond-async"}


@pytest.fixture
def dispatch() -> str:
    """Parametrize to choose another one."""
    return "local"


@pytest.fixture
def places() -> int:
    """For each organization."""
    return 3


@pytest.fixture
def memory_settings(cache: Path, dispatch: str, places: int) -> Settings:
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(cache),
            "BIFROST_TRUST_CLIENT_PRINCIPAL": "true",
            "BIFROST_DISPATCH": dispatch,
            "BIFROST_DOORBELL_URL": "https://bifrost.test",
            "BIFROST_PUBLIC_URL": "https://bifrost.test",
            "BIFROST_WORKERS": str(places + 2),
            "BIFROST_WORKERS_PER_ORGANIZATION": str(places),
            "BIFROST_PLACE_WAIT_SECONDS": "0.05",
            "BIFROST_REFUSAL_SECONDS": "0",
        }
    )


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "bob", {"acme": "member"})


class Asking:
    """Calls of the machine API in an organization."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def accept(self, org_id: str = "acme", **given: object) -> str:
        headers = {**QUEUED, "x-organization-id": org_id}
        place = {"name": "takes_its_time"}
        answer = await self._http(
            "run_workflow", place, body=given or {"seconds": 0}, headers=headers
        )
        assert answer.status == 202
        return answer.json["executionId"]

    async def status(self, execution_id: str, org_id: str = "acme") -> str:
        place = {"name": "takes_its_time", "execution_id": execution_id}
        headers = {**KEY_HEADERS, "x-organization-id": org_id}
        answer = await self._http("get_workflow_execution", place, headers=headers)
        return answer.json["status"]


@pytest.fixture
def asking(http: Http) -> Asking:
    return Asking(http)
