"""Does the file-share stand-in keep the bytes of files as Azure Files does?"""

import base64
import hashlib
import os
from datetime import UTC, datetime

import pytest
from azure.core.exceptions import HttpResponseError
from azure.storage.fileshare import ContentSettings, ShareClient

from tests.contract.standins.ranges import ranges_of
from tests.contract.standins.refusals import assert_code


@pytest.mark.parametrize("content", [b"", b"a", bytes(range(256)) * 10])
def test_a_file_that_was_uploaded_can_be_downloaded(share: ShareClient, content: bytes) -> None:
    file = share.get_file_client("file.bin")

    file.upload_file(content)

    assert file.download_file().readall() == content
    assert file.get_file_properties().size == len(content)


def test_five_megabytes_travel_in_ranges(share: ShareClient) -> None:
    content = os.urandom(5_000_000)
    file = share.get_file_client("large.bin")

    file.upload_file(content, validate_content=True, max_concurrency=2)

    assert file.download_file(validate_content=True, max_concurrency=2).readall() == content
    assert file.download_file(offset=4_194_000, length=1000).readall() == content[4_194_000:][:1000]
    assert ranges_of(file) == [(0, 4_999_999)]


def test_an_upload_replaces_the_whole_file(share: ShareClient) -> None:
    file = share.get_file_client("file")
    file.upload_file(b"a long text", metadata={"owner": "ann"})

    file.upload_file(b"short")

    assert file.download_file().readall() == b"short"
    assert file.get_file_properties().metadata == {}


def test_ranges_can_be_written_and_cleared(share: ShareClient) -> None:
    file = share.get_file_client("file")
    file.create_file(2048)

    file.upload_range(b"a" * 1024, offset=0, length=1024)
    file.upload_range(b"b" * 24, offset=2000, length=24)
    file.clear_range(offset=512, length=512)

    assert file.download_file().readall() == b"a" * 512 + bytes(1488) + b"b" * 24 + bytes(24)
    assert ranges_of(file) == [(0, 511), (2000, 2023)]
    assert ranges_of(file, offset=1, length=2000) == [(1, 511), (2000, 2000)]
    pages = [list(page) for page in file.list_ranges(results_per_page=1).by_page()]
    assert [len(page) for page in pages] == [1, 1]


def test_a_file_can_be_cut_and_grown(share: ShareClient) -> None:
    file = share.get_file_client("file")
    settings = ContentSettings(content_type="text/plain")
    file.upload_file(b"abcdef", content_settings=settings)

    file.resize_file(3)
    file.resize_file(5)

    assert file.download_file().readall() == b"abc\0\0"
    assert file.get_file_properties().content_settings.content_type == "text/plain"
    assert ranges_of(file) == [(0, 2)]


def test_properties_and_metadata_are_kept(share: ShareClient) -> None:
    file = share.get_file_client("file")
    md5 = hashlib.md5(b"abc", usedforsecurity=False).digest()
    settings = ContentSettings(
        content_type="text/x-python",
        content_language="en",
        content_disposition="inline",
        cache_control="no-cache",
        content_md5=bytearray(md5),
    )

    file.upload_file(b"abc", content_settings=settings, metadata={"owner": "ann"})

    first = file.get_file_properties()
    assert first.metadata == {"owner": "ann"}
    assert first.content_settings.content_type == "text/x-python"
    assert first.content_settings.content_language == "en"
    assert first.content_settings.content_disposition == "inline"
    assert first.content_settings.cache_control == "no-cache"
    assert first.content_settings.content_md5 == md5
    assert first.file_attributes == "Archive"
    assert first.file_id
    assert first.parent_id
    assert abs((datetime.now(UTC) - first.last_modified).total_seconds()) < 60
    file.set_file_metadata({"owner": "bob"})
    file.set_http_headers(ContentSettings(content_type="text/plain"), file_last_write_time="now")
    second = file.get_file_properties()
    assert (second.metadata, second.content_settings.content_type) == (
        {"owner": "bob"},
        "text/plain",
    )
    assert second.file_id == first.file_id
    assert second.creation_time == first.creation_time
    assert second.etag != first.etag


def test_a_write_changes_the_entity_tag_and_may_keep_the_time(share: ShareClient) -> None:
    file = share.get_file_client("file")
    file.upload_file(b"abc")
    first = file.get_file_properties()

    file.upload_range(b"x", 0, 1, file_last_write_mode="preserve")
    second = file.get_file_properties()
    file.upload_range(b"y", 0, 1)
    third = file.get_file_properties()

    assert len({first.etag, second.etag, third.etag}) == 3
    assert second.last_write_time == first.last_write_time
    assert third.last_write_time != first.last_write_time


@pytest.mark.parametrize(
    ("length", "offset", "error", "status", "code"),
    [
        (4, 9, HttpResponseError, 416, "InvalidRange"),
        (4, 10, HttpResponseError, 416, "InvalidRange"),
        (4 * 1024 * 1024 + 1, 0, HttpResponseError, 413, "RequestBodyTooLarge"),
    ],
)
def test_a_range_that_does_not_fit_is_refused(
    share: ShareClient,
    length: int,
    offset: int,
    error: type[HttpResponseError],
    status: int,
    code: str,
) -> None:
    file = share.get_file_client("file")
    file.create_file(10)

    assert_code(lambda: file.upload_range(bytes(length), offset, length), error, status, code)

    assert file.download_file().readall() == bytes(10)


def test_reading_beyond_the_end_is_refused(share: ShareClient) -> None:
    file = share.get_file_client("file")
    file.upload_file(b"abc")

    assert file.download_file(offset=1, length=100).readall() == b"bc"
    reading = file.download_file
    assert_code(lambda: reading(offset=3, length=1), HttpResponseError, 416, "InvalidRange")


def test_a_damaged_range_is_refused(share: ShareClient) -> None:
    file = share.get_file_client("file")
    file.create_file(3)
    wrong = base64.b64encode(hashlib.md5(b"xyz", usedforsecurity=False).digest()).decode()

    def upload() -> object:
        return file.upload_range(b"abc", 0, 3, headers={"Content-MD5": wrong})

    assert_code(upload, HttpResponseError, 400, "Md5Mismatch")
    assert file.download_file().readall() == bytes(3)
