"""Files that are sent to forms: where each goes, and whether what came may be taken.

``uploads/<scope>/<form>/<uuid>/<name>`` is a path; without its first part it is the blob's name.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from uuid import uuid4

from shared.forms.answers import Fault
from shared.models.forms import LARGEST_MB, FormField
from shared.services.blobs import Blobs

CONTAINER = "uploads"
MOST_NAME = 100
MEGABYTE = 1024 * 1024
PATH = re.compile(
    r"uploads/(?P<scope>[A-Za-z0-9_-]{1,64})/(?P<form>[A-Za-z0-9._-]{1,128})"
    r"/(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?P<name>[A-Za-z0-9._-]{1,120})",
    re.ASCII,
)


def new_name(scope: str, form_id: str, file_name: str) -> str:
    """The name of a blob that is nobody's yet."""
    return f"{scope}/{form_id}/{uuid4()}/{sanitised(file_name)}"


def sanitised(file_name: str) -> str:
    """What of a name can be in any path, with its last suffix.

    >>> sanitised("../../etc/Über  uns?.PDF"), sanitised("..")
    ('ber_uns.PDF', 'file')
    """
    last = PurePosixPath(file_name.replace("\\", "/")).name
    clean = re.sub(r"[^A-Za-z0-9._-]+", "_", last).strip("._-")
    stem, dot, suffix = clean.rpartition(".")
    stem, suffix = stem.rstrip("._-"), suffix[:15]
    return f"{stem[:MOST_NAME]}.{suffix}" if dot and stem else clean[:MOST_NAME] or "file"


def size_fault(field: FormField, size: int) -> str | None:
    most = field.max_size_mb or LARGEST_MB
    return f"the file is larger than {most} MB" if size > most * MEGABYTE else None


def type_fault(field: FormField, content_type: str) -> str | None:
    """A field without ``allowedTypes`` takes any."""
    kind = content_type.partition(";")[0].strip().lower()
    allowed = field.allowed_types
    if not allowed or any(_fits(kind, one) for one in allowed):
        return None
    return f"files of the type {kind or 'unknown'} are not taken: send {', '.join(allowed)}"


async def require_uploaded(
    uploads: Blobs, field: FormField, paths: Sequence[str], scope: str, form_id: str
) -> None:
    """Fault unless each was uploaded for this form, in this organization, as the field takes it."""
    for path in paths:
        name = _own(path, scope, form_id)
        found = await uploads.facts(name) if name else None
        if found is None:
            raise Fault("this file was not uploaded for this form: upload it again")
        fault = size_fault(field, found.size) or type_fault(field, found.content_type)
        if fault:
            raise Fault(fault)


def blob_of(path: str, scope: str) -> str | None:
    """The blob's name, if the path is one of any form in this organization."""
    match = PATH.fullmatch(path)
    leads_elsewhere = not {".", ".."}.isdisjoint(path.split("/"))
    if match is None or match["scope"] != scope or leads_elsewhere:
        return None
    return path.removeprefix(f"{CONTAINER}/")


def _own(path: str, scope: str, form_id: str) -> str | None:
    """The blob's name, if the path is one of this form in this organization."""
    match = PATH.fullmatch(path)
    return blob_of(path, scope) if match and match["form"] == form_id else None


def _fits(kind: str, allowed: str) -> bool:
    return kind.startswith(allowed[:-1]) if allowed.endswith("/*") else kind == allowed
