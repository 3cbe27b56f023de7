"""Handlers for files: create, read, write ranges, change and delete."""

import base64
import hashlib
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from starlette.responses import Response, StreamingResponse

from local.files import answers, properties, ranges
from local.files.answers import with_text
from local.files.call import MOST_BYTES, FileRequest
from local.files.directories import parent_id, saved, with_metadata
from local.files.errors import FilesError
from local.files.paging import ListingPage
from local.files.records import Record

RANGE = re.compile(r"bytes=([0-9]{1,18})-([0-9]{1,18})?")
CHUNK = 1024 * 1024
LARGEST = 4 * 1024**4


async def create(call: FileRequest) -> Response:
    """Create a file, or replace it. Newer clients send its first bytes in the body."""
    size = _size(call)
    if size is None:
        raise FilesError("MissingRequiredHeader", "x-ms-content-length is required.")
    first = await call.body()
    if len(first) > size:
        raise FilesError("InvalidHeaderValue", "The body is longer than x-ms-content-length.")
    path = call.tree.find(call.place) or call.tree.free(call.place)
    if path.is_dir():
        raise FilesError("ResourceTypeMismatch", "The specified resource is a directory.")
    path.write_bytes(first)
    os.truncate(path, size)
    record = properties.created(call.headers, attributes="Archive")
    written = ((0, len(first) - 1),) if first else ()
    return answers.empty(201, saved(call, record.model_copy(update={"ranges": written})))


async def head(call: FileRequest) -> Response:
    path = call.tree.file(call.place)
    headers = _headers(call, call.records.get(call.place, path))
    return answers.empty(200, {**headers, "Content-Length": str(path.stat().st_size)})


async def get(call: FileRequest) -> Response:
    """Send the whole file, or the requested range."""
    path = call.tree.file(call.place)
    headers = _headers(call, call.records.get(call.place, path))
    window = _window(call, path)
    if window is None:
        size = path.stat().st_size
        headers["Content-Length"] = str(size)
        return StreamingResponse(_read(path, 0, size), 200, headers)
    first, last = window
    if "Content-MD5" in headers:
        headers["x-ms-content-md5"] = headers.pop("Content-MD5")
    if call.headers.get("x-ms-range-get-content-md5", "").lower() == "true":
        headers["Content-MD5"] = _md5_of_range(path, first, last)
    headers["Content-Range"] = f"bytes {first}-{last}/{path.stat().st_size}"
    headers["Content-Length"] = str(last + 1 - first)
    return StreamingResponse(_read(path, first, last + 1), 206, headers)


async def delete(call: FileRequest) -> Response:
    call.tree.file(call.place).unlink()
    call.records.forget(call.place)
    return answers.empty(202, {})


async def set_metadata(call: FileRequest) -> Response:
    record = call.records.get(call.place, call.tree.file(call.place))
    return answers.empty(200, saved(call, with_metadata(call, record)))


async def set_properties(call: FileRequest) -> Response:
    """Set properties; a new size truncates the file or pads it with zeros."""
    path = call.tree.file(call.place)
    record = properties.changed(call.records.get(call.place, path), call.headers)
    size = _size(call)
    if size is not None:
        os.truncate(path, size)
        record = record.model_copy(update={"ranges": ranges.clip(record.ranges, (0, size - 1))})
    return answers.empty(200, saved(call, record))


async def put_range(call: FileRequest) -> Response:
    mode = call.headers.get("x-ms-write", "").lower()
    if mode not in ("update", "clear"):
        raise FilesError("InvalidHeaderValue", f"x-ms-write cannot be {mode!r}.")
    body = await call.body()
    path = call.tree.file(call.place)
    first, last = _range_to_write(call, path)
    record = call.records.get(call.place, path)
    if mode == "update":
        headers = {"Content-MD5": _checked(call, body, last + 1 - first)}
        written = ranges.add(record.ranges, (first, last))
    else:
        headers = {}
        written = ranges.remove(record.ranges, (first, last))
    _write(path, first, body, last + 1 - first)
    record = _written(call, record).model_copy(update={"ranges": written})
    return answers.empty(201, {**saved(call, record), **headers})


