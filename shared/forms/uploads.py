"""Files that are uploaded to forms: their paths, and the checks before a run gets them.

A path is ``uploads/<scope>/<form>/<uuid>/<name>``; the blob's name is the part after ``uploads/``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from uuid6 import uuid7

from shared.forms import file_types
from shared.forms.answers import Fault
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


def size_fault(field: FormField, size: int) -> str | None:
    most = field.max_size_mb or LARGEST_MB
    return f"the file is larger than {most} MB" if size > most * MEGABYTE else None


def type_fault(field: FormField, content_type: str, name: str) -> str | None:
    """Return why the file's type is not allowed; a field without ``allowedTypes`` takes any."""
    allowed = field.allowed_types
    kinds = file_types.kinds(content_type, name)
    if not allowed or any(_fits(kind, one) for one in allowed for kind in kinds):
        return None
    said = file_types.essence(content_type) or "unknown"
    return f"files of the type {said} are not allowed: send {', '.join(allowed)}"


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
            raise Fault(MISSING)
        stored = await self.grants.find(name)
        if stored and stored.grant.is_going:
            raise Fault(MISSING)
        fault = size_fault(field, facts.size) or type_fault(field, facts.content_type, name)
        if fault is None and stored and facts.size > stored.grant.size:
            fault = f"the file has more than the {stored.grant.size} bytes that were announced"
        if fault:
            raise Fault(fault)
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
