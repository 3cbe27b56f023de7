"""Which paths may a file of the workspace have?

Only what is the same file on every store: Azure Files refuses some names, takes others for the
same whatever their case, and Windows has meanings of its own for a few.
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
    """Where something is below the workspace's root; made by ``parse`` and ``folder`` only."""

    parts: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> "FilePath":
        """InvalidInput says what is wrong with the path.

        >>> FilePath.parse("lib/tickets.py").name
        'tickets.py'
        """
        return cls.parse_in("the workspace", text)

    @classmethod
    def parse_in(cls, place: str, text: str) -> "FilePath":
        """The same for another place that has such paths."""
        fault = _fault(text)
        if fault:
            message = f"{text[:100]!r} cannot be a path in {place}: {fault}"
            raise InvalidInput(message, [Detail(("path",), fault)])
        return cls(tuple(text.split("/")))

    @classmethod
    def folder(cls, text: str) -> "FilePath":
        """The same, where no text is the workspace itself."""
        return cls.parse(text) if text else cls()

    @property
    def name(self) -> str:
        return self.parts[-1] if self.parts else ""

    @property
    def parent(self) -> "FilePath":
        return FilePath(self.parts[:-1])

    @property
    def folders(self) -> "tuple[FilePath, ...]":
        """Those that it is in, outermost first, without the workspace itself."""
        return tuple(FilePath(self.parts[:n]) for n in range(1, len(self.parts)))

    @property
    def key(self) -> tuple[str, ...]:
        """The same for paths that a store may take for one."""
        return tuple(key_of_name(name) for name in self.parts)

    def child(self, name: str) -> "FilePath":
        return FilePath((*self.parts, name))

    def is_in(self, folder: "FilePath") -> bool:
        """Whether it is that folder or anything below it, however they are spelled."""
        return self.key[: len(folder.parts)] == folder.key

    def __str__(self) -> str:
        return "/".join(self.parts)


def fault_of_name(name: str) -> str | None:
    """Why a file or folder cannot have this name, if it cannot.

    >>> fault_of_name(".env")
    "'.env' is hidden: names that begin with a dot are not the workspace's"
    """
    if name in (".", ".."):
        return f"{name!r} leads elsewhere: give the path from the workspace's root"
    if not name.isprintable():
        return f"{name!r} has characters that cannot be seen"
    refused = sorted(REFUSED_CHARACTERS.intersection(name))
    if refused:
        return f"{name!r} has {' '.join(refused)}, which not every store takes: use / for folders"
    if name.startswith("."):
        return f"{name!r} is hidden: names that begin with a dot are not the workspace's"
    return _fault_of_ending(name)


def is_hidden(name: str) -> bool:
    """Whether nobody expects it to be taken: whatever is called so is somebody's tool's."""
    return name.startswith(".") or name in LEFT_OUT


def key_of_name(name: str) -> str:
    """The same for names that differ only in case, or in how their letters are composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def data_folder(org_id: str) -> FilePath:
    """Where an organization's own files are.

    Ids are told apart by case and folders are not, so an id that is not in lower case has a
    folder with a name that no id has.
    """
    plain = org_id == "GLOBAL" or (org_id.islower() and org_id != "global") or org_id.isdigit()
    suffix = "" if plain else f".{org_id.encode().hex()}"
    return FilePath((DATA, f"{org_id}{suffix}"))


def _fault_of_ending(name: str) -> str | None:
    if name.endswith((" ", ".")):
        return f"{name!r} ends with a space or a dot"
    if len(name.encode()) > NAME_BYTES:
        return f"a name may have {NAME_BYTES} bytes, and {name[:20]!r}... has more"
    if name.partition(".")[0].rstrip().upper() in _DEVICES:
        return f"{name!r} is a device on Windows"
    return f"{name!r} is not kept in workspaces" if name in LEFT_OUT else None


def _fault(text: str) -> str | None:
    if not text:
        return "it is empty"
    if text.startswith("/"):
        return "it is absolute: give the path from the workspace's root"
    if len(text) > PATH_CHARACTERS:
        return f"it may have {PATH_CHARACTERS} characters"
    names = text.split("/")
    if "" in names:
        return "a part of it is empty"
    if len(names) > MOST_PARTS:
        return f"it may lead through {MOST_PARTS - 1} folders"
    return next((fault for name in names if (fault := fault_of_name(name))), None)
