"""Reads the cookies of a request.

The names and values of other applications on the same host may be anything, so that one of them
must not hide the others: ``http.cookies`` stops at the first that it cannot parse.
"""

from typing import Annotated

from functions.edge.arguments import FromHeader

Cookies = Annotated[str, FromHeader("Cookie")]


def cookies_in(header: str) -> dict[str, str]:
    """Return the cookies of a ``Cookie`` header by name; of two with one name, the first.

    >>> cookies_in('a={"b": 1}; c=d')
    {'a': '{"b": 1}', 'c': 'd'}
    """
    found: dict[str, str] = {}
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name:
            found.setdefault(name, value)
    return found


def only_cookie(header: str, name: str) -> str | None:
    """Return the cookie of this name; None without one, and if there are two.

    A neighbouring host can add a cookie of ours to requests (cookie tossing), and nothing in a
    request says which of two is ours.

    >>> only_cookie("a=1; b=2", "a"), only_cookie("a=1; b=2; a=3", "a"), only_cookie("", "a")
    ('1', None, None)
    """
    parts = [part.strip().partition("=") for part in header.split(";")]
    found = [value for named, _, value in parts if named == name]
    return found[0] if len(found) == 1 and found[0] else None
