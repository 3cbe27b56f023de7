"""What does ``requirements.txt`` ask for? Names, versions and hashes only.

An option in it could ask pip for another index, or for packages that run code when they are
installed.
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
#: The longer ones first: one begins as another does.
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
    """What the file says. ``etag`` is empty where there is no file."""

    text: str = ""
    etag: str = ""


async def read(workspace: Workspace) -> RequirementsFile:
    """The workspace's file, as far as there is one."""
    try:
        found = await workspace.read(_PATH, limit=MOST_BYTES)
    except NotFound:
        return RequirementsFile()
    return RequirementsFile(decoded(found.content), found.etag)


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, or in another encoding that the file itself names by its mark.

    InvalidInput names the encoding that it seems to have, with what to do.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _read_as(encoding, content)
    if b"\0" in content:
        raise InvalidInput(f"{FILE} looks like UTF-16 without a mark: save it as UTF-8")
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
    """Conflict if the file is not as it was at this ETag, and does not say so already."""
    if (await read(workspace)).text != text:
        condition = Condition(etag=before) if before else Condition(is_new=True)
        await workspace.write(_PATH, text.encode(), condition)


def normalised(text: str) -> str:
    """One line for each requirement, in order, without words for people; InvalidInput if not."""
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
    """Of normalised requirements, for this Python on this kind of machine."""
    facts = (requirements, str(sys.implementation.cache_tag), sysconfig.get_platform())
    return hashlib.sha256("\0".join(facts).encode()).hexdigest()[:24]


def with_package(text: str, package: str, version: str | None) -> str:
    """The same file with this requirement instead of any other for that package."""
    line = _new_line(package, version)
    name = canonicalize_name(Requirement(line).name)
    kept = [one for one in _logical(text) if _name_of(one) != name]
    return "".join(f"{one}\n" for one in [*kept, line])


def _new_line(package: str, version: str | None) -> str:
    """InvalidInput if it is none."""
    if version and not _VERSION.fullmatch(version):
        raise InvalidInput(f"{version[:100]!r} is not a version such as '1.2.3'")
    try:
        return _normalised(f"{package}=={version}" if version else package)
    except ValueError as error:
        raise InvalidInput(f"{package!r} cannot be installed: {error}") from error


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Those that ask for something, with their numbers."""
    for number, line in enumerate(_logical(text), 1):
        bare = _bare(line)
        if bare:
            yield number, bare


def _logical(text: str) -> list[str]:
    """Lines that end with a backslash go on in the next."""
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
        raise ValueError(f"{text[:100]!r}: options have no place here but --hash=sha256:…")
    try:
        found = Requirement(text)
    except InvalidRequirement as error:
        raise ValueError(f"{text[:100]!r} is not a requirement such as 'name>=1.2'") from error
    if found.url:
        raise ValueError(f"{found.name!r} comes from an address: name it by a version")
    return found
