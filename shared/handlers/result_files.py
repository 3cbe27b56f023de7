"""Request handler that sends a run's result as a file, whole or a range of its bytes.

What a workflow returned is foreign content: it is always an attachment, and sandboxed.
"""

import json
import re
from uuid import UUID

from shared.call import Call
from shared.errors import NotFound
from shared.models.executions import Execution, ResultType
from shared.models.replies import Reply
from shared.repositories.large_values import bytes_of, type_of, type_of_text

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
ENDINGS: dict[ResultType, str] = {"json": "json", "html": "html", "text": "txt"}
TYPES: dict[ResultType, str] = {
    "json": "application/json",
    "html": "application/octet-stream",
    "text": "text/plain",
}
SAFE_HEADERS = {
    "Accept-Ranges": "bytes",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


async def download(call: Call, execution_id: UUID, range_of: str) -> Reply:
    """Reply with the result as a file: a text as it is, anything else as JSON.

    206 with the bytes of a satisfiable range, 416 for one past the end. Several ranges, and a
    malformed one, are ignored. NotFound if the run has no result.
    """
    execution = await call.execution(execution_id)
    size = bytes_of(execution, "result")
    if type_of(execution) != "json" or size is None:
        kind, content = await _whole(call, execution)
        found = range_in(range_of, len(content))
        return _reply(execution, kind, content[_slice(found)], found, len(content))
    found = range_in(range_of, size)
    part = _slice(found)
    most = size if found is None else part.stop - part.start
    read = await call.executions.slice(execution, "result", part.start or 0, most)
    return _reply(execution, "json", read.content if read else b"", found, size)


def range_in(header: str, size: int) -> range | None:
    """Return the bytes that the header asks for: none of them if it is past the end.

    None if the header is absent, malformed or has several ranges.
    """
    match = _RANGE.fullmatch(header.replace(" ", ""))
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return range(max(0, size - int(match[2])), size)
    first, last = int(match[1]), int(match[2]) if match[2] else size - 1
    return None if last < first and match[2] else range(first, max(first, min(last + 1, size)))


def _slice(found: range | None) -> slice:
    return slice(None) if found is None else slice(found.start, found.stop)


async def _whole(call: Call, execution: Execution) -> tuple[ResultType, bytes]:
    complete = await call.executions.complete(execution, ("result",))
    result = complete.outcome.result if complete.outcome else None
    if result is None:
        raise NotFound("result of execution", execution.id)
    kind = type_of_text(result)
    text: str = result if kind == "json" else json.loads(result)
    return kind, text.encode(errors="surrogatepass")


def _reply(
    execution: Execution, kind: ResultType, content: bytes, found: range | None, size: int
) -> Reply:
    name = f"{_UNSAFE.sub('_', execution.workflow_name)}-{execution.id}.{ENDINGS[kind]}"
    disposition = f'attachment; filename="{name}"'
    headers = {**SAFE_HEADERS, "Content-Disposition": disposition}
    if found is None:
        return Reply(content, headers=headers, content_type=TYPES[kind])
    if not found:
        return Reply(b"", 416, {**headers, "Content-Range": f"bytes */{size}"}, TYPES[kind])
    place = f"bytes {found.start}-{found.stop - 1}/{size}"
    return Reply(content, 206, {**headers, "Content-Range": place}, TYPES[kind])
