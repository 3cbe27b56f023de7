"""Looks for a text in the files of a folder. Started by ``searching``, which ends it in time.

``python -I -S search_child.py`` with the request on its standard input; it says each match in a
line of JSON as it finds it. A process of its own, because a pattern can take for ever and nothing
else in a process goes on meanwhile. Standard library only.
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
    wanted = cast("SearchQuery", json.load(sys.stdin))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (wanted["seconds"], wanted["seconds"]))
    try:
        pattern, names = _pattern(wanted), _glob(wanted["file_pattern"])
    except (re.error, RecursionError, OverflowError) as error:
        _say({"fault": str(error) or type(error).__name__})
        return
    left = wanted["most"]
    for file in filter(names.fullmatch, wanted["files"]):
        left = _search(wanted["root"], file, pattern, left)
        if left < 0:
            return
    _say({"end": True})


def _pattern(wanted: SearchQuery) -> re.Pattern[str]:
    flags = 0 if wanted["case_sensitive"] else re.IGNORECASE
    return re.compile(wanted["query"] if wanted["regex"] else re.escape(wanted["query"]), flags)


def _glob(pattern: str) -> re.Pattern[str]:
    """``*`` and ``?`` stay within a name, ``**`` does not."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern)
    meanings = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meanings.get(part, re.escape(part)) for part in parts))


def _search(root: str, file: str, pattern: re.Pattern[str], left: int) -> int:
    """How many more matches are wanted; less than none if one was found that is too many."""
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
    """None for what is no text, or huge."""
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
