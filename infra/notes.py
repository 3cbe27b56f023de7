"""Prints the notes of a release from CHANGELOG.md, and refuses a tag that is not this release.

python -m infra.notes v0.2.0
"""

import re
import sys
from pathlib import Path

from shared.release import VERSION

CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
TAG = re.compile(r"v(\d+\.\d+\.\d+)")
VERIFY = """
---

Check what you download: `sha256sum --check SHA256SUMS`, and
`gh attestation verify api.zip --repo OWNER/REPOSITORY`. `api.cdx.json` and `client.cdx.json` list
what the packages contain. docs/deploy.md says how to deploy and how to roll back.
"""


class NoRelease(Exception):
    """The tag, the code and the changelog do not agree."""


def notes(tag: str, changelog: str, version: str = VERSION) -> str:
    """Return the section of a release; NoRelease if the tag is not the version of this code."""
    found = TAG.fullmatch(tag)
    if found is None:
        raise NoRelease(f"{tag} is no tag of a release: it has to be like v0.2.0")
    if found[1] != version:
        raise NoRelease(f"{tag} is tagged, but VERSION in shared/release.py is {version}")
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    for section in sections:
        title, _, text = section.partition("\n")
        if title.split()[0] == version:
            if not text.strip():
                raise NoRelease(f"the section {version} of CHANGELOG.md is empty")
            return text.strip() + "\n" + VERIFY
    raise NoRelease(f'CHANGELOG.md has no section "## {version}": rename "## Unreleased" to it')


def main() -> int:
    """Print the notes, or say what does not agree."""
    try:
        print(notes(sys.argv[1], CHANGELOG.read_text("utf-8")))
    except NoRelease as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
