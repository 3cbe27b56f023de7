"""Files that are sent to forms: where each goes, and whether what came may be taken.

``uploads/<scope>/<form>/<uuid>/<name>`` is a path; without its first part it is the blob's name.
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
    """The name of a blob that is nobody's yet; its id begins with the time."""
    return f"{scope}/{form_id}/{uuid7()}/{sanitised(file_name)}"


def size_fault(field: FormField, size: int) -> str | None:
    most = field.max_size_mb or LARGEST_MB
    return f"the file is larger than {most} MB" if size > most * MEGABYTE else None


def type_fault(field: FormField, content_type: str, name: str) -> str | None:
    """A field without ``allowedTypes`` takes any."""
    allowed = field.allowed_types
    kinds = file_types.kinds(content_type, name)
    if not allowed or any(_fits(kind, one) for one in allowed for kind in kinds):
        return None
    said = file_types.essence(content_type) or "unknown"
    return f"files of the type {said} are not taken: send {', '.join(allowed)}"


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where the files are that were sent for one form, in one organization."""

    blobs: Blobs
    grants: Uploads
    scope: str
    form_id: str

    async def require(self, field: FormField, paths: Sequence[str]) -> Sequence[StoredUploadGrant]:
        """Their grants; Fault unless each was sent for this form, as the field takes it.

        What was sent before grants were kept has none.
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
            fault = f"the file has more than the {stored.grant.size} bytes that were said before"
        if fault:
            raise Fault(fault)
        return stored


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
