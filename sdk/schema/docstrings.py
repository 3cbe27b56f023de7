"""Descriptions of a function and its parameters, from its docstring."""

import inspect
import re
from collections.abc import Callable, Mapping

SECTION = re.compile(r"(?:Args|Arguments|Parameters):?$")
HEADING = re.compile(r"[A-Z][A-Za-z ]+:$")
GOOGLE = re.compile(r"\*{0,2}(\w+)\s*(?:\([^)]*\))?\s*:\s*(.*)")
NUMPY = re.compile(r"\*{0,2}(\w+)\s*(?::.*)?$")
SPHINX = re.compile(r"^:param\s+(?:[^:]*\s)?(\w+)\s*:\s*(.*?)(?=^\s*:|\Z|^\s*$)", re.M | re.S)


def first_paragraph(function: Callable[..., object]) -> str:
    return " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())


def of_parameters(function: Callable[..., object]) -> Mapping[str, str]:
    """Return the descriptions of parameters by name, from Google, numpy or Sphinx style.

    >>> def invite(email: str, days: int):
    ...     '''Invite a guest.
    ...
    ...     Args:
    ...         email: whom,
    ...             by address
    ...         days (int): until it ends
    ...     '''
    >>> of_parameters(invite)
    {'email': 'whom, by address', 'days': 'until it ends'}
    """
    text = inspect.getdoc(function) or ""
    found = {name: " ".join(words.split()) for name, words in SPHINX.findall(text)}
    return {**found, **_of_section(text.splitlines())}


def _of_section(lines: list[str]) -> dict[str, str]:
    start = next((at for at, line in enumerate(lines) if SECTION.match(line.strip())), None)
    if start is None:
        return {}
    body = lines[start + 1 :]
    if body and set(body[0].strip()) == {"-"}:
        return _entries(body[1:], NUMPY)
    return _entries(body, GOOGLE)


def _entries(lines: list[str], entry: re.Pattern[str]) -> dict[str, str]:
    """Return the entries of a section: each begins at its margin; deeper lines continue it."""
    found: dict[str, list[str]] = {}
    margin = _margin(lines)
    name = ""
    for line in lines:
        words = line.strip()
        depth = len(line) - len(line.lstrip())
        if words and (depth < margin or HEADING.match(words) or set(words) == {"-"}):
            break
        match = entry.match(words) if depth == margin and words else None
        if match:
            name, *rest = match.groups()
            found[name] = [*rest]
        elif words and name:
            found[name].append(words)
    return {name: " ".join(words).strip() for name, words in found.items() if any(words)}


def _margin(lines: list[str]) -> int:
    first = next((line for line in lines if line.strip()), "")
    return len(first) - len(first.lstrip())
