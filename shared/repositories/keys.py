"""Row keys that are in the order in which they are read."""

from uuid import UUID

_ALL = (1 << 128) - 1


def newest_first(execution_id: UUID) -> str:
    """A key that sorts before those of earlier ids (UUIDv7 begins with its time).

    >>> early, late = UUID(int=1), UUID(int=2)
    >>> newest_first(late) < newest_first(early)
    True
    """
    return f"{_ALL - execution_id.int:032x}"


def after(prefix: str) -> str:
    """The first key past all keys that start with ``prefix``, whose last letter is ``|``.

    >>> after("w|hello|")
    'w|hello}'
    """
    return prefix[:-1] + "}"
