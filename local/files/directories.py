"""Handlers for directories: create, list, change and delete."""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from starlette.responses import Response

from local.files import answers, properties
from local.files.answers import with_text
from local.files.call import FileRequest
from local.files.errors import FilesError
from local.files.paging import ListingPage
from local.files.paths import ResourcePath
from local.files.records import Record
from local.files.tree import children


async def create(call: FileRequest) -> Response:
    found = call.tree.find(call.place)
    if found is not None:
        code = "ResourceAlreadyExists" if found.is_dir() else "ResourceTypeMismatch"
        raise FilesError(code, "The specified resource already exists.")
    call.tree.free(call.place).mkdir()
    record = properties.created(call.headers, attributes="Directory")
    return answers.empty(201, saved(call, record))


async def get(call: FileRequest) -> Response:
    record = call.records.get(call.place, call.tree.directory(call.place))
    headers = {**properties.described(record, parent_id(call)), **properties.named(record)}
    return answers.empty(200, headers)


async def delete(call: FileRequest) -> Response:
    found = call.tree.directory(call.place)
    if not call.place.parts:
        raise FilesError("CannotDeleteRoot", "The root directory goes with its share.")
    if any(found.iterdir()):
        raise FilesError("DirectoryNotEmpty", "The specified directory is not empty.")
    found.rmdir()
    call.records.forget(call.place)
    return answers.empty(202, {})


async def set_metadata(call: FileRequest) -> Response:
    record = call.records.get(call.place, call.tree.directory(call.place))
    return answers.empty(200, saved(call, with_metadata(call, record)))


async def set_properties(call: FileRequest) -> Response:
    record = call.records.get(call.place, call.tree.directory(call.place))
    return answers.empty(200, saved(call, properties.changed(record, call.headers)))


async def list_entries(call: FileRequest) -> Response:
    directory = call.tree.directory(call.place)
    page = ListingPage.of(call.query)
    entries = {path.name: path for path in children(directory)}
    shown, following = page.cut(list(entries))
    document = Element(
        "EnumerationResults",
        ServiceEndpoint=call.endpoint,
        ShareName=call.place.share,
        DirectoryPath=call.place.path,
    )
    page.describe(document)
    listed = SubElement(document, "Entries")
    for name in shown:
        _describe(call, listed, entries[name])
    with_text(document, "NextMarker", following)
    with_text(document, "DirectoryId", call.records.get(call.place, directory).id)
    return answers.xml(document)


def saved(call: FileRequest, record: Record) -> dict[str, str]:
    """Save the record of the call's path; return its headers."""
    return properties.described(call.records.save(call.place, record), parent_id(call))


def with_metadata(call: FileRequest, record: Record) -> Record:
    given = {**record.touched(), "metadata": properties.metadata(call.headers)}
    return record.model_copy(update=given)


def parent_id(call: FileRequest) -> str:
    """The id of the parent directory; "0" for the root of a share."""
    if not call.place.parts:
        return "0"
    parent = call.place.parent
    return call.records.get(parent, call.tree.directory(parent)).id


INCLUDED: dict[str, dict[str, Callable[[Record], str]]] = {
    "timestamps": {
        "CreationTime": lambda record: properties.file_time(record.created_at),
        "LastAccessTime": lambda record: properties.file_time(record.written_at),
        "LastWriteTime": lambda record: properties.file_time(record.written_at),
        "ChangeTime": lambda record: properties.file_time(record.changed_at),
        "Last-Modified": lambda record: properties.http_time(record.modified_at),
    },
    "etag": {"Etag": lambda record: record.etag},
}


def _describe(call: FileRequest, listed: Element, path: Path) -> None:
    included = call.query.get("include", "").lower().split(",")
    place = ResourcePath(call.place.share, (*call.place.parts, path.name))
    record = call.records.get(place, path)
    entry = SubElement(listed, "Directory" if path.is_dir() else "File")
    with_text(entry, "Name", path.name)
    with_text(entry, "FileId", record.id)
    described = SubElement(entry, "Properties")
    if path.is_file():
        with_text(described, "Content-Length", str(path.stat().st_size))
    for name in INCLUDED.keys() & included:
        for tag, text in INCLUDED[name].items():
            with_text(described, tag, text(record))
    if "attributes" in included:
        with_text(entry, "Attributes", record.attributes)
    if "permissionkey" in included:
        with_text(entry, "PermissionKey", properties.PERMISSION_KEY)
