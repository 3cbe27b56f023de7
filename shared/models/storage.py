"""Blobs that an organization's runs store."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from shared.models.base import Model
from shared.wording.error_messages import Pattern

#: A container's name by Azure's rules, so that the predecessor's remain valid.
Container = Annotated[
    str,
    StringConstraints(max_length=63),
    Pattern(
        r"^[a-z0-9](?:-?[a-z0-9]){2,62}$",
        "give a container's name: 3 to 63 lower-case letters, digits and single '-' between them",
    ),
]
#: A content type; sent as a header to downloaders, so it is restricted.
ContentType = Annotated[
    str, Pattern(r"^[\x20-\x7e]{1,200}$", "give a content type, such as text/plain")
]


class StoredBlob(Model):
    """The facts of a blob, without its content."""

    name: str
    original_name: str | None = None
    size: int
    content_type: str
    last_modified: AwareDatetime | None = None
    etag: str | None = None


class BlobPage(Model):
    paths: Sequence[str]
    next: str | None
