"""Fake of ``bifrost.storage``: the blobs of a test, in memory."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import cast

from sdk.errors import WorkflowError
from sdk.testing.fake_files import FakeFiles

CONTAINER = re.compile(r"[a-z0-9](?:-?[a-z0-9]){2,62}")
UPLOADS = "uploads"
OCTETS = "application/octet-stream"
WEEK_HOURS = 7 * 24


class FakeStorage:
    """Blobs by scope and ``container/path``, and the answers to ``storage.*``.

    ``blobs`` are in the run's own scope; those in ``uploads/`` by the path that forms submit.
    """

    def __init__(self, scope: str, blobs: Mapping[str, bytes], files: FakeFiles) -> None:
        self._blobs = {(scope, name): (content, OCTETS) for name, content in blobs.items()}
        self._files = files

    def ask(self, verb: str, scope: str, given: dict[str, object]) -> object:
        container = str(given["container"])
        if not CONTAINER.fullmatch(container) or len(container) > 63:
            raise WorkflowError("InvalidInput", f"{container!r} cannot be a container")
        if verb == "list":
            return self._list(scope, container, str(given["prefix"]))
        answers: Mapping[str, Callable[[str, str, dict[str, object]], object]] = {
            "upload": self._upload,
            "download": self._download,
            "generate_url": self._share,
            "get_metadata": self._metadata,
            "delete": self._delete,
        }
        _require_path(scope, container, str(given["path"]), verb)
        return answers[verb](scope, _name(container, str(given["path"])), given)

    def _upload(self, scope: str, name: str, given: dict[str, object]) -> object:
        kind = cast("str | None", given["content_type"])
        self._blobs[scope, name] = (self._files.sent(given), kind or OCTETS)
        return f"memory://{scope}/{name}"

    def _download(self, scope: str, name: str, given: dict[str, object]) -> object:
        content, _ = self._found(scope, name)
        rest = content[cast("int", given["at"]) :]
        return {"content": b64encode(rest).decode(), "size": len(content), "mark": ""}

    def _share(self, scope: str, name: str, given: dict[str, object]) -> object:
        hours = cast("int", given["expiry_hours"])
        if not 1 <= hours <= WEEK_HOURS:
            raise WorkflowError("InvalidInput", f"expiry_hours is from 1 to {WEEK_HOURS}")
        self._found(scope, name)
        return f"memory://{scope}/{name}?hours={hours}"

    def _metadata(self, scope: str, name: str, given: dict[str, object]) -> object:
        content, kind = self._found(scope, name)
        return {
            "name": given["path"],
            "original_name": str(given["path"]).rpartition("/")[2],
            "size": len(content),
            "content_type": kind,
            "last_modified": datetime.now(UTC).isoformat(),
            "etag": f"{hash(content):x}",
        }

    def _delete(self, scope: str, name: str, given: dict[str, object]) -> object:
        del given
        return self._blobs.pop((scope, name), None) is not None

    def _list(self, scope: str, container: str, prefix: str) -> object:
        own = "" if container == UPLOADS else f"{container}/"
        known = [name for of, name in self._blobs if of == scope]
        within = [name for name in known if name.startswith(f"{container}/")]
        paths = [name.removeprefix(own) for name in within]
        return {"paths": sorted(p for p in paths if p.startswith(prefix)), "next": None}

    def _found(self, scope: str, name: str) -> tuple[bytes, str]:
        if (scope, name) not in self._blobs:
            raise WorkflowError("NotFound", f"blob {name!r} not found")
        return self._blobs[scope, name]


def _name(container: str, path: str) -> str:
    return path if container == UPLOADS else f"{container}/{path}"


def _require_path(scope: str, container: str, path: str, verb: str) -> None:
    if container == UPLOADS and verb in ("upload", "delete"):
        raise WorkflowError(
            "InvalidInput", "'uploads' has uploads, and is read-only: use another container"
        )
    if container == UPLOADS and not path.startswith(f"{UPLOADS}/{scope}/"):
        words = f"{path!r} is not the path of an upload to a form of yours"
        raise WorkflowError("InvalidInput", words)
    hidden = any(not part or part.startswith(".") for part in path.split("/"))
    if hidden or set('"\\:|<>*?').intersection(path) or not path.isprintable():
        raise WorkflowError("InvalidInput", f"{path!r} cannot be a path in storage")
