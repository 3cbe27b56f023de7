"""Is the file-share stand-in what Azure's clients take for Azure Files?"""

import base64
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
)
from azure.storage.fileshare import (
    ShareClient,
    ShareServiceClient,
)
from azure.storage.fileshare.aio import ShareServiceClient as AsyncShareServiceClient

from tests.contract.standins.ranges import ranges_of
from tests.contract.standins.refusals import assert_code, code_of
from tests.contract.standins.servers import Address

ODD_NAMES = [
    "a b.txt",
    "ünï 文.txt",
    "100%.txt",
    "a%2Fb.txt",
    "a+b&c=d#e;f,g'h(i)[j]{k}@!$^~`.txt",
    "über/Straße/x.txt",
]


def test_a_share_can_be_made_described_changed_and_deleted(files: ShareServiceClient) -> None:
    name = f"share-{uuid.uuid4().hex}"

    share = files.create_share(name, metadata={"owner": "ann"}, quota=7)

    first = share.get_share_properties()
    assert (first.metadata, first.quota) == ({"owner": "ann"}, 7)
    share.set_share_metadata({"owner": "bob"})
    share.set_share_quota(9)
    second = share.get_share_properties()
    assert (second.metadata, second.quota) == ({"owner": "bob"}, 9)
    assert second.etag != first.etag
    share.delete_share()
    assert_code(share.get_share_properties, ResourceNotFoundError, 404, "ShareNotFound")


def test_a_share_is_made_once_and_empty_again_after_its_deletion(share: ShareClient) -> None:
    share.get_file_client("a.txt").upload_file(b"a")

    assert_code(share.create_share, ResourceExistsError, 409, "ShareAlreadyExists")
    share.delete_share()
    share.create_share()

    assert list(share.list_directories_and_files()) == []


@pytest.mark.parametrize("name", ["ab", "Upper", "a--b", "-ab", "ab-", "a_b", "a" * 64])
def test_a_bad_name_of_a_share_is_refused(files: ShareServiceClient, name: str) -> None:
    assert_code(lambda: files.create_share(name), HttpResponseError, 400, "InvalidResourceName")


def test_shares_are_listed_in_pages(files: ShareServiceClient) -> None:
    prefix = f"list-{uuid.uuid4().hex}"
    for number in range(5):
        files.create_share(f"{prefix}-{number}", metadata={"number": str(number)})

    pages = files.list_shares(prefix, include_metadata=True, results_per_page=2).by_page()

    found = [[(share.name, share.metadata) for share in page] for page in pages]
    assert [len(page) for page in found] == [2, 2, 1]
    assert found[0][0] == (f"{prefix}-0", {"number": "0"})
    assert len({name for page in found for name, _ in page}) == 5


def test_a_directory_can_be_made_described_changed_and_deleted(share: ShareClient) -> None:
    directory = share.get_directory_client("Workflows")
    made_at = datetime(2020, 1, 2, tzinfo=UTC)

    directory.create_directory(metadata={"owner": "ann"})

    first = directory.get_directory_properties()
    assert first.metadata == {"owner": "ann"}
    assert first.is_directory
    directory.set_directory_metadata({"owner": "bob"})
    directory.set_http_headers(file_attributes="hidden", file_creation_time=made_at)
    second = directory.get_directory_properties()
    assert second.metadata == {"owner": "bob"}
    assert second.file_attributes == "Directory | hidden"
    assert second.creation_time == made_at
    assert second.etag != first.etag
    directory.delete_directory()
    assert not directory.exists()


def test_a_directory_is_only_deleted_when_it_is_empty(share: ShareClient) -> None:
    directory = share.create_directory("outer")
    inner = directory.create_subdirectory("inner")

    assert_code(directory.delete_directory, HttpResponseError, 409, "DirectoryNotEmpty")
    inner.delete_directory()
    directory.delete_directory()

    assert not directory.exists()


def test_what_exists_is_not_made_again_as_another_kind(share: ShareClient) -> None:
    share.create_directory("thing")
    share.get_file_client("file").upload_file(b"a")

    as_directory = share.get_directory_client
    as_file = share.get_file_client("THING")

    same = as_directory("Thing").create_directory
    assert_code(same, ResourceExistsError, 409, "ResourceAlreadyExists")
    other = as_directory("file").create_directory
    assert_code(other, ResourceExistsError, 409, "ResourceTypeMismatch")
    assert_code(lambda: as_file.upload_file(b"a"), ResourceExistsError, 409, "ResourceTypeMismatch")
    assert_code(as_file.get_file_properties, ResourceNotFoundError, 404, "ResourceNotFound")


def test_a_missing_parent_is_told_from_a_missing_file(share: ShareClient) -> None:
    deep = share.get_file_client("no/such/file")
    flat = share.get_file_client("file")
    inner = share.get_directory_client("no/such")

    assert_code(lambda: deep.upload_file(b"a"), ResourceNotFoundError, 404, "ParentNotFound")
    assert_code(inner.create_directory, ResourceNotFoundError, 404, "ParentNotFound")
    assert_code(flat.download_file, ResourceNotFoundError, 404, "ResourceNotFound")
    assert_code(flat.delete_file, ResourceNotFoundError, 404, "ResourceNotFound")
    listing = share.get_directory_client("none").list_directories_and_files
    assert_code(lambda: list(listing()), ResourceNotFoundError, 404, "ResourceNotFound")


