"""Blobs that an organization's runs store."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from shared.models.base import Model

#: What Azure takes for a container's name, so that those of the predecessor go on.
Container = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9](?:-?[a-z0-9]){2,62}$", max_length=63)
]
#: A header that whoever downloads it gets: nothing else can be in it.
ContentType = Annotated[str, StringConstraints(pattern=r"^[\x20-\x7e]{1,200}$")]


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
