"""A Python file as bytes, and as the text that is transformed: what else it has stays as it was."""

import io
import tokenize
from dataclasses import dataclass

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class ProgramText:
    """A text, and how its file encodes it."""

    text: str
    encoding: str = "utf-8"
    has_bom: bool = False

    def encoded(self, text: str) -> bytes:
        """Return the bytes of another text in this file's encoding."""
        return (f"{BOM}{text}" if self.has_bom else text).encode(self.encoding)


def source_of(content: bytes) -> ProgramText:
    """Return the text of a file, by its mark or its cookie; ValueError if it is no Python text.

    >>> source_of(b"name = 1").encoding
    'utf-8'
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, UnicodeDecodeError) as error:
        raise ValueError(f"it is no text in an encoding that it names: {error}") from error
    has_bom = content.startswith(b"\xef\xbb\xbf")
    return ProgramText(text, "utf-8" if has_bom else encoding, has_bom)
