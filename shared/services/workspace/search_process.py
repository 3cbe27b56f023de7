"""Searches for a text in the files of a folder; ``search`` starts it, and kills it in time.

``python -I -S search_process.py`` reads the request from its standard input, and writes each match
as a line of JSON as it finds it. It is a process of its own because a pattern can run without end
and block a whole process. Standard library only.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, cast

LARGEST_BYTES = 10 * 1024 * 1024
LINE_CHARACTERS = 500
MEMORY_BYTES = 512 * 1024 * 1024


class SearchQuery(TypedDict):
    root: str
    files: list[str]
    file_pattern: str
    query: str
    case_sensitive: bool
    regex: bool
    most: int
    seconds: int


def main() -> None:
    query = cast("SearchQuery", json.load(sys.stdin))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (query["seconds"], query["seconds"]))
    try:
        pattern, names = _pattern(query), _glob(query["file_pattern"])
    except (re.error, RecursionError, OverflowError) as error:
        _say({"fault": str(error) or type(error).__name__})
        return
    left = query["most"]
    for file in filter(names.fullmatch, query["files"]):
        left = _search(query["root"], file, pattern, left)
        if left < 0:
            return
    _say({"end": True})


def _pattern(query: SearchQuery) -> re.Pattern[str]:
    flags = 0 if query["case_sensitive"] else re.IGNORECASE
    return re.compile(query["query"] if query["regex"] else re.escape(query["query"]), flags)


def _glob(pattern: str) -> re.Pattern[str]:
    """Compile a glob: ``*`` and ``?`` stay within a name, ``**`` does not."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meanings = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meanings.get(part, re.escape(part)) for part in parts))


def _search(root: str, file: str, pattern: re.Pattern[str], left: int) -> int:
    """Return how many more matches may follow; negative if one too many was found."""
    lines = _lines(Path(root, file))
    if lines is None:
        return left
    _say({"searched": file})
    for number, found in _matches(lines, pattern):
        left -= 1
        if left < 0:
            return left
        _say(
            {
                "filePath": file,
                "line": number + 1,
                "column": found.start(),
                "matchText": lines[number][:LINE_CHARACTERS],
                "contextBefore": lines[number - 1][:LINE_CHARACTERS] if number else None,
                "contextAfter": lines[number + 1][:LINE_CHARACTERS]
                if number + 1 < len(lines)
                else None,
            }
        )
    return left


def _matches(lines: list[str], pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(lines):
        for found in pattern.finditer(line):
            if found.group():
                yield number, found


def _lines(path: Path) -> list[str] | None:
    """Return the lines; None for a file that is not text, or too large."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            return None
        content = path.read_bytes()
        return None if b"\0" in content else content.decode().splitlines()
    except (OSError, UnicodeDecodeError):
        return None


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
