"""What is installed and what CI runs is pinned to content, not only to a name."""

import re
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COMPILED = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-serve.txt",
    "infra/requirements-check.txt",
    "local/requirements-node.txt",
    "local/requirements-ai.txt",
    "infra/verify/requirements.txt",
    *sorted(f"infra/tools/{path.name}" for path in (ROOT / "infra" / "tools").glob("*.txt")),
]
INSTALLERS = ["infra/package.sh", "local/setup.sh"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PINNED = re.compile(
    r"[a-z0-9][a-z0-9._-]*(\[[a-z0-9,-]+\])?==[^\s;]+( ; [^\\]+?)?( --hash=sha256:[0-9a-f]{64})+"
)
#: What one job of a workflow may do, besides reading the code.
GRANTED = {
    "release.yml": {"attestations: write", "contents: write", "id-token: write"},
    "deploy.yml": {"attestations: read", "contents: read", "id-token: write"},
}
EXTRA = re.compile(r"([\w.-]+)\[([\w,-]+)\]")
ACTION = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9]+(\.[0-9]+\.[0-9]+)?")


@pytest.mark.parametrize("name", COMPILED)
def test_every_requirement_has_a_version_and_hashes(name: str) -> None:
    found = [*_requirements(ROOT / name)]

    assert found
    assert [line for line in found if not PINNED.fullmatch(line)] == []


def test_what_another_asks_for_with_an_extra_is_pinned_with_it() -> None:
    """Or else older pips look for a newer version, which has no hash here, and install nothing."""
    pinned = {
        line.partition("==")[0] for name in COMPILED[:2] for line in _requirements(ROOT / name)
    }
    plain = {name.partition("[")[0] for name in pinned}
    asked = {
        f"{found[1].lower()}[{found[2]}]"
        for installed in distributions()
        if installed.name.lower() in plain
        for line in installed.requires or []
        if "extra ==" not in line and (found := EXTRA.match(line))
    }

    assert asked
    assert asked - pinned == set()


@pytest.mark.parametrize("name", INSTALLERS)
def test_what_installs_asks_for_the_hashes(name: str) -> None:
    text = (ROOT / name).read_text().replace("\\\n", " ")
    installing = [line for line in text.splitlines() if " -r " in line and "pip install" in line]

    assert installing
    assert [line for line in installing if "--require-hashes" not in line] == []


def test_every_action_is_the_commit_of_a_release() -> None:
    lines = [line for path in WORKFLOWS for line in path.read_text().splitlines()]
    used = [line.partition("uses:")[2].strip() for line in lines if "uses:" in line]

    assert used
    assert [one for one in used if not one.startswith("./") and not ACTION.fullmatch(one)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_of_ci_may_read_the_code_and_little_else(path: Path) -> None:
    """What a job may do besides is listed here, and said in the workflow with its reason."""
    text = path.read_text()
    granted = set(re.findall(r"^      ([a-z-]+: [a-z]+) # .+$", text, re.MULTILINE))

    assert "\npermissions:\n  contents: read\n" in text
    assert text.count("permissions:") == (2 if path.name in GRANTED else 1)
    assert granted == GRANTED.get(path.name, set())


def _requirements(path: Path) -> Iterator[str]:
    text = path.read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield " ".join(line.split())
