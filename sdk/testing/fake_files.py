"""What ``bifrost.files`` keeps in a test: the asks of one organization, answered from memory."""

from base64 import b64decode, b64encode
from typing import cast

from sdk.errors import WorkflowError


class FakeFiles:
    """``kept`` is by path below ``data/<organization>/``."""

    def __init__(self, kept: dict[str, bytes]) -> None:
        self.kept = kept
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
                self.kept[path] = self.sent(arguments)
            case "delete":
                self._delete(path)
            case "list":
                return {"names": self._names(path), "next": None}
            case _:
                return {} if self._below(path) else None
        return None

    def sent(self, arguments: dict[str, object]) -> bytes:
        """The content of an ask that has it, or says in which parts it came."""
        upload = arguments.get("upload")
        return self._uploads.pop(str(upload)) if upload else _bytes(arguments)

    def _read(self, path: str, at: int) -> object:
        if path not in self.kept:
            raise WorkflowError("NotFound", f"file {path!r} not found")
        content = self.kept[path]
        return {"content": b64encode(content[at:]).decode(), "size": len(content), "mark": ""}

    def _delete(self, path: str) -> None:
        found = self._below(path)
        if not found:
            raise WorkflowError("NotFound", f"file or folder {path!r} not found")
        for one in found:
            del self.kept[one]

    def _names(self, path: str) -> list[str]:
        depth = path.count("/") + 1 if path else 0
        found = self._below(path)
        if path and not found:
            raise WorkflowError("NotFound", f"folder {path!r} not found")
        return sorted({one.split("/")[depth] for one in found})

    def _below(self, path: str) -> list[str]:
        """The file of this path, or those in the folder of this path."""
        return [one for one in self.kept if not path or f"{one}/".startswith(f"{path}/")]


def _bytes(arguments: dict[str, object]) -> bytes:
    return b64decode(str(arguments["content"]))
