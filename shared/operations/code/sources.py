"""Files that a model is shown, as they are saved or as their author has them."""

from dataclasses import dataclass

from shared.call import Call
from shared.errors import InvalidInput, NotFound, TooLarge
from shared.models.code.code_help import MOST_CHARACTERS
from shared.models.paths import FilePath
from shared.services.workspace.trees import etag_of


@dataclass(frozen=True, slots=True)
class CodeSource:
    """A file; ``saved`` is None if there is none yet, and ``etag`` is that of the saved one."""

    path: str
    text: str
    saved: str | None = None
    etag: str | None = None


async def source(call: Call, path: str, content: str | None, *, is_new: bool = False) -> CodeSource:
    """Return a Python file, or its unsaved ``content``; NotFound if there is neither."""
    place = FilePath.parse(path)
    if not place.name.endswith(".py"):
        raise InvalidInput(f"{path[:100]!r} is no Python file: its name ends with .py")
    workspace = call.platform.services.workspace
    found = await workspace.find(place)
    if found is None:
        if content is None and not is_new:
            raise NotFound("file", place)
        return CodeSource(str(place), content or "")
    saved = (await workspace.read(place, limit=MOST_CHARACTERS * 4)).content
    text = saved.decode(errors="replace")
    if content is None and len(text) > MOST_CHARACTERS:
        raise TooLarge(f"{path} has more than {MOST_CHARACTERS} characters")
    return CodeSource(str(place), text if content is None else content, text, etag_of(saved))


def test_path_of(path: str) -> str:
    """Return the path of a file's tests.

    >>> test_path_of("users/onboard.py")
    'users/test_onboard.py'
    """
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}test_{name}"
