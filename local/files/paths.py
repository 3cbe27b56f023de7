"""Parses paths of shares, directories and files.

The SDK writes the separators inside a share as ``%2F``, so a path is split before it is
decoded: a ``%2F`` in the name of a share cannot reach another folder. A name that could leave
the share's folder is refused here; no other module checks names again.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

from local.files.errors import FilesError

SHARE = re.compile(r"(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f"\\/:|<>*?\ud800-\udfff\ufffe\uffff]')
NAME_BYTES = 255
PATH_CHARACTERS = 2048


@dataclass(frozen=True, slots=True)
class ResourcePath:
    """A path. ``share`` is empty for the account; ``parts`` is empty for a share's root."""

    share: str = ""
    parts: tuple[str, ...] = ()

    @property
    def parent(self) -> "ResourcePath":
        return ResourcePath(self.share, self.parts[:-1])

    @property
    def path(self) -> str:
        return "/".join(self.parts)

    @property
    def key(self) -> str:
        """The path in lower case, equal for every spelling of it."""
        return self.path.casefold()

    def within(self, other: "ResourcePath") -> bool:
        """Whether it equals the other path or is below it."""
        ours = self.key.split("/")
        theirs = other.key.split("/")
        return self.share == other.share and ours[: len(theirs)] == theirs


def place_of(raw_path: str, account: str) -> ResourcePath:
    """Parse a percent-encoded path ``/account[/share[/path]]``."""
    first, *rest = raw_path.removeprefix("/").split("/")
    if _decoded(first) != account:
        raise FilesError("InvalidResourceName", f"The path must start with /{account}.")
    if rest in ([], [""]):
        return ResourcePath()
    share = _decoded(rest[0])
    if not SHARE.fullmatch(share):
        raise _invalid(share)
    path = "/".join(_decoded(segment) for segment in rest[1:]).removesuffix("/")
    if len(path) > PATH_CHARACTERS:
        raise _invalid(path)
    return ResourcePath(share, tuple(map(_name, path.split("/"))) if path else ())


def place_of_url(url: str, account: str) -> ResourcePath:
    return place_of(urlsplit(url).path, account)


def is_name(name: str) -> bool:
    """Whether a file or directory may have this name."""
    return (
        name.rstrip(".") != "" and not FORBIDDEN.search(name) and len(name.encode()) <= NAME_BYTES
    )


def _name(part: str) -> str:
    """A valid name without dots at its end, which the service drops by default."""
    if not is_name(part):
        raise _invalid(part)
    return part.rstrip(".")


def _decoded(segment: str) -> str:
    try:
        return unquote_to_bytes(segment).decode()
    except UnicodeDecodeError as error:
        raise _invalid(segment) from error


def _invalid(name: str) -> FilesError:
    return FilesError(
        "InvalidResourceName",
        f"The specified resource name contains invalid characters: {name!r}.",
    )
