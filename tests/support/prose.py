# pyright: reportMissingTypeStubs=false
"""Checks the English of the documents and docstrings: ``python -m tests.support.prose``.

proselint's own checks, and the words of ``.ci/words.txt``, over README, CONTRIBUTING, ``docs/*.md``
and the product's docstrings. Code is left out. Prints each hit; the exit code is 1 if there is one.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from proselint.checks import __register__
from proselint.config import DEFAULT, Config
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from tests.support.documents import PAGES, ROOT

WORDS = ROOT / ".ci" / "words.txt"
PRODUCT = ["cli", "functions", "host", "infra", "local", "sdk", "shared", "workspace"]
#: Plain text has straight quotes and three dots; "archaism" finds "for ever" in "for every".
CONFIG: Config = {
    "max_errors": 1000,
    "checks": {"typography.symbols": False, **DEFAULT["checks"], "archaism": False},
}
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
FENCE = re.compile(r"^[ ]*```.*?^[ ]*```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"``.+?``|`[^`]+`|\]\([^)]+\)", re.DOTALL)
DOCTEST = re.compile(r"^[ ]*>>> .*?(?=\n[ ]*\n|\Z)", re.MULTILINE | re.DOTALL)
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Word:
    pattern: re.Pattern[str]
    instead: str


def words(text: str) -> list[Word]:
    """The forbidden words of a list: ``pattern -> what to write instead`` on each line."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    parted = [line.partition(" -> ") for line in lines]
    return [Word(_pattern(found), instead) for found, _, instead in parted]


def _pattern(found: str) -> re.Pattern[str]:
    spaced = found.replace(" ", r"\s+")
    return re.compile(rf"\b(?:{spaced})(?!\w)", re.IGNORECASE)


def prose(text: str) -> str:
    """The text with the same lines, and a word of its own in place of each piece of code."""
    number = count()

    def word(match: re.Match[str]) -> str:
        return f"{next(number)}code" + "\n" * match[0].count("\n")

    def blank(match: re.Match[str]) -> str:
        return "\n" * match[0].count("\n")

    without_code = INLINE.sub(word, DOCTEST.sub(blank, FENCE.sub(blank, text)))
    return HEADING.sub(r"\g<0>.", without_code)


def docstrings(source: str) -> str:
    """The docstrings of a module, each on the lines where it is, and nothing else."""
    lines = [""] * (source.count("\n") + 1)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node):
            said = node.body[0]
            first, last = said.lineno - 1, said.end_lineno or said.lineno
            lines[first:last] = source.splitlines()[first:last]
    return "\n".join(lines).replace('"""', "")


def hits(name: str, text: str, forbidden: list[Word]) -> Iterator[str]:
    """What is wrong with a text, each with its line."""
    for result in LintFile(name, text).lint(CONFIG) if text.strip() else []:
        yield f"{name}:{result.pos[0]}: {result.check_result.message}"
    for word in forbidden:
        for match in word.pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f'{name}:{line}: "{match[0]}": write: {word.instead}'


def texts() -> Iterator[tuple[str, str]]:
    """Every text that is checked, with the path of its file."""
    for page in PAGES:
        yield str(page.relative_to(ROOT)), prose(page.read_text())
    for name in PRODUCT:
        for file in sorted((ROOT / name).rglob("*.py")):
            yield str(file.relative_to(ROOT)), prose(docstrings(file.read_text()))


def main() -> int:
    CheckRegistry().register_many(__register__)
    forbidden = words(WORDS.read_text())
    found = [hit for name, text in texts() for hit in hits(name, text, forbidden)]
    sys.stdout.write("".join(f"{hit}\n" for hit in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
