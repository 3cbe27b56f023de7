"""Pages of the file share's lists, with markers."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from local.files.answers import with_text
from local.files.errors import FilesError

MOST = 5000


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A requested page. ``first`` is its first name in lower case, decoded from ``marker``."""

    prefix: str
    marker: str
    first: str
    size: int | None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "ListingPage":
        marker = query.get("marker", "")
        size = _size(query["maxresults"]) if "maxresults" in query else None
        return cls(query.get("prefix", ""), marker, _read(marker), size)

    def describe(self, document: Element) -> None:
        with_text(document, "Prefix", self.prefix)
        with_text(document, "Marker", self.marker)
        if self.size is not None:
            with_text(document, "MaxResults", str(self.size))

    def cut(self, names: Sequence[str]) -> tuple[list[str], str]:
        """The names on this page, from sorted names, and the marker of the next page."""
        prefix = self.prefix.casefold()
        matching = [
            name
            for name in names
            if name.casefold().startswith(prefix) and name.casefold() >= self.first
        ]
        size = self.size or MOST
        following = matching[size : size + 1]
        return matching[:size], _written(following[0]) if following else ""


def _size(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= MOST:
        message = f"maxresults must be between 1 and {MOST}, not {text!r}."
        raise FilesError("OutOfRangeQueryParameterValue", message)
    return int(text)


def _written(name: str) -> str:
    return base64.urlsafe_b64encode(name.casefold().encode()).decode()


def _read(marker: str) -> str:
    try:
        return base64.b64decode(marker, b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError) as error:
        message = "marker was not issued by this share."
        raise FilesError("InvalidQueryParameterValue", message) from error
