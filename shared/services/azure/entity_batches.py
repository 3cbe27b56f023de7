"""The text of an entity group transaction: many changes of one partition in one request.

The format is multipart/mixed with a change set, as "Performing entity group transactions" of
Table Storage describes.
"""

import json
import re
from collections.abc import Sequence
from typing import cast
from urllib.parse import quote
from uuid import uuid4

from shared.services.tables import Change, Columns, Delete, Insert, Remove, Replace

_PART = b"Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n"
_JSON = "Content-Type: application/json\r\nAccept: application/json;odata=nometadata\r\n"
_STATUS = re.compile(rb"^HTTP/1\.1 (\d{3}) ", re.MULTILINE)
_ETAG = re.compile(rb"^ETag: ([^\r\n]+)", re.MULTILINE | re.IGNORECASE)


def entity_url(table_url: str, partition: str, key: str) -> str:
    """Return the address of a row, percent-encoded."""
    return f"{table_url}(PartitionKey='{_quoted(partition)}',RowKey='{_quoted(key)}')"


def entity_json(partition: str, key: str, columns: Columns) -> bytes:
    """Return a row as JSON; every column is a text, which is the default type."""
    return json.dumps({"PartitionKey": partition, "RowKey": key, **columns}).encode()


def batch(table_url: str, partition: str, changes: Sequence[Change]) -> tuple[str, bytes]:
    """Return the content type and the body of a transaction."""
    boundary, change_set = f"batch_{uuid4()}", f"changeset_{uuid4()}"
    opening = f"--{boundary}\r\nContent-Type: multipart/mixed; boundary={change_set}\r\n\r\n"
    parts = [
        b"--%b\r\n%bContent-ID: %d\r\n\r\n%b\r\n"
        % (change_set.encode(), _PART, number, _request(table_url, partition, change))
        for number, change in enumerate(changes)
    ]
    closing = f"--{change_set}--\r\n--{boundary}--\r\n"
    body = b"".join([opening.encode(), *parts, closing.encode()])
    return f"multipart/mixed; boundary={boundary}", body


def batch_etags(body: bytes) -> Sequence[str] | None:
    """Return the ETag of each change, empty for a removal; None unless all of them succeeded."""
    statuses = list(_STATUS.finditer(body))
    if not statuses or not all(status[1].startswith(b"2") for status in statuses):
        return None
    starts = [status.start() for status in statuses]
    ends = [*starts, len(body)][1:]
    found = [_ETAG.search(body, *span) for span in zip(starts, ends, strict=True)]
    return [etag[1].decode() if etag else "" for etag in found]


def _request(table_url: str, partition: str, change: Change) -> bytes:
    address = entity_url(table_url, partition, change.key)
    if isinstance(change, Delete | Remove):
        etag = change.etag if isinstance(change, Delete) else "*"
        return f"DELETE {address} HTTP/1.1\r\nIf-Match: {etag}\r\n\r\n".encode()
    method, target, condition = "PUT", address, ""
    if isinstance(change, Insert):
        method, target, condition = "POST", table_url, "Prefer: return-no-content\r\n"
    elif isinstance(change, Replace):
        condition = f"If-Match: {change.etag}\r\n"
    content = entity_json(partition, change.key, change.columns)
    head = f"{method} {target} HTTP/1.1\r\n{_JSON}{condition}Content-Length: {len(content)}"
    return head.encode() + b"\r\n\r\n" + content


def _quoted(key: str) -> str:
    return quote(key.replace("'", "''"), safe="")


def error_code(body: bytes) -> str:
    """Return the code of an error answer (``EntityAlreadyExists``), or an empty text."""
    try:
        answer: object = json.loads(body)
        error = cast("dict[str, dict[str, str]]", answer)["odata.error"]
        return str(error["code"])
    except (ValueError, KeyError, TypeError):
        return ""
