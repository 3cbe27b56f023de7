"""What does a caller hear when a store is away?"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path

import azure.functions as func
import pytest

from shared.errors import Unavailable
from shared.services.azure.connect import connect
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.composition import in_use
from tests.support.recorded_logs import Notes

SignInAttempt = Callable[[Services], Awaitable[object]]

NOBODY = "http://127.0.0.1:1/devstoreaccount1"
ADDRESS = (
    "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=bm9ib2R5;"
    f"BlobEndpoint={NOBODY};QueueEndpoint={NOBODY};TableEndpoint={NOBODY};"
)


@pytest.fixture
async def away(
    local_settings: Mapping[str, str], tmp_path: Path
) -> AsyncGenerator[tuple[Settings, Services]]:
    """Services at addresses where nobody listens."""
    chosen = Settings.model_validate(
        {
            **local_settings,
            "AzureWebJobsStorage": ADDRESS,
            "BIFROST_KEY_VAULT_URL": "https://127.0.0.1:1",
            "BIFROST_WORKSPACE_LOCATION": str(tmp_path / "nowhere"),
            "BIFROST_CACHE_LOCATION": str(tmp_path / "cache"),
        }
    )
    services = connect(chosen)
    yield chosen, services
    await services.close()


ATTEMPTS: list[tuple[str, SignInAttempt]] = [
    ("Table Storage", lambda services: services.executions.get("p", "k")),
    ("Table Storage", lambda services: services.executions.insert("p", "k", {})),
    ("Table Storage", lambda services: services.executions.page("p", "a", "b", limit=1)),
    ("Queue Storage", lambda services: services.queue.send("text")),
    ("Blob Storage", lambda services: services.blobs.write("name", b"content")),
    ("Blob Storage", lambda services: services.blobs.find("name")),
    ("Key Vault", lambda services: services.secrets.find("name")),
]


@pytest.mark.parametrize(("service", "attempt"), ATTEMPTS)
async def test_a_store_that_is_away_is_unavailable_and_named(
    away: tuple[Settings, Services], service: str, attempt: SignInAttempt
) -> None:
    with pytest.raises(Unavailable, match=f"{service} did not answer"):
        await attempt(away[1])


async def test_not_ready_names_none_to_strangers(
    functions: Mapping[str, func.Function], away: tuple[Settings, Services]
) -> None:
    async with in_use(*away) as made:
        ready = await Http(functions)("get_readiness", headers={})
        health = await Http(functions)("get_health", headers={})

    assert (ready.status, ready.json["error"]) == (503, "Unavailable")
    failed = [dependency.name for dependency in (await made.platform.readiness.checked()).failed]
    names = ["tables", "queues", "blobs", "secrets", "workspace"]
    assert failed == names
    assert not any(name in ready.json["message"] for name in names)
    assert "details" not in ready.json or not ready.json["details"]
    assert health.status == 200


async def test_a_run_that_cannot_be_recorded_is_503_and_does_not_happen(
    functions: Mapping[str, func.Function],
    away: tuple[Settings, Services],
    services: Services,
    notes: Notes,
) -> None:
    mixed = replace(away[1], workspace=services.workspace)

    async with in_use(away[0], mixed):
        answer = await Http(functions)(
            "run_workflow",
            {"name": "takes_its_time"},
            body={"seconds": 0, "port": notes.port},
            headers={"content-type": "application/json"},
        )

    assert (answer.status, answer.json["error"]) == (503, "Unavailable")
    assert answer.headers["retry-after"]
    assert notes.processes == []
