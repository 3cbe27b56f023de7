"""Handlers that rename or move files and directories."""

from pathlib import Path

from starlette.responses import Response

from local.files import answers, properties
from local.files.call import FileRequest
from local.files.directories import saved
from local.files.errors import FilesError
from local.files.paths import ResourcePath, place_of_url
from local.files.records import Record


async def rename_file(call: FileRequest) -> Response:
    source = _source(call)
    found = call.tree.file(source)
    record = call.records.get(source, found)
    target = call.tree.find(call.place)
    if target is not None and target != found:
        _require_replaceable(call, target)
    _move(call, source, found, target)
    return _answer(call, record)


async def rename_directory(call: FileRequest) -> Response:
    """Rename a directory; it may replace a file, but never a directory."""
    source = _source(call)
    found = call.tree.directory(source)
    record = call.records.get(source, found)
    target = call.tree.find(call.place)
    if call.place.within(source) and target != found:
        raise FilesError("InvalidHeaderValue", "A directory cannot move into itself.")
    if target is not None and target != found:
        if target.is_dir():
            raise _exists()
        _require_replaceable(call, target)
        target.unlink()
        target = None
    _move(call, source, found, target)
    return _answer(call, record)


def _source(call: FileRequest) -> ResourcePath:
    url = call.headers.get("x-ms-file-rename-source")
    if url is None:
        raise FilesError("MissingRequiredHeader", "x-ms-file-rename-source is required.")
    source = place_of_url(url, call.account)
    if source.share != call.place.share:
        raise FilesError("InvalidHeaderValue", "A rename cannot leave the share.")
    if not source.parts or not call.place.parts:
        raise FilesError("InvalidResourceName", "The root directory cannot be renamed.")
    return source


def _require_replaceable(call: FileRequest, target: Path) -> None:
    if target.is_dir():
        raise FilesError("ResourceTypeMismatch", "The specified resource is a directory.")
    if call.headers.get("x-ms-file-rename-replace-if-exists", "").lower() != "true":
        raise _exists()


def _move(call: FileRequest, source: ResourcePath, found: Path, target: Path | None) -> None:
    """Move in steps that each leave a file under the name, even if the process is killed."""
    moved = found if target is None else found.replace(target)
    moved.replace(call.tree.free(call.place))
    call.records.move(source, call.place)


def _answer(call: FileRequest, record: Record) -> Response:
    changed = properties.changed(record, call.headers)
    metadata = properties.metadata(call.headers) or changed.metadata
    return answers.empty(200, saved(call, changed.model_copy(update={"metadata": metadata})))


def _exists() -> FilesError:
    return FilesError("ResourceAlreadyExists", "The specified resource already exists.")
