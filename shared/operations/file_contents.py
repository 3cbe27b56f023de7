"""Shows contents of workspace files: as text if they are UTF-8, otherwise as base64."""

import base64

from shared.models.editor import Encoding, FileContent
from shared.services.workspace.trees import etag_of
from shared.services.workspace.workspace import Entry


def shown_file(entry: Entry, content: bytes) -> FileContent:
    """Return a file with its content."""
    text, encoding = shown_text(content)
    return FileContent(
        path=str(entry.path),
        content=text,
        encoding=encoding,
        size=len(content),
        etag=etag_of(content),
        modified=entry.modified_at,
    )


def shown_text(content: bytes) -> tuple[str, Encoding]:
    """Return a content as text, and how it is encoded."""
    try:
        return content.decode(), "utf-8"
    except UnicodeDecodeError:
        return base64.b64encode(content).decode(), "base64"
