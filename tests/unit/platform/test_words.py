"""The words of the product: docstrings that stand alone, one name for one thing, small rooms."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.documents import ROOT
from tests.support.prose import DOCUMENTED, WORDS, hits, prose, words

PLATFORM = ["cli", "functions", "host", "infra", "local", "sdk", "shared"]
FILES = [
    ROOT / "bifrost.py",
    ROOT / "function_app.py",
    *(file for name in PLATFORM for file in sorted((ROOT / name).rglob("*.py"))),
]
WORKSPACE = sorted((ROOT / "workspace").rglob("*.py"))

#: A docstring that begins so cannot be read without the code above it.
FRAGMENT = re.compile(r"(Of|As|With|Those|Also|Likewise|The same)\b")

#: A noun of the SDK that authors see, and the platform's own of the same noun.
SDK_NOUNS = [
    *("BifrostError", "Caller", "ConfigType", "Credentials", "Execution", "Form", "LogLine"),
    *("Membership", "Organization", "RetryPolicy", "Role", "User", "Workflow", "WorkflowError"),
]
#: Other names that two modules may have, each with its reason.
TWINS = {
    **{noun: {"sdk", "shared"} for noun in SDK_NOUNS},
    # The two ends of one socket.
    "ForkServer": {"sdk", "shared"},
    # What an author writes, and what the platform keeps of it.
    "Schedule": {"sdk", "shared"},
    # An SDK call of the broker, and a change of a row: both are used with the module's name.
    "Delete": {"shared"},
}
#: Its modules have a class for each verb of their noun, and are read as ``roles.Create``.
VERBS = ROOT / "shared" / "broker"

MOST_FILES, MOST_TEST_FILES, MOST_NOUNS = 25, 30, 45
FLAT_BY_NOUN = {"shared/handlers", "shared/models", "shared/repositories", "functions/http"}
NOQA = re.compile(r"#\s*noqa\b")
NOQA_PER_THOUSAND_LINES = 1.2


def docstrings(file: Path) -> Iterator[tuple[str, str]]:
    """Each docstring of a module, with its place."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            yield f"{file.relative_to(ROOT)}:{node.body[0].lineno}", text


def test_each_docstring_can_be_read_alone() -> None:
    found = [each for file in [*FILES, *WORKSPACE] for each in docstrings(file)]
    fragments = [
        f"{place}: {text.splitlines()[0]}" for place, text in found if FRAGMENT.match(text)
    ]

    assert fragments == []


def classes() -> dict[str, set[Path]]:
    """The modules that define a class of each name; the broker's modules count as one."""
    found: dict[str, set[Path]] = defaultdict(set)
    for file in FILES:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef):
                found[node.name].add(VERBS if VERBS in file.parents else file)
    return found


def test_one_class_name_is_one_thing() -> None:
    twice = {name: files for name, files in classes().items() if len(files) > 1}
    packages = {
        name: sorted(file.relative_to(ROOT).parts[0] for file in files)
        for name, files in twice.items()
    }
    collisions = {
        name: sorted(str(file.relative_to(ROOT)) for file in files)
        for name, files in twice.items()
        if len(files) > 2 or not TWINS.get(name, set()) >= {*packages[name]}
    }

    assert collisions == {}
    assert {*TWINS} - {*twice} == set(), "these are no twins any more"


def folders(root: Path) -> dict[str, int]:
    """How many files each folder has."""
    found: dict[str, int] = defaultdict(int)
    for file in root.rglob("*"):
        if file.is_file() and file.suffix != ".pyc":
            found[str(file.parent.relative_to(ROOT))] += 1
    return found


@pytest.mark.parametrize("name", [*PLATFORM, "workspace", "tests"])
def test_a_folder_can_be_taken_in_at_a_glance(name: str) -> None:
    most = MOST_TEST_FILES if name == "tests" else MOST_FILES
    too_many = {
        folder: number
        for folder, number in folders(ROOT / name).items()
        if number > (MOST_NOUNS if folder in FLAT_BY_NOUN else most)
    }

    assert too_many == {}


def test_few_lines_are_excepted_from_the_linter() -> None:
    texts = [file.read_text() for file in [*FILES, *WORKSPACE]]
    lines = sum(text.count("\n") for text in texts)
    excepted = sum(len(NOQA.findall(text)) for text in texts)

    assert excepted / lines * 1000 < NOQA_PER_THOUSAND_LINES, f"{excepted} in {lines} lines"


@pytest.mark.parametrize(
    "text",
    [
        "Whoever starts it is asked.",
        "It belongs\ninto the vault.",
        "This is to be read by somebody.",
        "Nobody's run is very unique.",
    ],
)
def test_the_check_of_prose_finds_a_forbidden_word(text: str) -> None:
    assert [*hits("page.md", prose(text), words(WORDS.read_text()))]


def test_the_check_of_prose_leaves_code_alone() -> None:
    text = "Sign in as `nobody@nowhere.test`.\n\n```bash\necho somebody\n```\n"

    assert [*hits("page.md", prose(text), words(WORDS.read_text()))] == []
