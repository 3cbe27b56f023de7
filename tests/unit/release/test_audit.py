"""What ``infra/audit.sh`` makes of the answers of pip-audit and npm."""

import json
from pathlib import Path

import pytest

from infra.audit import LOCKED, REQUIREMENTS, PackageLookup, of_npm, of_python, verdict

ROOT = Path(__file__).parents[3]
SOUND: dict[str, object] = {"name": "uuid6", "version": "2025.0.1", "vulns": []}
HOLED: dict[str, object] = {
    "name": "aiohttp",
    "version": "3.0.0",
    "vulns": [{"id": "PYSEC-2023-120", "fix_versions": ["3.8.5"], "aliases": []}],
}
SKIPPED = {"name": "mine", "skip_reason": "Dependency not found on PyPI"}


def python(*dependencies: object) -> PackageLookup:
    return of_python(json.dumps({"dependencies": dependencies, "fixes": []}), "")


def npm(**severities: str) -> str:
    holes = {name: {"severity": one, "range": "<2"} for name, one in severities.items()}
    return json.dumps({"auditReportVersion": 2, "vulnerabilities": holes})


def test_a_hole_is_named_with_the_version_that_mends_it() -> None:
    code, lines = verdict({"requirements.txt": python(SOUND, HOLED)})

    assert code == 1
    assert lines[0] == (
        "requirements.txt: a known hole: aiohttp 3.0.0: PYSEC-2023-120, mended in 3.8.5"
    )


def test_what_no_list_knows_is_no_pass() -> None:
    code, lines = verdict({"requirements.txt": python(SOUND, SKIPPED)})

    assert code == 2
    assert "this is no pass" in lines[-1]


@pytest.mark.parametrize(
    "audit",
    [
        of_python("", "Traceback ...\nrequests.exceptions.ProxyError: unable to connect\n"),
        of_npm('{"message": "405 Method Not Allowed", "error": {}}', "npm error", "high"),
        of_npm("", "", "high"),
    ],
)
def test_a_list_that_does_not_answer_is_no_pass(audit: PackageLookup) -> None:
    code, lines = verdict({"client": audit, "requirements.txt": python(SOUND)})

    assert (code, len(lines)) == (2, 2)
    assert lines[0].startswith("client: not looked up: ")


def test_a_hole_counts_for_more_than_a_list_that_does_not_answer() -> None:
    code, _ = verdict({"one": of_python("", ""), "other": python(HOLED)})

    assert code == 1


@pytest.mark.parametrize(("severity", "code"), [("moderate", 0), ("high", 1), ("critical", 1)])
def test_a_hole_of_npm_counts_from_some_severity(severity: str, code: int) -> None:
    assert verdict({"x": of_npm(npm(left_pad=severity), "", "high")})[0] == code


def test_nothing_to_say_is_a_pass() -> None:
    audits = {"requirements.txt": python(SOUND), "client": of_npm(npm(), "", "moderate")}

    assert verdict(audits) == (0, ["No known hole in any of 2 files."])


def test_every_list_of_packages_is_looked_up() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in (".", "local", "infra", "infra/tools", "infra/verify")
        for path in (ROOT / folder).glob("*.txt")
        if "--hash=" in path.read_text()
    }
    locked = {
        path.parent.relative_to(ROOT).as_posix()
        for folder in ("client", "local/azurite", "infra/actionlint", "tests/support/openid")
        for path in (ROOT / folder).glob("package-lock.json")
    }

    assert set(REQUIREMENTS) == found
    assert set(LOCKED) == locked
