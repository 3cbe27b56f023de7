"""Checks the files that the editor sends unsaved, and leaves an event of each."""

from collections.abc import Iterable, Mapping

from shared.call import Call
from shared.errors import Detail, InvalidInput, TooLarge
from shared.models.code.drafts import UnsavedFile
from shared.models.paths import DATA, FilePath
from shared.operations import run_audit
from shared.services.workspace.workspace import LARGEST_MODULE


async def accepted(call: Call, operation: str, files: Iterable[UnsavedFile]) -> Mapping[str, bytes]:
    """Return the contents by path, after an event for each in GLOBAL's audit log.

    InvalidInput for a path that no code has, TooLarge for a file over 1 MiB.
    """
    contents = {str(_path(one.path)): one.content.encode() for one in files}
    if any(len(content) > LARGEST_MODULE for content in contents.values()):
        raise TooLarge(f"a file that is not saved may have at most {LARGEST_MODULE} bytes")
    for path, content in contents.items():
        await run_audit.note_code(call, operation, path, content.decode(), call.caller.scope)
    return contents


def python_file(text: str) -> str:
    """Return the path of a Python file; InvalidInput for any other."""
    path = _path(text)
    if not path.name.endswith(".py"):
        raise _fault(f"{text[:100]!r} is no Python file")
    return str(path)


def _path(text: str) -> FilePath:
    path = FilePath.parse(text)
    if path.parts[0] == DATA:
        raise _fault(f"{text[:100]!r} is data of an organization, and no code")
    return path


def _fault(words: str) -> InvalidInput:
    return InvalidInput(words, [Detail(("body",), words)])
