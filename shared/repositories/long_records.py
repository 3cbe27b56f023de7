"""Records that may be longer than one column of a row, which holds 64 KiB as UTF-16.

Their JSON goes on in further columns: ``record``, ``record2``, ``record3``. A row holds 1 MiB.
"""

from itertools import count

from shared.models.base import Model
from shared.services.tables import Columns

#: No character is longer than two units of UTF-16.
PIECE = 16_000


def long_columns(record: Model, schema: str, column: str = "record") -> Columns:
    """Return the columns of a row that keeps a record, however long it is."""
    text = record.model_dump_json()
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    return {"v": schema, **{_name(column, at): piece for at, piece in enumerate(pieces, 1)}}


def text_of(columns: Columns, column: str = "record") -> str:
    """Return the JSON of the record that a row keeps in a column and those that go on with it.

    >>> text_of({"v": "1", "record": "[1, ", "record2": "2]"})
    '[1, 2]'
    """
    pieces = [columns[column]]
    for at in count(2):
        piece = columns.get(_name(column, at))
        if piece is None:
            break
        pieces.append(piece)
    return "".join(pieces)


def _name(column: str, at: int) -> str:
    return column if at == 1 else f"{column}{at}"
