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
    "local/requirements-node.txt",
]
INSTALLERS = ["infra/package.sh", "local/setup.sh"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PINNED = re.compile(
    r"[a-z0-9][a-z0-9._-]*(\[[a-z0-9,-]+\])?==[^\s;]+( ; [^\\]+?)?( --hash=sha256:[0-9a-f]{64})+"
)
EXTRA = re.compile(r"([\w.-]+)\[([\w,-]+)\]")
ACTION = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9]+(\.[0-9]+){2}")


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
def test_a_workflow_of_ci_may_read_the_code_and_nothing_else(path: Path) -> None:
    text = path.read_text()

    assert "\npermissions:\n  contents: read\njobs:" in text
    assert text.count("permissions:") == 1


def _requirements(path: Path) -> Iterator[str]:
    text = path.read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield " ".join(line.split())
