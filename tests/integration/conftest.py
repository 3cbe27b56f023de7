"""The whole of it: Azurite, the stand-ins and the Functions host, as ./start.sh runs them."""

import shutil
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest

from local.stack import ROOT, Stack, StackOptions, running
from tests.support.markers import planted_in

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
    """With stores of its own: its host takes every message of their queues.

    After all tests no secret of theirs is in there.
    """
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace)}
    data = tmp_path_factory.mktemp("stack")
    with running(StackOptions(data, environment=chosen, in_memory=True)) as started:
        yield started
        assert planted_in(started.settings["AzureWebJobsStorage"]) == []


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
