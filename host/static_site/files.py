"""Finds files of a folder by URL path, with their compressed variants and entity tags."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from host.static_site.configuration import NAME

_ENCODINGS = {"br": ".br", "gzip": ".gz"}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
#: Files of a deployment that Static Web Apps does not serve.
_HIDDEN = {NAME}


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file as it is sent."""

    content: bytes
    media_type: str
    encoding: str | None

    @property
    def entity_tag(self) -> str:
        """A tag of the bytes that are sent, so that each variant has its own."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'


class SiteFiles:
    """The files of a folder, read each time: a new build is served at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def find(self, path: str, accepted: str) -> SiteFile | None:
        """The file at a decoded path, compressed if ``accepted`` (Accept-Encoding) allows it."""
        file = self._confined(path)
        if file is None:
            return None
        media_type = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        encoding, content = _smallest(file, accepted)
        return SiteFile(content, media_type or "application/octet-stream", encoding)

    def _confined(self, path: str) -> Path | None:
        """The file, unless the path leaves the folder or names what is not public."""
        names = path.strip("/").split("/")
        if any(name.startswith(".") or name in _HIDDEN or "\0" in name for name in names):
            return None
        file = self._folder.joinpath(*names).resolve()
        return file if file.is_relative_to(self._folder) and file.is_file() else None


def _smallest(file: Path, accepted: str) -> tuple[str | None, bytes]:
    """The variant that the build compressed most, of those that the client takes."""
    offered = {
        part.split(";")[0].strip().lower() for part in accepted.split(",") if "q=0" not in part
    }
    for encoding, suffix in _ENCODINGS.items():
        variant = file.with_name(file.name + suffix)
        if encoding in offered and variant.is_file():
            return encoding, variant.read_bytes()
    return None, file.read_bytes()
