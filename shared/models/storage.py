"""Blobs that an organization's runs store."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from shared.models.base import Model
from shared.wording.error_messages import Pattern

#: What Azure takes for a container's name, so that those of the predecessor go on.
Container = Annotated[
    str,
    StringConstraints(max_length=63),
    Pattern(
        r"^[a-z0-9](?:-?[a-z0-9]){2,62}$",
        "give a container's name: 3 to 63 small letters, digits and single '-' between them",
    ),
]
#: A header that whoever downloads it gets: nothing else can be in it.
ContentType = Annotated[
    str, Pattern(r"^[\x20-\x7e]{1,200}$", "give a content type, such as text/plain")
]


class StoredBlob(Model):
    """What is known of a blob beside its content."""

    name: str
    original_name: str | None = None
    size: int
    content_type: str
    last_modified: AwareDatetime | None = None
    etag: str | None = None


class BlobPage(Model):
    paths: Sequence[str]
    next: str | None
