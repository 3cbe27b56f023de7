"""The whole of it, as ./start.sh runs it: on SQLite, and on Azurite with --azurite."""

import shutil
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from local.stack import ROOT, Stack, StackOptions, running
from tests.support.backends import AzuriteBackend, Backend, SqliteBackend
from tests.support.counted_stores import Counted
from tests.support.markers import planted_in, planted_in_store

KEY = {"x-functions-key": "test", "X-Organization-Id": "test-org-active"}


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Examples, the ready-made modules, and the workflows of the tests."""
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "tests" / "workspace", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "workspace" / "modules", folder / "modules")
    for example in ("hello_world.py", "free_licences.py"):
        shutil.copy(ROOT / "workspace" / "examples" / example, folder)
    return folder


@pytest.fixture(scope="session")
def stack(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Stack]:
    """With a store of its own: its host takes every message of its queues.

    After all tests no secret of theirs is in there.
    """
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace)}
    data = tmp_path_factory.mktemp("stack")
    with running(StackOptions(data, environment=chosen)) as started:
        yield started
        assert planted_in_store(data / "store") == []


@pytest.fixture(scope="session")
def azurite_stack(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Stack]:
    """The same over Azurite and Azure's own clients."""
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace)}
    data = tmp_path_factory.mktemp("azurite-stack")
    with running(StackOptions(data, environment=chosen, in_memory=True)) as started:
        yield started
        assert planted_in(started.settings["AzureWebJobsStorage"]) == []


@pytest.fixture(params=["sqlite", "azurite"])
def each_stack(request: pytest.FixtureRequest) -> Stack:
    """On one store, then on the other, for what both have to do alike."""
    found: Stack = request.getfixturevalue(
        "stack" if request.param == "sqlite" else "azurite_stack"
    )
    return found


@pytest.fixture
def client(stack: Stack) -> Generator[httpx.Client]:
    """With the function key, for the active demo organization."""
    with httpx.Client(base_url=f"{stack.url}/api", headers=KEY, timeout=60) as opened:
        yield opened


@pytest.fixture
def stranger(stack: Stack) -> Generator[httpx.Client]:
    """Without any credential."""
    with httpx.Client(base_url=f"{stack.url}/api", timeout=60) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "azurite"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    """One store, then the other."""
    if request.param == "sqlite":
        return SqliteBackend(tmp_path / "store")
    return AzuriteBackend(request.getfixturevalue("local_settings"))


@pytest.fixture
def counted(backend: Backend) -> Counted:
    """What counts the requests to the store."""
    return backend.counter()
