"""The blocks of README.md and of docs/, as a reader finds them.

A comment before a fence says what a reader has to know, and the runner too:
``<!-- needs: azure -->`` (or ``pypi``, ``root``, ``time``: it is not executed, its commands are
checked instead) and ``<!-- in: an empty folder -->`` (this block and those after it, until the next
heading). A first line ``# name.py`` names the file that a block is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMENT = re.compile(r"<!-- (needs|in): ([a-z ]+) -->")
FILE = re.compile(r"# ([\w/]+\.(?:py|ini))\n")


@dataclass(frozen=True, slots=True)
class Block:
    """``line`` is that of its fence; ``folder`` is set where it is read in a folder of its own."""

    page: Path
    line: int
    language: str
    text: str
    needs: str = ""
    folder: str = ""

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def file(self) -> str:
        """The name that it is given, or one of its own."""
        named = FILE.match(self.text)
        return named[1] if named else f"{self.page.stem}_{self.line}.py".lower()


def blocks_of(page: Path) -> list[Block]:
    """Every fenced block of a page, in order."""
    return [*_blocks(page, page.read_text().splitlines())]


def _blocks(page: Path, lines: list[str]) -> Iterator[Block]:
    needs, folder, opened = "", "", 0
    for number, line in enumerate(lines, 1):
        if opened:
            if line.strip() == "```":
                yield _block(page, lines, (opened, number), needs, folder)
                needs, opened = "", 0
        elif line.lstrip().startswith("```"):
            opened = number
        elif comment := COMMENT.fullmatch(line.strip()):
            needs = comment[2] if comment[1] == "needs" else needs
            folder = comment[2] if comment[1] == "in" else folder
        elif line.startswith("#"):
            folder = ""


def _block(page: Path, lines: list[str], span: tuple[int, int], needs: str, folder: str) -> Block:
    fence = lines[span[0] - 1]
    indent = len(fence) - len(fence.lstrip())
    text = "".join(f"{line[indent:]}\n" for line in lines[span[0] : span[1] - 1])
    return Block(page, span[0], fence.strip().removeprefix("```"), text, needs, folder)


def all_blocks() -> list[Block]:
    return [block for page in PAGES for block in blocks_of(page)]
