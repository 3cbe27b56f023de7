"""Asks the package index for the newest versions of packages (PEP 503, 691 and 592).

Only wheels count, as for an installation, and only those that this Python can use.
"""

import platform
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import cast
from urllib.parse import urlsplit

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from packaging.version import InvalidVersion, Version
from pydantic import JsonValue

from shared.errors import Unavailable
from shared.services.outbound import foreign_json
from shared.services.outbound.egress import Egress, Outgoing, RequestedBy

INDEX = "https://pypi.org/simple"
ACCEPT = "application/vnd.pypi.simple.v1+json"
ANSWER_BYTES = 16 * 1024 * 1024


async def newest(egress: Egress, index: str, name: str) -> str | None:
    """Return the newest version of a package; None if the index has none that fits."""
    url, headers = _address(index or INDEX, name)
    answer = await egress.send(
        Outgoing(
            url,
            headers={"Accept": ACCEPT, **headers},
            answer_bytes=ANSWER_BYTES,
            requested_by=RequestedBy.OPERATOR,
        )
    )
    if answer.status != 200:
        raise Unavailable(f"the package index answered {answer.status} for {name}")
    try:
        found = foreign_json.read_object(answer.body)
    except ValueError as error:
        raise Unavailable("the package index did not answer as JSON (PEP 691)") from error
    return max(map(str, _versions(found)), key=Version, default=None)


def _address(index: str, name: str) -> tuple[str, Mapping[str, str]]:
    """Return the page of a package, and the header for a user that the index's address names."""
    parts = urlsplit(index)
    user, has_user, host = parts.netloc.rpartition("@")
    url = f"{parts.scheme}://{host}{parts.path.rstrip('/')}/{name}/"
    basic = f"Basic {b64encode(user.encode()).decode()}"
    return url, {"Authorization": basic} if has_user else {}


def _versions(page: Mapping[str, JsonValue]) -> Iterator[Version]:
    files = page.get("files")
    for entry in files if isinstance(files, list) else []:
        if isinstance(entry, dict):
            version = _version(cast("Mapping[str, JsonValue]", entry))
            if version is not None:
                yield version


def _version(file: Mapping[str, JsonValue]) -> Version | None:
    """Return the version of a wheel that could be installed; None for other files."""
    python = file.get("requires-python") or ""
    if file.get("yanked"):
        return None
    try:
        _, version, _, _ = parse_wheel_filename(str(file.get("filename")))
        fits = platform.python_version() in SpecifierSet(str(python))
    except (InvalidWheelFilename, InvalidVersion, InvalidSpecifier):
        return None
    return version if fits and not version.is_prerelease else None
