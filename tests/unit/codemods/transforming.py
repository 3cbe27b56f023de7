"""Runs one transformation on a text, for tests."""

import libcst as cst

from shared.services.codemods.notes import Notes
from shared.services.codemods.transforming import Transform


def result(transform: Transform, text: str) -> tuple[str, list[str]]:
    """Return the transformed text and the notes; a second run must change nothing more."""
    notes, again = Notes(), Notes()
    code = transform(cst.parse_module(text), notes).code
    assert transform(cst.parse_module(code), again).code == code
    return code, [note.text for note in sorted(notes.found)]
