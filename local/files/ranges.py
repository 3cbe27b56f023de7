"""Sets of written byte ranges of a file.

Ranges are ``(first, last)`` pairs, both ends included, in order and apart from each other.
"""

from collections.abc import Iterable

Range = tuple[int, int]
Ranges = tuple[Range, ...]


def add(ranges: Ranges, new: Range) -> Ranges:
    """The ranges with a new one, neighbours joined.

    >>> add(((0, 3), (10, 12)), (4, 6))
    ((0, 6), (10, 12))
    """
    first, last = new
    apart: list[Range] = []
    for start, end in ranges:
        if end + 1 < first or last + 1 < start:
            apart.append((start, end))
        else:
            first, last = min(first, start), max(last, end)
    return tuple(sorted([*apart, (first, last)]))


def remove(ranges: Ranges, gone: Range) -> Ranges:
    """The ranges without one of them.

    >>> remove(((0, 9),), (3, 5))
    ((0, 2), (6, 9))
    """
    first, last = gone
    pieces: Iterable[Range] = (
        piece
        for start, end in ranges
        for piece in ((start, min(end, first - 1)), (max(start, last + 1), end))
    )
    return tuple((start, end) for start, end in pieces if start <= end)


def clip(ranges: Ranges, window: Range) -> Ranges:
    """The parts of the ranges inside the window.

    >>> clip(((0, 9), (20, 29)), (5, 24))
    ((5, 9), (20, 24))
    """
    first, last = window
    inside = ((max(start, first), min(end, last)) for start, end in ranges)
    return tuple((start, end) for start, end in inside if start <= end)
