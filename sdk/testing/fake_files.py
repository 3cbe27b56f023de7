"""Fake of ``bifrost.files``: the files of one organization in a test, in memory."""

from base64 import b64decode, b64encode
from typing import cast

from sdk.errors import WorkflowError


class FakeFiles:
    """Files by path below ``data/<organization>/``, and the answers to ``files.*``."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents
        self._uploads: dict[str, bytes] = {}

    def ask(self, verb: str, arguments: dict[str, object]) -> object:
        path = str(arguments.get("path", ""))
        match verb:
            case "read":
                return self._read(path, cast("int", arguments["at"]))
            case "add_part":
                upload = str(arguments["upload"])
                self._uploads[upload] = self._uploads.get(upload, b"") + _bytes(arguments)
            case "write":
                self.contents[path] = self.sent(arguments)
            case "delete":
                self._delete(path)
            case "list":
                return {"names": self._names(path), "next": None}
            case _:
                return {} if self._below(path) else None
        return None

    def sent(self, arguments: dict[str, object]) -> bytes:
        """Return the content that a call carries, or that its upload carried in chunks."""
        upload = arguments.get("upload")
        return self._uploads.pop(str(upload)) if upload else _bytes(arguments)

    def _read(self, path: str, at: int) -> object:
        if path not in self.contents:
            raise WorkflowError("NotFound", f"file {path!r} not found")
        content = self.contents[path]
        return {"content": b64encode(content[at:]).decode(), "size": len(content), "mark": ""}

    def _delete(self, path: str) -> None:
        found = self._below(path)
        if not found:
            raise WorkflowError("NotFound", f"file or folder {path!r} not found")
        for one in found:
            del self.contents[one]

    def _names(self, path: str) -> list[str]:
        depth = path.count("/") + 1 if path else 0
        found = self._below(path)
        if path and not found:
            raise WorkflowError("NotFound", f"folder {path!r} not found")
        return sorted({one.split("/")[depth] for one in found})

    def _below(self, path: str) -> list[str]:
        """Return the path if it is a file, or the paths of the files in this folder."""
        return [one for one in self.contents if not path or f"{one}/".startswith(f"{path}/")]


def _bytes(arguments: dict[str, object]) -> bytes:
    return b64decode(str(arguments["content"]))
