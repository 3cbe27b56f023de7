"""Which tags become a release, and what its notes say."""

import pytest

from infra.notes import NoRelease, notes

CHANGELOG = """# Changelog

## Unreleased

- New.

## 1.2.0 (2026-12-01)

### Added

- A thing.

## 1.1.0

- An older thing.

## 1.0.0
"""


def test_the_notes_are_the_section_of_the_release() -> None:
    found = notes("v1.2.0", CHANGELOG, "1.2.0")

    assert found.startswith("### Added\n\n- A thing.\n")
    assert "older" not in found
    assert "New." not in found
    assert "sha256sum --check SHA256SUMS" in found


@pytest.mark.parametrize(
    ("tag", "version", "said"),
    [
        ("1.2.0", "1.2.0", "no tag of a release"),
        ("v1.2", "1.2.0", "no tag of a release"),
        ("v1.2.0-rc1", "1.2.0", "no tag of a release"),
        ("v1.2.0", "1.1.0", "VERSION in shared/release.py is 1.1.0"),
        ("v1.3.0", "1.3.0", 'no section "## 1.3.0"'),
        ("v1.0.0", "1.0.0", "section 1.0.0 of CHANGELOG.md is empty"),
    ],
)
def test_a_tag_that_does_not_agree_is_refused(tag: str, version: str, said: str) -> None:
    with pytest.raises(NoRelease, match=said):
        notes(tag, CHANGELOG, version)
