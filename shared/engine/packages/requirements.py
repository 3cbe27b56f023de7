"""Reads and changes ``requirements.txt``, which may have names, versions and hashes only.

Options are refused: they could make pip use another index, or run code of packages when it
installs them.
"""

import codecs
import hashlib
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from shared.errors import Detail, InvalidInput, NotFound
from shared.models.packages import MOST_REQUIREMENTS_CHARACTERS
from shared.models.paths import FilePath
from shared.services.workspace.workspace import Condition, Workspace

FILE = "requirements.txt"
MOST_BYTES = 4 * MOST_REQUIREMENTS_CHARACTERS
_PATH = FilePath.parse(FILE)
#: Longer byte order marks first: a short one can be the beginning of a longer one.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.!+_-]*")
_HASH = re.compile(r"\s--hash=(sha256:[0-9a-f]{64})(?=\s|$)")


@dataclass(frozen=True, slots=True)
class RequirementsFile:
    """The text of the file; ``etag`` is empty if there is no file."""

    text: str = ""
    etag: str = ""


async def read(workspace: Workspace) -> RequirementsFile:
    """Read the workspace's file; empty if there is none."""
    try:
        found = await workspace.read(_PATH, limit=MOST_BYTES)
    except NotFound:
        return RequirementsFile()
    return RequirementsFile(decoded(found.content), found.etag)


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, or in the encoding that its byte order mark names.

    InvalidInput names the encoding that the file seems to have, and says what to do.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _read_as(encoding, content)
    if b"\0" in content:
        raise InvalidInput(f"{FILE} looks like UTF-16 without a byte order mark: save it as UTF-8")
    return _read_as("utf-8", content)


def _read_as(encoding: str, content: bytes) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        name = encoding.upper()
        message = f"{FILE} is not in {name}: see line {line}; save it as UTF-8"
        raise InvalidInput(message, [Detail((FILE, line), f"this is not {name}")]) from error


async def write(workspace: Workspace, text: str, before: str) -> None:
    """Write the file; Conflict if it has changed since this ETag, unless it has this text."""
    if (await read(workspace)).text != text:
        condition = Condition(etag=before) if before else Condition(is_new=True)
        await workspace.write(_PATH, text.encode(), condition)


def normalised(text: str) -> str:
    """The requirements, sorted, one a line and without comments; InvalidInput if one is invalid."""
    if len(text) > MOST_REQUIREMENTS_CHARACTERS:
        raise InvalidInput(f"{FILE} has more than {MOST_REQUIREMENTS_CHARACTERS} characters")
    found: list[str] = []
    faults: list[Detail] = []
    for number, line in _lines(text):
        try:
            found.append(_normalised(line))
        except ValueError as error:
            faults.append(Detail((FILE, number), str(error)))
    if faults:
        place, words = faults[0].location[1], faults[0].message
        raise InvalidInput(f"{FILE} cannot be used: line {place}: {words}", faults)
    return "".join(f"{line}\n" for line in sorted(set(found)))


def key_of(requirements: str) -> str:
    """The key of normalised requirements, for this Python on this kind of machine."""
    facts = (requirements, str(sys.implementation.cache_tag), sysconfig.get_platform())
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:24]


def with_package(text: str, package: str, version: str | None) -> str:
    """The text of the file with this requirement, which replaces others for the same package."""
    line = _new_line(package, version)
    name = canonicalize_name(Requirement(line).name)
    kept = [one for one in _logical(text) if _name_of(one) != name]
    return "".join(f"{one}\n" for one in [*kept, line])


def without_package(text: str, package: str) -> str:
    """The text of the file without this package; NotFound if it does not name it."""
    name = canonicalize_name(package)
    lines = _logical(text)
    kept = [one for one in lines if _name_of(one) != name]
    if len(kept) == len(lines):
        raise NotFound(f"package in {FILE}", package)
    return "".join(f"{one}\n" for one in kept)


def names_in(text: str) -> tuple[str, ...]:
    """The packages that a text names, not those that they need."""
    names = (_name_of(line) for line in _logical(text))
    return tuple(dict.fromkeys(name for name in names if name))


def _new_line(package: str, version: str | None) -> str:
    """The line that requires a package; InvalidInput if name or version is invalid."""
    if version and not _VERSION.fullmatch(version):
        raise InvalidInput(f"{version[:100]!r} is not a version such as '1.2.3'")
    try:
        return _normalised(f"{package}=={version}" if version else package)
    except ValueError as error:
        raise InvalidInput(f"{package!r} cannot be installed: {error}") from error


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are requirements, with their numbers."""
    for number, line in enumerate(_logical(text), 1):
        bare = _bare(line)
        if bare:
            yield number, bare


def _logical(text: str) -> list[str]:
    """The logical lines of a text: one that ends with a backslash continues in the next."""
    return re.sub(r"\\\r?\n", " ", text.removeprefix("\ufeff")).splitlines()


def _bare(line: str) -> str:
    return re.sub(r"(^|\s)#.*$", "", line).strip()


def _name_of(line: str) -> str | None:
    try:
        return canonicalize_name(_requirement(_HASH.sub(" ", _bare(line))).name)
    except ValueError:
        return None


def _normalised(line: str) -> str:
    hashes: Iterable[str] = sorted(_HASH.findall(line))
    requirement = _requirement(_HASH.sub(" ", line))
    requirement.name = canonicalize_name(requirement.name)
    return " ".join([str(requirement), *(f"--hash={one}" for one in hashes)])


def _requirement(text: str) -> Requirement:
    text = text.strip()
    if text.startswith("-") or " --" in text:
        raise ValueError(f"{text[:100]!r}: no options are allowed except --hash=sha256:…")
    try:
        found = Requirement(text)
    except InvalidRequirement as error:
        raise ValueError(f"{text[:100]!r} is not a requirement such as 'name>=1.2'") from error
    if found.url:
        raise ValueError(f"{found.name!r} comes from a URL: require it by a version instead")
    return found
