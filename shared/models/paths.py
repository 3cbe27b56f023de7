"""Paths of files in the workspace.

A valid path is the same file on every store: Azure Files refuses some names and ignores case, and
Windows has special meanings for a few.
"""

import unicodedata
from dataclasses import dataclass

from shared.errors import Detail, InvalidInput

NAME_BYTES = 255
PATH_CHARACTERS = 1024
MOST_PARTS = 50
REFUSED_CHARACTERS = frozenset('"\\:|<>*?')
LEFT_OUT = frozenset({"__pycache__", "node_modules"})
DATA = "data"
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{kind}{n}" for kind in ("COM", "LPT") for n in range(10))}
)


@dataclass(frozen=True, slots=True)
class FilePath:
    """A path below the workspace's root; made by ``parse`` and ``folder`` only."""

    parts: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "FilePath":
        """Parse a path; InvalidInput says what is wrong with it.

        >>> FilePath.parse("lib/tickets.py").name
        'tickets.py'
        """
        return cls.parse_in("the workspace", text)

    @classmethod
    def parse_in(cls, place: str, text: str) -> "FilePath":
        """Parse a path of another place with such paths, which is named in errors."""
        fault = _fault(text)
        if fault:
            message = f"{text[:100]!r} cannot be a path in {place}: {fault}"
            raise InvalidInput(message, [Detail(("path",), fault)])
        return cls(tuple(text.split("/")))

    @classmethod
    def folder(cls, text: str) -> "FilePath":
        """Parse a folder's path; an empty text is the workspace itself."""
        return cls.parse(text) if text else cls()

    @property
    def name(self) -> str:
        return self.parts[-1] if self.parts else ""

    @property
    def parent(self) -> "FilePath":
        return FilePath(self.parts[:-1])

    @property
    def folders(self) -> "tuple[FilePath, ...]":
        """The folders that contain it, outermost first, without the workspace itself."""
        return tuple(FilePath(self.parts[:n]) for n in range(1, len(self.parts)))

    @property
    def key(self) -> tuple[str, ...]:
        """A key that is equal for paths that some store takes for the same."""
        return tuple(key_of_name(name) for name in self.parts)

    def child(self, name: str) -> "FilePath":
        return FilePath((*self.parts, name))

    def is_in(self, folder: "FilePath") -> bool:
        """Whether it is that folder or below it, in any spelling."""
        return self.key[: len(folder.parts)] == folder.key

    def __str__(self) -> str:
        return "/".join(self.parts)


def fault_of_name(name: str) -> str | None:
    """Return why a file or folder cannot have this name; None if it can.

    >>> fault_of_name(".env")
    "'.env' is hidden: names that begin with a dot are not the workspace's"
    """
    if name in (".", ".."):
        return f"{name!r} leads out of its folder: give the path from the workspace's root"
    if not name.isprintable():
        return f"{name!r} has invisible characters"
    refused = sorted(REFUSED_CHARACTERS.intersection(name))
    if refused:
        return f"{name!r} has {' '.join(refused)}, which not every store takes: use / for folders"
    if name.startswith("."):
        return f"{name!r} is hidden: names that begin with a dot are not the workspace's"
    return _fault_of_ending(name)


def is_hidden(name: str) -> bool:
    """Whether the name is a tool's own, which no user expects to be uploaded."""
    return name.startswith(".") or name in LEFT_OUT


def key_of_name(name: str) -> str:
    """Return a key that is equal for names that differ in case or Unicode composition only."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def data_folder(org_id: str) -> FilePath:
    """Return the folder of an organization's own files.

    Ids are case-sensitive and folders are not, so an id that is not in lower case gets a folder
    name that no id can have.
    """
    plain = org_id == "GLOBAL" or (org_id.islower() and org_id != "global") or org_id.isdigit()
    suffix = "" if plain else f".{org_id.encode().hex()}"
    return FilePath((DATA, f"{org_id}{suffix}"))


def _fault_of_ending(name: str) -> str | None:
    if name.endswith((" ", ".")):
        return f"{name!r} ends with a space or a dot"
    if len(name.encode()) > NAME_BYTES:
        return f"a name may have at most {NAME_BYTES} bytes, and {name[:20]!r}... has more"
    if name.partition(".")[0].rstrip().upper() in _DEVICES:
        return f"{name!r} is a device on Windows"
    return f"{name!r} is not allowed in workspaces" if name in LEFT_OUT else None


def _fault(text: str) -> str | None:
    if not text:
        return "it is empty"
    if text.startswith("/"):
        return "it is absolute: give the path from the workspace's root"
    if len(text) > PATH_CHARACTERS:
        return f"it may have at most {PATH_CHARACTERS} characters"
    names = text.split("/")
    if "" in names:
        return "a part of it is empty"
    if len(names) > MOST_PARTS:
        return f"it may have at most {MOST_PARTS - 1} folders"
    return next((fault for name in names if (fault := fault_of_name(name))), None)
