"""What the documents show is whole; what a test cannot execute is checked against our files."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shared.settings import Settings
from tests.support.documents import PAGES, ROOT, Block, all_blocks

BLOCKS = all_blocks()
NEEDS = {"azure", "pypi", "root", "time"}
#: How many blocks may go unexecuted: a few, and every one more is a decision.
MOST_MARKED = 8
LANGUAGES = {
    "bash",
    "python",
    "json",
    "ini",
    "mermaid",
    "systemd",
    "dockerfile",
    "nginx",
    "caddyfile",
    "",
}
#: Programs of ours that a marked block may call, and where their options are said.
OPTIONS = {
    "infra/package.sh": "infra/package.sh",
    "infra/publish.sh": "infra/publish.sh",
    "./start.sh": "local/start-help.txt",
    "./test.sh": "test.sh",
}
SETTING = re.compile(r"\bBIFROST_[A-Z0-9_]*[A-Z0-9]\b")
#: Names of the environment that are read elsewhere than by the settings.
ELSEWHERE = {
    *("BIFROST_FILES_CONNECTION", "BIFROST_KEY", "BIFROST_PYTHON"),
    *("BIFROST_PROXY_NETWORKS", "BIFROST_DRAIN_SECONDS"),
}


def marked(block: Block) -> bool:
    return bool(block.needs)


def ids(block: Block) -> str:
    return block.place


def test_few_blocks_are_marked_and_for_known_reasons() -> None:
    found = [block for block in BLOCKS if marked(block)]
    assert {block.needs for block in found} <= NEEDS
    # What deploys can be executed on Azure only.
    others = [block for block in found if block.page.name != "deploy.md"]
    assert len(others) <= MOST_MARKED, [block.place for block in others]
    assert {block.language for block in BLOCKS} <= LANGUAGES


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "python"], ids=ids)
def test_a_block_of_python_names_nothing_that_it_does_not_import(block: Block) -> None:
    ast.parse(block.text)
    ruff = [sys.executable, "-m", "ruff", "check", "--quiet", "--isolated", "--select", "F821,F811"]
    done = subprocess.run(
        [*ruff, "--stdin-filename", block.file, "-"],
        input=block.text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{block.place}:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language == "json"], ids=ids)
def test_a_block_of_json_is_json(block: Block) -> None:
    json.loads(block.text)


@pytest.mark.parametrize("block", [b for b in BLOCKS if marked(b)], ids=ids)
def test_the_options_of_a_marked_block_are_those_of_our_programs(block: Block) -> None:
    for line in block.text.splitlines():
        program, *arguments = line.partition("#")[0].split() or [""]
        if program in OPTIONS:
            assert (ROOT / program).is_file(), f"{block.place}: {line}"
            known = (ROOT / OPTIONS[program]).read_text()
            for argument in arguments:
                is_known = argument in known or (ROOT / argument).exists()
                is_known = is_known or argument.startswith("<")  # what the reader puts in
                assert is_known, f"{block.place}: {program} has no {argument}"
        for argument in arguments:
            if argument.endswith((".in", ".txt")):
                assert (ROOT / argument).is_file(), f"{block.place}: there is no {argument}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_that_a_page_names_is_one(page: Path) -> None:
    known = {field.alias for field in Settings.model_fields.values()} | ELSEWHERE | of_tests()
    known |= of_the_deployment()
    assert {*SETTING.findall(page.read_text())} - known == set()


def of_tests() -> set[str]:
    """Those that are read by tests."""
    files = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    return {name for file in files for name in re.findall(r"BIFROST_TEST_\w+", file.read_text())}


def of_the_deployment() -> set[str]:
    """The outputs of the template, and the variables that azd takes its parameters from."""
    files = [ROOT / "infra" / name for name in ("main.bicep", "main.parameters.json")]
    return {name for file in files for name in re.findall(r"\bBIFROST_\w+", file.read_text())}


def test_the_changelog_says_each_thing_once_and_in_order() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text().splitlines()
    entries = [line for line in lines if line.startswith("- ")]

    assert [line for line in lines if line.startswith("### ")] == [
        "### Breaking",
        "### Added",
        "### Changed",
        "### Fixed",
    ]
    assert len(entries) > 100
    assert [entry for entry in entries if entries.count(entry) > 1] == []
