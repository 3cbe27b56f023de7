"""Every Blobs keeps this contract."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest

from shared.errors import AlreadyExists, Stale
from shared.services.blobs import Blobs, MemoryBlobs
from shared.services.services import Services
from shared.services.sqlite.blobs import SqliteBlobs
from shared.services.sqlite.linked_blobs import LinkedBlobs
from tests.contract.stores.links import LINKS


@pytest.fixture(params=["memory", "sqlite", "azure"])
def blobs(request: pytest.FixtureRequest) -> Blobs:
    if request.param == "memory":
        return MemoryBlobs()
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_blobs")
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
    if isinstance(blobs, SqliteBlobs):
        return await put_linked(blobs, url, content, content_type)
    if isinstance(blobs, MemoryBlobs):
        return await blobs.put(url, content, content_type, datetime.now(UTC))
    headers = {"x-ms-blob-type": "BlockBlob", "content-type": content_type}
    async with httpx.AsyncClient() as client:
        return (await client.put(url, content=content, headers=headers)).status_code


async def put_linked(blobs: SqliteBlobs, url: str, content: bytes, content_type: str) -> int:
    """What the route of a box does with the URL of an upload."""
    token = url.rpartition("/")[2]
    try:
        is_put = await _served(blobs).put(token, content, content_type, datetime.now(UTC))
    except AlreadyExists:
        return 409
    return 201 if is_put else 404


def _served(blobs: SqliteBlobs) -> LinkedBlobs:
    return LinkedBlobs(LINKS, {"uploads": blobs})


def of_another(url: str) -> str:
    """The URL with another blob's name, or with another token where the name is sealed in it."""
    if "result" in url:
        return url.replace("result", "other")
    middle = len(url) - 40
    return url[:middle] + ("A" if url[middle] != "A" else "B") + url[middle + 1 :]


def in_minutes(minutes: int) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


async def test_whoever_has_the_url_can_put_one_blob_there(blobs: Blobs, name: str) -> None:
    url = await blobs.upload_url(name, in_minutes(5))

    status = await put(blobs, url, b"content", "text/plain")

    assert status == 201
    assert await blobs.find(name) == b"content"
    facts = await blobs.facts(name)
    assert facts is not None
    assert (facts.size, facts.content_type) == (7, "text/plain")


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

    for forged in (of_another(url), blobs.url(name), f"{url}x", late):
        assert await put(blobs, forged, b"x", "text/plain") >= 400

    assert await blobs.facts(name) is None
    assert await blobs.facts(beside) is None


async def test_the_facts_of_what_is_not_there_are_none(blobs: Blobs, name: str) -> None:
    assert await blobs.facts(name) is None


async def get(blobs: Blobs, url: str) -> bytes | None:
    """As a browser does; None for a refusal."""
    if isinstance(blobs, SqliteBlobs):
        found = await _served(blobs).find(url.rpartition("/")[2], datetime.now(UTC))
        return found and found.content
    if isinstance(blobs, MemoryBlobs):
        return await blobs.get(url, datetime.now(UTC))
    async with httpx.AsyncClient() as client:
        answer = await client.get(url)
    return answer.content if answer.status_code == 200 else None


async def test_what_is_replaced_has_the_new_content_type_and_etag(blobs: Blobs, name: str) -> None:
    await blobs.replace(name, b"first", "text/plain")
    before = await blobs.facts(name)

    await blobs.replace(name, b"second one", "text/html")

    after = await blobs.facts(name)
    assert before is not None
    assert after is not None
    assert (after.size, after.content_type) == (10, "text/html")
    assert after.etag != before.etag
    assert abs(datetime.now(UTC) - after.modified_at) < timedelta(minutes=5)
    assert await blobs.find(name) == b"second one"


@pytest.mark.parametrize(
    ("at", "part"), [(0, b"one "), (4, b"two "), (8, b"3"), (9, b""), (100, b"")]
)
async def test_a_blob_is_read_in_parts(blobs: Blobs, name: str, at: int, part: bytes) -> None:
    await blobs.write(name, b"one two 3")

    found = await blobs.part(name, at, 4)

    facts = await blobs.facts(name)
    assert found is not None
    assert facts is not None
    assert (found.content, found.size, found.etag) == (part, 9, facts.etag)


async def test_of_an_empty_blob_there_is_a_part_and_of_a_missing_one_none(
    blobs: Blobs, name: str
) -> None:
    await blobs.write(name, b"")

    found = await blobs.part(name, 0, 4)

    assert found is not None
    assert (found.content, found.size) == (b"", 0)
    assert await blobs.part(f"{name}-beside", 0, 4) is None
    assert await blobs.part(f"{name}-beside", 9, 4) is None


async def test_names_come_in_pages(blobs: Blobs, name: str) -> None:
    prefix = name.removesuffix("result.json")
    for last in "abcde":
        await blobs.write(prefix + last, b"x")

    first = await blobs.page(prefix, 3, None)
    second = await blobs.page(prefix, 3, first.next)

    assert [*first.names, *second.names] == [prefix + last for last in "abcde"]
    assert len(first.names) == 3
    assert second.next is None
    assert (await blobs.page(f"nobody/{uuid4()}/", 3, None)).names == []


async def test_whoever_has_the_url_reads_one_blob_and_no_more(blobs: Blobs, name: str) -> None:
    beside = name.replace("result", "other")
    for one in (name, beside):
        await blobs.write(one, one.encode())

    url = await blobs.download_url(name, in_minutes(5))
    late = await blobs.download_url(name, in_minutes(-1))

    assert await get(blobs, url) == name.encode()
    for forged in (of_another(url), blobs.url(name), f"{url}x", late):
        assert await get(blobs, forged) is None
    assert await put(blobs, url, b"x", "text/plain") >= 400
    assert await blobs.find(name) == name.encode()


@pytest.mark.parametrize("odd", ["a b+c", "100%", "%2e%2e", "%2F..%2f", "ä#1", "a&b=c;d"])
async def test_a_name_with_odd_characters_is_that_name(blobs: Blobs, name: str, odd: str) -> None:
    await blobs.replace(f"{name}/{odd}", odd.encode(), "text/plain")

    url = await blobs.download_url(f"{name}/{odd}", in_minutes(5))

    assert await get(blobs, url) == odd.encode()
    assert [each async for each in blobs.names(name)] == [f"{name}/{odd}"]