def test_a_missing_share_is_told_from_a_missing_file(files: ShareServiceClient) -> None:
    file = files.get_share_client("no-such-share").get_file_client("file")

    assert_code(lambda: file.upload_file(b"a"), ResourceNotFoundError, 404, "ShareNotFound")
    assert_code(file.get_file_properties, ResourceNotFoundError, 404, "ShareNotFound")


def test_a_directory_lists_what_it_holds(share: ShareClient) -> None:
    share.create_directory("Beta")
    for name in ("alpha", "Gamma", "delta"):
        share.get_file_client(name).upload_file(name.encode())

    found = list(share.list_directories_and_files())
    chosen = list(share.list_directories_and_files(name_starts_with="D"))

    assert [(one.name, one.is_directory) for one in found] == [
        ("Beta", True),
        ("alpha", False),
        ("delta", False),
        ("Gamma", False),
    ]
    assert [one.name for one in chosen] == ["delta"]
    assert (chosen[0]["size"], chosen[0].etag) == (5, None)


def test_a_list_includes_what_is_asked_for(share: ShareClient) -> None:
    share.create_directory("directory")
    file = share.get_file_client("file")
    file.upload_file(b"abc")
    known = file.get_file_properties()

    directory, listed = share.list_directories_and_files(
        include=["timestamps", "Etag", "Attributes", "PermissionKey"]
    )

    assert (listed.etag, listed.file_id) == (known.etag, known.file_id)
    assert listed.last_modified == known.last_modified
    assert listed.creation_time
    assert listed.file_attributes == "Archive"
    assert listed.permission_key
    assert directory.file_attributes == "Directory"
    assert directory.last_write_time


def test_a_long_list_comes_in_pages(share: ShareClient) -> None:
    for number in range(7):
        share.get_file_client(f"{number}.txt").create_file(0)

    pages = share.list_directories_and_files(results_per_page=3).by_page()

    assert [[one.name for one in page] for page in pages] == [
        ["0.txt", "1.txt", "2.txt"],
        ["3.txt", "4.txt", "5.txt"],
        ["6.txt"],
    ]


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_odd_names_come_back_as_they_went(
    share: ShareClient, async_files: AsyncShareServiceClient, name: str
) -> None:
    folder, _, leaf = name.rpartition("/")
    for depth in range(len(folder.split("/")) if folder else 0):
        share.create_directory("/".join(folder.split("/")[: depth + 1]))
    share.get_file_client(name).upload_file(b"sync", metadata={"a": "b"})

    async_file = async_files.get_share_client(share.share_name).get_file_client(name)
    content = await (await async_file.download_file()).readall()
    await async_file.upload_file(b"async")

    assert content == b"sync"
    assert share.get_file_client(name).download_file().readall() == b"async"
    listed = share.list_directories_and_files(folder or None)
    assert [one.name for one in listed] == [leaf]


def test_names_are_found_in_any_case_and_keep_their_own(share: ShareClient) -> None:
    share.create_directory("Workflows").get_file_client("Hello.py").upload_file(b"one")

    share.get_file_client("WORKFLOWS/hello.PY").upload_file(b"two")

    assert share.get_file_client("workflows/HELLO.py").download_file().readall() == b"two"
    assert [one.name for one in share.list_directories_and_files("WORKflows")] == ["Hello.py"]
    share.get_file_client("workflows/hello.py").delete_file()
    assert list(share.list_directories_and_files("Workflows")) == []


def test_dots_at_the_end_of_a_name_are_dropped(share: ShareClient) -> None:
    share.get_file_client("file...").upload_file(b"a")

    assert [one.name for one in share.list_directories_and_files()] == ["file"]


def test_a_file_can_be_renamed_and_moved(share: ShareClient) -> None:
    share.create_directory("target")
    file = share.get_file_client("Old.txt")
    file.upload_file(b"abc", metadata={"owner": "ann"})
    known = file.get_file_properties()

    moved = file.rename_file("target/New.txt")

    found = moved.get_file_properties()
    assert (found.metadata, found.file_id) == ({"owner": "ann"}, known.file_id)
    assert moved.download_file().readall() == b"abc"
    assert ranges_of(moved) == [(0, 2)]
    assert [one.name for one in share.list_directories_and_files()] == ["target"]
    moved.rename_file("target/NEW.txt")
    assert [one.name for one in share.list_directories_and_files("target")] == ["NEW.txt"]


def test_a_rename_replaces_only_when_it_is_told_to(share: ShareClient) -> None:
    share.get_file_client("Target").upload_file(b"old")
    share.create_directory("directory")
    file = share.get_file_client("file")
    file.upload_file(b"new")

    taken = file.rename_file
    assert_code(lambda: taken("target"), ResourceExistsError, 409, "ResourceAlreadyExists")
    assert_code(
        lambda: taken("directory", overwrite=True), ResourceExistsError, 409, "ResourceTypeMismatch"
    )
    moved = file.rename_file("target", overwrite=True, metadata={"owner": "bob"})

    assert moved.download_file().readall() == b"new"
    assert moved.get_file_properties().metadata == {"owner": "bob"}
    assert [one.name for one in share.list_directories_and_files()] == ["directory", "target"]


