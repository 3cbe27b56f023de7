"""A platform in memory, behind the real triggers, running real worker processes."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import azure.functions as func
import pytest

from functions import runtime
from functions.app import build
from functions.composition import Runtime
from functions.runtime import compose
from shared.models.organizations import Organization
from shared.services.blobs import MemoryBlobs
from shared.services.services import Services, in_memory
from shared.services.tables import Table
from shared.settings import Settings
from tests.contract.client import Http, by_name
from tests.contract.users import ROOT, add_user, new_table, signed_in
from tests.support.preempted import Preemption

WORKSPACE = Path(__file__).parents[1] / "workspace"


@pytest.fixture(scope="session")
def functions() -> Mapping[str, func.Function]:
    """Every function of the app, by name."""
    return by_name(build())


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where snapshots of the workspace are kept, for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def sync_wait_seconds() -> float:
    """Parametrize to have longer workflows go through the queue."""
    return 40


@pytest.fixture
def public_url() -> str:
    """Parametrize to be in development, where it may be unknown."""
    return "https://bifrost.test"


@pytest.fixture
def memory_settings(cache: Path, sync_wait_seconds: float, public_url: str) -> Settings:
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(cache),
            "BIFROST_SYNC_WAIT_SECONDS": str(sync_wait_seconds),
            "BIFROST_TRUST_CLIENT_PRINCIPAL": "true",
            "BIFROST_REFUSAL_SECONDS": "0",
            "BIFROST_PUBLIC_URL": public_url,
            "BIFROST_CLIENT_ORIGINS": "https://portal.test:8443",
        }
    )


@pytest.fixture
def preemption() -> Preemption:
    """Holds a request up between two of its calls of the store, in tests that ask for it."""
    return Preemption()


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Table:
    """Where the directory is: in memory, or in a table of its own with ``BOTH_STORES``."""
    made = new_table(request)
    if "preemption" not in request.fixturenames:
        return made
    preemption: Preemption = request.getfixturevalue("preemption")
    return preemption.over(made)


class _WithIndexes(MemoryBlobs):
    """What an earlier test found a version of the workspace to hold is there already."""

    def __init__(self, indexes: dict[str, bytes]) -> None:
        super().__init__()
        self._indexes = indexes

    async def find(self, name: str) -> bytes | None:
        return self._indexes.get(name) or await super().find(name)

    async def write(self, name: str, content: bytes) -> None:
        if name.startswith("_index/"):
            self._indexes[name] = content
        else:
            await super().write(name, content)


@pytest.fixture(scope="session")
def indexes() -> dict[str, bytes]:
    """What the workspaces of tests were found to hold."""
    return {}


@pytest.fixture
def services(store: Table, indexes: dict[str, bytes]) -> Services:
    files = {
        path.relative_to(WORKSPACE).as_posix(): path.read_text() for path in WORKSPACE.rglob("*.py")
    }
    return replace(in_memory(files), directory=store, blobs=_WithIndexes(indexes))


@pytest.fixture
async def root(running: Runtime) -> Mapping[str, str]:
    """The headers of a platform administrator."""
    await add_user(running.platform.directory.users, ROOT, is_admin=True)
    return signed_in(ROOT)


@pytest.fixture
async def running(services: Services, memory_settings: Settings) -> AsyncGenerator[Runtime]:
    """The runtime that the triggers use during the test."""
    composed = compose(memory_settings, services)
    for org_id, active in (("acme", True), ("globex", True), ("closed", False)):
        await composed.platform.directory.organizations.add(
            Organization(
                id=org_id,
                name=org_id.title(),
                is_active=active,
                created_by="tests",
                created_at=datetime.now(UTC),
            )
        )
    runtime.use(composed)
    yield composed
    await composed.platform.engine.close()


@pytest.fixture
def http(functions: Mapping[str, func.Function], running: Runtime) -> Http:
    assert running
    return Http(functions)
