"""Fixtures of the tests of this folder."""

import uuid
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from shared.services.azure.connection import AzureConnection
from shared.services.azure.shares import ShareWorkspace
from shared.services.workspace.folders import DirectoryWorkspace
from shared.services.workspace.memory import MemoryWorkspace
from shared.services.workspace.workspace import Workspace
from shared.settings import Settings
from tests.contract.standins.servers import Address, Standins


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Generator[Address]:
    standins = Standins(tmp_path_factory.mktemp("standins"))
    yield standins.address
    standins.end()


@pytest.fixture
def share_name() -> str:
    return f"share-{uuid.uuid4().hex}"


@pytest.fixture
async def share(address: Address, share_name: str) -> AsyncGenerator[ShareWorkspace]:
    """One that does not exist yet."""
    settings = Settings.model_validate({"AzureWebJobsStorage": address.files_connection_string})
    connection = AzureConnection(settings)
    yield ShareWorkspace(connection, share_name)
    await connection.close()


@pytest.fixture(params=["memory", "directory", "share"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    if request.param == "memory":
        return MemoryWorkspace({})
    if request.param == "directory":
        return DirectoryWorkspace(tmp_path)
    share: ShareWorkspace = request.getfixturevalue("share")
    return share
