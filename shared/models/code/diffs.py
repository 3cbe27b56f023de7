"""Differences of two texts, as people read them."""

import difflib


def diff_of(path: str, before: str | None, after: str) -> str:
    """Return the unified diff of a file; of a new one if ``before`` is None.

    >>> diff_of("a.py", "x = 1", "x = 1")
    ''
    """
    path = path.lstrip("/")
    old = "/dev/null" if before is None else f"a/{path}"
    lines = difflib.unified_diff(
        (before or "").splitlines(keepends=True), after.splitlines(keepends=True), old, f"b/{path}"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
