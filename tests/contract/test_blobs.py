"""Every Blobs keeps this contract."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest

from shared.errors import AlreadyExists, Stale
from shared.services.blobs import BlobFacts, Blobs, MemoryBlobs
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


async def put(blobs: Blobs, url: str, content: bytes, content_type: str) -> int:
    """As a browser does; a status."""
    if isinstance(blobs, MemoryBlobs):
        return await blobs.put(url, content, content_type, datetime.now(UTC))
    headers = {"x-ms-blob-type": "BlockBlob", "content-type": content_type}
    async with httpx.AsyncClient() as client:
        return (await client.put(url, content=content, headers=headers)).status_code


def in_minutes(minutes: int) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


async def test_whoever_has_the_url_can_put_one_blob_there(blobs: Blobs, name: str) -> None:
    url = await blobs.upload_url(name, in_minutes(5))

    status = await put(blobs, url, b"content", "text/plain")

    assert status == 201
    assert await blobs.find(name) == b"content"
    assert await blobs.facts(name) == BlobFacts(7, "text/plain")


async def test_what_was_put_there_is_not_replaced(blobs: Blobs, name: str) -> None:
    url = await blobs.upload_url(name, in_minutes(5))
    await put(blobs, url, b"first", "text/plain")

    status = await put(blobs, url, b"second", "text/html")

    assert status in (403, 409)
    assert await blobs.find(name) == b"first"


async def test_a_forged_url_puts_nothing(blobs: Blobs, name: str) -> None:
    url = await blobs.upload_url(name, in_minutes(5))
    late = await blobs.upload_url(name, in_minutes(-1))
    beside = name.replace("result", "other")

    for forged in (url.replace("result", "other"), url.partition("?")[0], f"{url}x", late):
        assert await put(blobs, forged, b"x", "text/plain") >= 400

    assert await blobs.facts(name) is None
    assert await blobs.facts(beside) is None


async def test_the_facts_of_what_is_not_there_are_none(blobs: Blobs, name: str) -> None:
    assert await blobs.facts(name) is None
