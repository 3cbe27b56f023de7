"""Splits an expression's text into tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sdk.expressions.faults import ExpressionError

MOST_CHARACTERS = 2000

Kind = Literal["number", "string", "name", "sign", "end"]

_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
      (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_$]))
    | (?P<string>"(?:[^"\\\r\n]|\\[^\r\n])*"|'(?:[^'\\\r\n]|\\[^\r\n])*')
    | (?P<name>[A-Za-z_$][A-Za-z0-9_$]*)
    | (?P<sign>===|!==|==|!=|<=|>=|&&|\|\||\?\.(?![0-9])|[-+*/%<>!?:.,()\[\]])
    | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "'": "'", "/": "/"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token; the ``text`` of a string is its value, of other kinds the source."""

    kind: Kind
    text: str
    at: int


def tokens_of(text: str) -> Iterator[Token]:
    """Yield all tokens and one of kind ``end``; ExpressionError where none can be read."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(f"an expression has at most {MOST_CHARACTERS} characters")
    at = 0
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            raise ExpressionError(
                f"cannot be read from position {at + 1} on: {text[at : at + 20]!r}"
            )
        token = _token(match)
        yield token
        if token.kind == "end":
            return
        at = match.end()


def _token(match: re.Match[str]) -> Token:
    for kind in ("number", "string", "name", "sign"):
        found = match[kind]
        if found is not None:
            at = match.start(kind) + 1
            return Token(kind, _meaning(found, at) if kind == "string" else found, at)
    return Token("end", "", match.end() + 1)


def _meaning(quoted: str, at: int) -> str:
    def character(match: re.Match[str]) -> str:
        code, letter = match[1], match[2]
        if code:
            return chr(int(code, 16))
        if letter not in _ESCAPED:
            raise ExpressionError(f"there is no escape \\{letter} in the text at position {at}")
        return _ESCAPED[letter]

    text = _ESCAPE.sub(character, quoted[1:-1])
    # Two escapes can form one character beyond U+FFFF (a surrogate pair).
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