async def list_ranges(call: FileRequest) -> Response:
    """List written ranges in pages; markers are zero-padded first bytes, which sort as text."""
    path = call.tree.file(call.place)
    record = call.records.get(call.place, path)
    size = path.stat().st_size
    window = _window(call, path) or (0, size - 1)
    written = {f"{one[0]:020}": one for one in ranges.clip(record.ranges, window)}
    shown, following = ListingPage.of(call.query).cut(list(written))
    document = Element("Ranges")
    for name in shown:
        entry = SubElement(document, "Range")
        with_text(entry, "Start", str(written[name][0]))
        with_text(entry, "End", str(written[name][1]))
    with_text(document, "NextMarker", following)
    return answers.xml(
        document, headers={**properties.tags(record), "x-ms-content-length": str(size)}
    )


def _size(call: FileRequest) -> int | None:
    size = call.number("x-ms-content-length")
    if size is not None and size > LARGEST:
        raise FilesError("OutOfRangeInput", "A file has at most 4 TiB.")
    return size


def _headers(call: FileRequest, record: Record) -> dict[str, str]:
    content = {name.title().replace("Md5", "MD5"): text for name, text in record.content.items()}
    return {
        "Content-Type": "application/octet-stream",
        **content,
        **properties.described(record, parent_id(call)),
        **properties.named(record),
        "x-ms-type": "File",
        "x-ms-server-encrypted": "true",
        "x-ms-lease-status": "unlocked",
        "x-ms-lease-state": "available",
        "Accept-Ranges": "bytes",
    }


def _window(call: FileRequest, path: Path) -> ranges.Range | None:
    """The requested range, cut at the end of the file; None for the whole file."""
    text = call.headers.get("x-ms-range") or call.headers.get("range")
    if text is None:
        return None
    first, last = _parsed(text)
    size = path.stat().st_size
    if first >= size or (last is not None and last < first):
        raise _not_in_file(text, size)
    return first, size - 1 if last is None else min(last, size - 1)


def _range_to_write(call: FileRequest, path: Path) -> ranges.Range:
    text = call.headers.get("x-ms-range") or call.headers.get("range", "")
    first, last = _parsed(text)
    size = path.stat().st_size
    if last is None or last < first or last >= size:
        raise _not_in_file(text, size)
    return first, last


def _parsed(text: str) -> tuple[int, int | None]:
    match = RANGE.fullmatch(text)
    if match is None:
        raise FilesError("InvalidHeaderValue", f"{text!r} is not a range of bytes.")
    return int(match[1]), int(match[2]) if match[2] else None


def _not_in_file(text: str, size: int) -> FilesError:
    return FilesError("InvalidRange", f"{text!r} is not in a file of {size} bytes.")


def _checked(call: FileRequest, body: bytes, size: int) -> str:
    """The MD5 of the body; FilesError if its size or MD5 differs from the headers."""
    if len(body) != size:
        message = f"The range has {size} bytes and the body {len(body)}."
        raise FilesError("InvalidHeaderValue", message)
    actual = _md5(body)
    if call.headers.get("content-md5", actual) != actual:
        raise FilesError("Md5Mismatch", "Content-MD5 is not that of the body.")
    return actual


def _written(call: FileRequest, record: Record) -> Record:
    """The record after a write; a header may ask to keep the time of the last write."""
    keep = call.headers.get("x-ms-file-last-write-time", "now").lower() == "preserve"
    touched = record.touched()
    times = {} if keep else {"written_at": touched["modified_at"]}
    return record.model_copy(update={**touched, **times})


def _write(path: Path, first: int, body: bytes, size: int) -> None:
    """Write the body, or zeros if it is empty."""
    with path.open("r+b") as file:
        file.seek(first)
        if body:
            file.write(body)
            return
        for start in range(0, size, CHUNK):
            file.write(bytes(min(CHUNK, size - start)))


async def _read(path: Path, start: int, end: int) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        for position in range(start, end, CHUNK):
            yield file.read(min(CHUNK, end - position))


def _md5_of_range(path: Path, first: int, last: int) -> str:
    if last - first >= MOST_BYTES:
        raise FilesError("OutOfRangeInput", "Only a range of 4 MiB or less has a Content-MD5.")
    with path.open("rb") as file:
        file.seek(first)
        return _md5(file.read(last + 1 - first))


def _md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
