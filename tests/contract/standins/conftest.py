"""Which stand-ins and clients do the tests share?"""

import uuid
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from azure.keyvault.secrets import SecretClient
from azure.keyvault.secrets.aio import SecretClient as AsyncSecretClient
from azure.storage.fileshare import ShareClient, ShareServiceClient
from azure.storage.fileshare.aio import ShareServiceClient as AsyncShareServiceClient

from tests.contract.standins.clients import AsyncDevelopmentCredential, open_files, open_vault
from tests.contract.standins.servers import Address, Standins


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Of one process for all tests; each uses names of its own.

    What is around its folder is its own, too: other tests come and go beside it.
    """
    standins = Standins(tmp_path_factory.mktemp("around") / "standins")
    yield standins.address
    assert standins.end() == 0


@pytest.fixture(scope="session")
def vault(address: Address) -> Iterator[SecretClient]:
    with open_vault(address) as client:
        yield client


@pytest.fixture
async def async_vault(address: Address) -> AsyncIterator[AsyncSecretClient]:
    async with AsyncSecretClient(
        address.vault_url,
        AsyncDevelopmentCredential(),
        verify_challenge_resource=False,
        connection_verify=address.vault_ca,
        retry_total=0,
    ) as client:
        yield client


@pytest.fixture(scope="session")
def raw_vault(address: Address) -> Iterator[httpx.Client]:
    """Plain HTTPS with a token."""
    headers = {"Authorization": "Bearer development"}
    with httpx.Client(base_url=address.vault_url, verify=address.trust, headers=headers) as client:
        yield client


@pytest.fixture(scope="session")
def files(address: Address) -> Iterator[ShareServiceClient]:
    with open_files(address) as client:
        yield client


@pytest.fixture
async def async_files(address: Address) -> AsyncIterator[AsyncShareServiceClient]:
    """In small ranges: aiohttp warns of what it would send in one piece over 1 MiB."""
    async with AsyncShareServiceClient.from_connection_string(
        address.files_connection_string, retry_total=0, max_range_size=1024 * 1024
    ) as client:
        yield client


@pytest.fixture
def share(files: ShareServiceClient) -> ShareClient:
    """A new, empty share."""
    return files.create_share(f"share-{uuid.uuid4().hex}")


@pytest.fixture
def name() -> str:
    """A name that no other test uses."""
    return f"name-{uuid.uuid4().hex}"
