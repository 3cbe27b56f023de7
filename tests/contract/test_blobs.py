"""Every Blobs keeps this contract."""

from uuid import uuid4

import pytest

from shared.errors import AlreadyExists
from shared.services.blobs import Blobs, MemoryBlobs
from shared.services.services import Services


@pytest.fixture(params=["memory", "azure"])
def blobs(request: pytest.FixtureRequest) -> Blobs:
    if request.param == "memory":
        return MemoryBlobs()
    services: Services = request.getfixturevalue("azure_services")
    return services.blobs


@pytest.fixture
def name() -> str:
    return f"org/{uuid4()}/result.json"


async def test_it_gives_back_what_was_written(blobs: Blobs, name: str) -> None:
    content = bytes(range(256)) * 1000

    await blobs.write(name, content)

    assert await blobs.find(name) == content


async def test_a_name_is_written_once(blobs: Blobs, name: str) -> None:
    await blobs.write(name, b"first")

    with pytest.raises(AlreadyExists):
        await blobs.write(name, b"second")

    assert await blobs.find(name) == b"first"


async def test_a_missing_blob_is_none(blobs: Blobs, name: str) -> None:
    assert await blobs.find(name) is None


async def test_it_answers_a_ping(blobs: Blobs) -> None:
    await blobs.ping()
