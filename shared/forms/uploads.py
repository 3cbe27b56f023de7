"""Files that are uploaded to forms: their paths, and the checks before a run gets them.

A path is ``uploads/<scope>/<form>/<uuid>/<name>``; the blob's name is the part after ``uploads/``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from uuid6 import uuid7

from shared.forms import file_types
from shared.forms.faults import Fault, FaultCode
from shared.forms.file_names import sanitised
from shared.models.forms import LARGEST_MB, FormField
from shared.repositories.uploads import StoredUploadGrant, Uploads
from shared.services.blobs import Blobs

CONTAINER = "uploads"
MISSING = "this file was not uploaded for this form: upload it again"
MEGABYTE = 1024 * 1024
PATH = re.compile(
    r"uploads/(?P<scope>[A-Za-z0-9_-]{1,64})/(?P<form>[A-Za-z0-9._-]{1,128})"
    r"/(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(?P<name>[A-Za-z0-9._-]{1,120})",
    re.ASCII,
)


def new_name(scope: str, form_id: str, file_name: str) -> str:
    """Return a new, unused blob name; its UUID begins with the time."""
    return f"{scope}/{form_id}/{uuid7()}/{sanitised(file_name)}"


def require_fit(field: FormField, size: int, content_type: str, name: str) -> None:
    """Fault unless the field accepts a file of this size and type.

    A field without ``allowedTypes`` accepts any type.
    """
    most = field.max_size_mb or LARGEST_MB
    if size > most * MEGABYTE:
        raise Fault(FaultCode.FILE_TOO_LARGE, f"the file is larger than {most} MB")
    allowed = field.allowed_types
    kinds = file_types.kinds(content_type, name)
    if not allowed or any(_fits(kind, one) for one in allowed for kind in kinds):
        return
    said = file_types.essence(content_type) or "unknown"
    words = f"files of the type {said} are not allowed: send {', '.join(allowed)}"
    raise Fault(FaultCode.FILE_TYPE_MISMATCH, words)


@dataclass(frozen=True, slots=True)
class Inbox:
    """The uploaded files of one form in one organization."""

    blobs: Blobs
    grants: Uploads
    scope: str
    form_id: str

    async def require(self, field: FormField, paths: Sequence[str]) -> Sequence[StoredUploadGrant]:
        """Return the grants of these files; Fault unless each is valid for this form and field.

        Files from before grants were stored have none.
        """
        found = [await self._require(field, path) for path in paths]
        return [grant for grant in found if grant is not None]

    async def _require(self, field: FormField, path: str) -> StoredUploadGrant | None:
        name = _own(path, self.scope, self.form_id)
        facts = await self.blobs.facts(name) if name else None
        if name is None or facts is None:
            raise Fault(FaultCode.FILE_MISSING, MISSING)
        stored = await self.grants.find(name)
        if stored and stored.grant.is_going:
            raise Fault(FaultCode.FILE_MISSING, MISSING)
        require_fit(field, facts.size, facts.content_type, name)
        if stored and facts.size > stored.grant.size:
            words = f"the file has more than the {stored.grant.size} bytes that were announced"
            raise Fault(FaultCode.FILE_TOO_LARGE, words)
        return stored


def blob_of(path: str, scope: str) -> str | None:
    """Return the blob's name, if the path is an upload of this organization to any form."""
    match = PATH.fullmatch(path)
    leads_elsewhere = not {".", ".."}.isdisjoint(path.split("/"))
    if match is None or match["scope"] != scope or leads_elsewhere:
        return None
    return path.removeprefix(f"{CONTAINER}/")


def _own(path: str, scope: str, form_id: str) -> str | None:
    """Return the blob's name, if the path is an upload of this organization to this form."""
    match = PATH.fullmatch(path)
    return blob_of(path, scope) if match and match["form"] == form_id else None


def _fits(kind: str, allowed: str) -> bool:
    return kind.startswith(allowed[:-1]) if allowed.endswith("/*") else kind == allowed
