"""Charset of a JSON body: reads byte order marks and charset names, and converts to UTF-8."""

import codecs
import json

from shared.errors import InvalidInput, UnsupportedMediaType

#: Python's names of the accepted charsets; ``codecs.lookup`` maps other names to them.
CHARSETS = frozenset(
    {
        "ascii",
        "cp1252",
        "iso8859-1",
        "iso8859-15",
        "utf-8",
        "utf-16",
        "utf-16-be",
        "utf-16-le",
        "utf-32",
        "utf-32-be",
        "utf-32-le",
    }
)
#: Byte order marks, longer ones first: UTF-32's begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOST_NAMED = 50


def utf8(content: bytes, content_type: str) -> bytes:
    """The body in UTF-8, without its byte order mark.

    >>> utf8("{}".encode("utf-16"), "application/json")
    b'{}'
    """
    named = _named(content_type)
    for mark, name in MARKS:
        if content.startswith(mark):
            return _recoded(content[len(mark) :], name)
    return _recoded(content, named or json.detect_encoding(content))


def _named(content_type: str) -> str | None:
    """The charset of a content type; UnsupportedMediaType if it is not accepted."""
    parameters = (part.partition("=") for part in content_type.split(";")[1:])
    given = {name.strip().lower(): value.strip().strip("'\"") for name, _, value in parameters}
    named = given.get("charset", "")
    if not named:
        return None
    try:
        name = codecs.lookup(named[:MOST_NAMED]).name
    except (LookupError, ValueError):
        name = ""
    if name == "utf-8-sig":
        return "utf-8"
    if name not in CHARSETS:
        raise UnsupportedMediaType(
            f"the body's charset is {named[:MOST_NAMED]!r}: send it in UTF-8"
        )
    return name


def _recoded(content: bytes, name: str) -> bytes:
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"the body is not {name} (at byte {error.start}): send it in UTF-8, "
            "or name its charset in Content-Type"
        ) from error
    return content if name in ("utf-8", "ascii") else text.encode()