def test_a_directory_is_renamed_with_all_it_holds(share: ShareClient) -> None:
    directory = share.create_directory("old")
    inner = directory.create_subdirectory("inner")
    inner.get_file_client("file").upload_file(b"abc", metadata={"owner": "ann"})
    share.create_directory("other")

    code = "ResourceAlreadyExists"
    assert_code(lambda: directory.rename_directory("other"), ResourceExistsError, 409, code)
    inside = directory.rename_directory
    assert_code(lambda: inside("old/inner/x"), HttpResponseError, 400, "InvalidHeaderValue")
    directory.rename_directory("new")

    file = share.get_file_client("new/inner/file")
    assert file.download_file().readall() == b"abc"
    assert file.get_file_properties().metadata == {"owner": "ann"}
    assert [one.name for one in share.list_directories_and_files()] == ["new", "other"]


def test_what_is_not_there_cannot_be_renamed(share: ShareClient) -> None:
    file = share.get_file_client("none")
    directory = share.get_directory_client("none")

    assert_code(lambda: file.rename_file("x"), ResourceNotFoundError, 404, "ResourceNotFound")
    renaming = directory.rename_directory
    assert_code(lambda: renaming("x"), ResourceNotFoundError, 404, "ResourceNotFound")


def test_contents_are_plain_files_in_the_data_folder(share: ShareClient, address: Address) -> None:
    folder = Path(address.vault_ca).parent / "shares" / share.share_name
    share.create_directory("Workflows").get_file_client("Hello.py").upload_file(b"one")

    (folder / "Workflows" / "copied.py").write_bytes(b"two")

    assert (folder / "Workflows" / "Hello.py").read_bytes() == b"one"
    copied = share.get_file_client("workflows/COPIED.py")
    assert copied.download_file().readall() == b"two"
    assert copied.get_file_properties().etag == copied.get_file_properties().etag
    assert ranges_of(copied) == [(0, 2)]


def test_a_link_on_the_disk_leads_nowhere(
    share: ShareClient, address: Address, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("secret")
    folder = Path(address.vault_ca).parent / "shares" / share.share_name
    (folder / "out").symlink_to(tmp_path)
    (folder / "file").symlink_to(tmp_path / "secret")

    inside, link = share.get_file_client("out/secret"), share.get_file_client("file")

    assert_code(inside.download_file, ResourceNotFoundError, 404, "ParentNotFound")
    assert_code(link.download_file, ResourceNotFoundError, 404, "ResourceNotFound")
    assert list(share.list_directories_and_files()) == []


def test_another_key_is_refused(address: Address) -> None:
    other = base64.b64encode(bytes(64)).decode()
    parts = {**address.files, "AccountKey": other}
    connection = ";".join(f"{name}={value}" for name, value in parts.items())

    with ShareServiceClient.from_connection_string(connection, retry_total=0) as client:
        share = client.get_share_client("share")

        code = "AuthenticationFailed"
        assert_code(share.create_share, ClientAuthenticationError, 403, code)


async def test_the_async_client_can_do_it_all(async_files: AsyncShareServiceClient) -> None:
    share = await async_files.create_share(f"share-{uuid.uuid4().hex}", metadata={"a": "b"})
    directory = await share.create_directory("über uns")
    file = directory.get_file_client("a b.bin")
    content = os.urandom(5_000_000)

    await file.upload_file(content, metadata={"owner": "ann"}, max_concurrency=2)
    await file.resize_file(4_999_999)
    await file.set_file_metadata({"owner": "bob"})
    moved = await file.rename_file("über uns/c d.bin")
    read = await (await moved.download_file(max_concurrency=2)).readall()
    listed = [one.name async for one in directory.list_directories_and_files(include=["Etag"])]
    properties = await moved.get_file_properties()
    ranges = [(one.start, one.end) async for one in moved.list_ranges()]

    assert read == content[:-1]
    assert listed == ["c d.bin"]
    assert properties.metadata == {"owner": "bob"}
    assert ranges == [(0, 4_999_998)]
    assert (await share.get_share_properties()).metadata == {"a": "b"}
    await moved.delete_file()
    await directory.delete_directory()
    await share.delete_share()
    assert share.share_name not in [one.name async for one in async_files.list_shares()]


async def test_the_async_client_hears_the_same_refusals(
    share: ShareClient, async_files: AsyncShareServiceClient
) -> None:
    async_share = async_files.get_share_client(share.share_name)

    with pytest.raises(ResourceExistsError) as exists:
        await async_share.create_share()
    with pytest.raises(ResourceNotFoundError) as missing:
        await async_share.get_file_client("no/file").upload_file(b"a")

    assert (exists.value.status_code, code_of(exists.value)) == (409, "ShareAlreadyExists")
    assert (missing.value.status_code, code_of(missing.value)) == (404, "ParentNotFound")
