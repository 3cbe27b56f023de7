"""Request handlers of transformations of code, which save nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.call import Call
from shared.errors import InvalidInput, NotFound, TooLarge
from shared.models.code.diffs import diff_of
from shared.models.code.transforms import (
    MOST_CHARACTERS,
    MOST_FILES,
    CodeFile,
    CodemodView,
    TransformedFile,
    TransformOrder,
    TransformRequest,
    TransformResult,
    WrittenFile,
)
from shared.models.paths import FilePath
from shared.services.codemods import process
from shared.services.codemods.descriptions import CODEMODS
from shared.services.workspace.trees import etag_of
from shared.services.workspace.workspace import Entry

MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Before:
    """A file as it was. ``etag`` is that of the saved one."""

    text: str
    etag: str | None = None


def codemods() -> list[CodemodView]:
    """List what code can be transformed by."""
    return [*CODEMODS]


async def transform(call: Call, request: TransformRequest) -> TransformResult:
    """Return what a transformation would make of files; nothing is saved."""
    before = {_path(file.path): _Before(file.content) for file in request.files}
    if request.paths or not request.files:
        saved = await _saved(call, request.paths)
        before = {**saved, **before}
    files = tuple(CodeFile(path=path, content=one.text) for path, one in before.items())
    if not files:
        return TransformResult(files=(), notes=(), failed=(), unchanged=0)
    report = await process.run(TransformOrder(codemod=request.codemod, files=files))
    changed = tuple(
        _changed(file, before[file.path]) for file in report.files if file.content is not None
    )
    faults = tuple(file.fault for file in report.files if file.fault is not None)
    return TransformResult(
        files=changed,
        notes=tuple(note for file in report.files for note in file.notes),
        failed=faults,
        unchanged=len(report.files) - len(changed) - len(faults),
    )


def _changed(file: WrittenFile, before: _Before) -> TransformedFile:
    content = file.content or ""
    diff = diff_of(file.path, before.text, content)
    return TransformedFile(path=file.path, content=content, diff=diff, etag=before.etag)


async def _saved(call: Call, paths: Sequence[str]) -> dict[str, _Before]:
    """Return the saved files at these paths, and below them; of the whole workspace without any."""
    workspace = call.platform.services.workspace
    places = [FilePath.parse(path) for path in paths]
    entries = [entry for entry in await workspace.code() if entry.path.name.endswith(".py")]
    for place in places:
        if not any(entry.path.is_in(place) for entry in entries):
            raise NotFound("Python file", place)
    wanted = [e for e in entries if not places or any(e.path.is_in(place) for place in places)]
    _require_bounds(wanted)
    contents = await workspace.fetch([entry.path for entry in wanted])
    return {
        path: _Before(text, etag_of(content))
        for path, content in contents.items()
        if (text := _text(content)) is not None
    }


def _require_bounds(entries: Sequence[Entry]) -> None:
    size = sum(entry.size for entry in entries)
    if len(entries) > MOST_FILES or size > MOST_BYTES:
        words = f"{len(entries)} files with {size} bytes: at most {MOST_FILES} with {MOST_BYTES}"
        raise TooLarge(f"{words}; name paths")


def _text(content: bytes) -> str | None:
    """Return the text of a file; None if it is none that could be saved again as UTF-8."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return text if len(text) <= MOST_CHARACTERS and not text.startswith("\ufeff") else None


def _path(text: str) -> str:
    path = FilePath.parse(text)
    if not path.name.endswith(".py"):
        raise InvalidInput(f"{text[:100]!r} is no Python file: its name ends with .py")
    return str(path)
