"""Every Blobs keeps this contract."""

from uuid import uuid4

import pytest

from shared.errors import AlreadyExists, Stale
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


async def test_what_is_appended_is_in_order(blobs: Blobs, name: str) -> None:
    await blobs.append(name, b"one ", at=0)
    await blobs.append(name, b"two ", at=4)
    await blobs.append(name, b"three", at=8)

    assert await blobs.find(name) == b"one two three"


@pytest.mark.parametrize("before", [b"", b"one "])
async def test_the_same_append_again_changes_nothing(
    blobs: Blobs, name: str, before: bytes
) -> None:
    if before:
        await blobs.append(name, before, at=0)

    for _ in range(2):
        await blobs.append(name, b"two", at=len(before))

    assert await blobs.find(name) == before + b"two"


@pytest.mark.parametrize("at", [0, 3, 100])
async def test_an_append_at_another_place_is_stale(blobs: Blobs, name: str, at: int) -> None:
    await blobs.append(name, b"one two three", at=0)

    with pytest.raises(Stale):
        await blobs.append(name, b"four", at=at)

    assert await blobs.find(name) == b"one two three"


async def test_names_are_in_order_and_of_the_prefix(blobs: Blobs, name: str) -> None:
    prefix = name.removesuffix("result.json")
    for last in ("b", "a", "c"):
        await blobs.write(prefix + last, b"x")

    found = [each async for each in blobs.names(prefix)]

    assert found == [prefix + "a", prefix + "b", prefix + "c"]
    assert [each async for each in blobs.names(f"nobody/{uuid4()}/")] == []


async def test_what_is_deleted_is_gone_and_again_is_no_error(blobs: Blobs, name: str) -> None:
    await blobs.write(name, b"first")

    for _ in range(2):
        await blobs.delete(name)

    assert await blobs.find(name) is None


async def test_it_answers_a_ping(blobs: Blobs) -> None:
    await blobs.ping()


async def test_names_are_of_one_folder_and_none_beside_it(blobs: Blobs) -> None:
    folder = str(uuid4())
    names = [f"{folder}/{number}/result.json" for number in range(5)]
    beside = [f"{folder}-b/1.json", f"{folder}.json", f"x/{folder}/1.json", f"{folder.upper()}/1"]
    for name in (*names, *beside):
        await blobs.write(name, b"1")

    found = [name async for name in blobs.names(f"{folder}/")]

    assert found == names
