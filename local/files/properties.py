"""Converts records of files and directories to headers, and headers to records.

Servers see header names in lower case, so names of metadata come back in lower case; the
real service remembers their case.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime

from local.files.errors import FilesError
from local.files.records import Record, Tagged, now

CONTENT = (
    "content-type",
    "content-encoding",
    "content-language",
    "content-disposition",
    "content-md5",
    "cache-control",
)
TIMES = {
    "x-ms-file-creation-time": "created_at",
    "x-ms-file-last-write-time": "written_at",
    "x-ms-file-change-time": "changed_at",
}
METADATA = "x-ms-meta-"
PERMISSION_KEY = "1*1"


def metadata(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(METADATA): value
        for name, value in headers.items()
        if name.startswith(METADATA)
    }


def created(headers: Mapping[str, str], attributes: str) -> Record:
    """A new record; ``attributes`` applies if the headers set none."""
    record = Record(metadata=metadata(headers), attributes=attributes)
    return changed(record, headers)


def changed(record: Record, headers: Mapping[str, str]) -> Record:
    """The record with the headers' values. One content header replaces them all."""
    content = {name: headers[f"x-ms-{name}"] for name in CONTENT if f"x-ms-{name}" in headers}
    return record.model_copy(
        update={
            **record.touched(),
            "changed_at": now(),
            **_times(headers),
            "attributes": _attributes(headers.get("x-ms-file-attributes", "preserve"), record),
            "content": content or record.content,
        }
    )


def tags(tagged: Tagged) -> dict[str, str]:
    """Headers of every response about a share, directory or file."""
    return {"ETag": tagged.etag, "Last-Modified": http_time(tagged.modified_at)}


def named(record: Tagged) -> dict[str, str]:
    return {f"{METADATA}{name}": value for name, value in record.metadata.items()}


def described(record: Record, parent_id: str) -> dict[str, str]:
    """The headers of a record except content headers and metadata."""
    return {
        **tags(record),
        "x-ms-request-server-encrypted": "true",
        "x-ms-file-id": record.id,
        "x-ms-file-parent-id": parent_id,
        "x-ms-file-attributes": record.attributes,
        "x-ms-file-permission-key": PERMISSION_KEY,
        **{header: file_time(getattr(record, field)) for header, field in TIMES.items()},
    }


def http_time(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def file_time(moment: datetime) -> str:
    """A time in steps of 100 nanoseconds, as Windows writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")


def _times(headers: Mapping[str, str]) -> dict[str, datetime]:
    given = {field: headers.get(name, "preserve") for name, field in TIMES.items()}
    return {field: _time(text) for field, text in given.items() if text.lower() != "preserve"}


def _time(text: str) -> datetime:
    if text.lower() == "now":
        return now()
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise FilesError("InvalidHeaderValue", f"{text!r} is not a time.") from error


def _attributes(text: str, record: Record) -> str:
    """The attributes; ``none`` means the default of the kind, and a directory stays one."""
    if text.lower() == "preserve":
        return record.attributes
    is_directory = "Directory" in record.attributes
    given = [part.strip() for part in text.split("|") if part.strip().lower() != "none"]
    others = [part for part in given if part.lower() != "directory"]
    return " | ".join((["Directory"] if is_directory else []) + others) or "Archive"
