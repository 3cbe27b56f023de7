"""The map is true: the picture of the packages, "where is X", the glossary, and all paths."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser import pages
from tests.support.documents import PAGES, ROOT, blocks_of

PAGE = ROOT / "docs" / "architecture.md"
NOT_PRODUCT = {"benchmarks", "tests"}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LABEL = re.compile(r'(\w+)\["([\w./]+)"\]')
ROOMS = {"functions": "functions/", "shared.engine": "shared/engine/", "sdk": "sdk/"}
PRODUCT = ["bifrost.py", "cli", "functions", "host", "infra", "local", "sdk", "shared"]
#: What a reader sees of a file that is opened, or listed by a search.
FIRST_LINES = 15
#: A search that lists more files than these finds nothing.
MOST_FILES = 8
FOLDERS = [".ci", "benchmarks", "docs", "tests", "workspace", *PRODUCT[1:]]
PATH = re.compile(rf"`((?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*)`")
#: Files that a reader makes.
MADE_BY_READERS = {"workspace/requirements.txt"}
LINK = re.compile(r"\]\(([\w./-]+\.(?:md|json))\)")
TEST_FILE = re.compile(r"`(test_\w+\.py)`")

Layers = list[set[str]]


def contract(container: str | None) -> Layers:
    """The layers of a contract, highest first; None is that of the whole tree."""
    wanted = [container] if container else None
    (found,) = [
        each["layers"]
        for each in CONTRACTS["contracts"]
        if each["type"] == "layers" and each.get("containers") == wanted
    ]
    return [set(layer.split(" | ")) for layer in found]


def picture() -> tuple[dict[str, str], list[Layers]]:
    """The label of each node, and each line of arrows as layers of nodes."""
    (block,) = [block for block in blocks_of(PAGE) if block.language == "mermaid"]
    chains = [line.strip() for line in block.text.splitlines() if "-->" in line]
    drawn = [[set(part.split(" & ")) for part in chain.split(" --> ")] for chain in chains]
    return dict(LABEL.findall(block.text)), drawn


def children(folder: Path) -> set[str]:
    """The packages in a folder."""
    return {path.parent.name for path in folder.glob("*/__init__.py")}


def test_the_picture_has_every_package_on_disk_and_no_other() -> None:
    labels = set(picture()[0].values())
    shared = ROOT / "shared"
    modules = {f"shared/{path.name}" for path in shared.glob("*.py")} - {"shared/__init__.py"}
    packages = {f"shared/{name}" for name in children(shared)}

    assert labels == (children(ROOT) - NOT_PRODUCT) | modules | packages


def test_the_arrows_of_the_picture_are_the_layers_of_the_import_contracts() -> None:
    labels, drawn = picture()
    named = [[{labels[node] for node in layer} for layer in layers] for layers in drawn]
    shared = [{label.removeprefix("shared/") for label in layer} for layer in named[0]]

    assert [{name.removesuffix(".py") for name in layer} for layer in shared] == contract("shared")
    assert named[1:] == [contract(None)]


@pytest.mark.parametrize("container", ROOMS)
def test_the_layers_of_the_big_packages_are_those_of_their_contracts(container: str) -> None:
    rows = [cells(line) for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    (said,) = [row[1] for row in rows if row[0] == f"`{ROOMS[container]}`"]
    layers = [set(layer.strip("`").split(" \\| ")) for layer in said.split(" → ")]

    assert layers == contract(container)


def cells(line: str) -> list[str]:
    """The cells of a row of a table."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


@dataclass(frozen=True)
class Question:
    text: str
    word: str
    found_by: str
    files: list[str]


def questions() -> list[Question]:
    """The rows of "where is X"."""
    section = PAGE.read_text().partition("## Where is X?")[2]
    rows = [cells(line) for line in section.splitlines() if line.startswith("| ")][1:]
    return [
        Question(text, word.strip("`"), by, [file.strip("`") for file in files.split(", ")])
        for text, word, by, files in rows
    ]


QUESTIONS = questions()


def product() -> list[Path]:
    """Every module of the product."""
    return [
        file
        for name in PRODUCT
        for file in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))
    ]


def test_there_are_twenty_five_questions() -> None:
    assert len(QUESTIONS) == 25
    assert len({question.text for question in QUESTIONS}) == 25


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.word)
def test_the_word_finds_the_file(question: Question) -> None:
    for file in question.files:
        assert (ROOT / file).is_file(), file
    first = ROOT / question.files[0]
    if question.found_by == "name":
        assert question.word in question.files[0]
    elif question.found_by == "first lines":
        head = first.read_text().splitlines()[:FIRST_LINES]
        assert question.word in "\n".join(head).lower()
    else:
        assert question.found_by == "grep"
        listed = [file for file in product() if question.word in file.read_text().lower()]
        assert first in listed
        assert len(listed) <= MOST_FILES, listed


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.word)
def test_no_file_name_leads_astray(question: Question) -> None:
    named = [file for file in product() if question.word in file.name]

    assert not named or {str(file.relative_to(ROOT)) for file in named} & {*question.files}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text()
    paths = {path for path in PATH.findall(text) if not (ROOT / path).exists()}
    links = {link for link in LINK.findall(text) if not (page.parent / link).exists()}
    tests = {name for name in TEST_FILE.findall(text) if not [*(ROOT / "tests").rglob(name)]}

    assert (paths - MADE_BY_READERS) | links | tests == set()


def test_the_glossary_explains_each_term_in_one_line_and_is_linked() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text()
    rows = [cells(line) for line in text.splitlines() if line.startswith("| ")][1:]

    assert 20 <= len(rows) <= 26
    assert all(len(row) == 3 and all(row) for row in rows)
    for page in ("README.md", "CONTRIBUTING.md"):
        assert "docs/glossary.md" in (ROOT / page).read_text()


def test_every_page_of_the_client_is_in_the_list_of_the_browser_tests() -> None:
    app = ROOT / "client" / "src" / "app"
    files = (*app.glob("*outes.tsx"), app / "PublicPage.tsx")
    sources = "".join(file.read_text() for file in files)
    loaded = set(re.findall(r'import\("\.\./([^"]+Page)"\)', sources))

    missing = loaded - {page.component for page in pages.PAGES}

    assert len(loaded) > 5
    assert not missing, f"add to PAGES in tests/browser/pages.py: {sorted(missing)}"
