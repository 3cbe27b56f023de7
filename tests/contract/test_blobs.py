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


async def test_a_folder_is_removed_by_the_batch_and_none_beside_it(blobs: Blobs) -> None:
    folder = str(uuid4())
    names = [f"{folder}/{number}/result.json" for number in range(5)]
    beside = [f"{folder}-b/1.json", f"{folder}.json", f"x/{folder}/1.json", f"{folder.upper()}/1"]
    for name in (*names, *beside):
        await blobs.write(name, b"1")

    counts = [await blobs.remove(f"{folder}/", limit=3) for _ in range(3)]

    assert counts == [3, 2, 0]
    assert [await blobs.find(name) for name in names] == [None] * 5
    assert [await blobs.find(name) for name in beside] == [b"1"] * 4


async def test_a_removal_of_nothing_is_nothing(blobs: Blobs, name: str) -> None:
    assert await blobs.remove(name, limit=10) == 0
