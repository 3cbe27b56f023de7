"""Row keys in the order in which they are read."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

_ALL = (1 << 128) - 1
_AFTER_TIME = 80
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """The keys from ``first`` to before ``last``."""

    first: str
    last: str

    def since(self, start: str) -> "Span":
        """Return the part of the span that begins at ``start``."""
        return Span(max(self.first, start), self.last)


def newest_first(execution_id: UUID) -> str:
    """Return a key that sorts before those of earlier ids (UUIDv7 begins with its time).

    >>> early, late = UUID(int=1), UUID(int=2)
    >>> newest_first(late) < newest_first(early)
    True
    """
    return f"{_ALL - execution_id.int:032x}"


def id_in(key: str) -> UUID:
    """Return the id in a key ``<prefix>|<newest_first(id)>``.

    >>> id_in("x|" + newest_first(UUID(int=7))).int
    7
    """
    return UUID(int=_ALL - int(key.rpartition("|")[2], 16))


def after(prefix: str) -> str:
    """Return the first key past all keys that start with ``prefix``, which ends with ``|``.

    >>> after("w|hello|")
    'w|hello}'
    """
    return prefix[:-1] + "}"


def span(prefix: str, since: datetime | None = None, until: datetime | None = None) -> Span:
    """Return the span of keys ``<prefix><newest_first(id)>`` for ids of this time, both included.

    >>> span("x|").first, span("x|").last
    ('x|', 'x}')
    """
    first = prefix + newest_first(latest_id(until)) if until else prefix
    last = prefix + newest_first(earliest_id(since)) + "!" if since else after(prefix)
    return Span(first, last)


def earliest_id(at: datetime) -> UUID:
    """Return the smallest id of this time or later."""
    return UUID(int=_milliseconds(at) << _AFTER_TIME)


def latest_id(at: datetime) -> UUID:
    """Return the largest id of this time or earlier."""
    return UUID(int=((_milliseconds(at) + 1) << _AFTER_TIME) - 1)


def made_at(execution_id: UUID) -> datetime:
    """Return when a UUIDv7 was created."""
    return _EPOCH + timedelta(milliseconds=execution_id.int >> _AFTER_TIME)


def _milliseconds(at: datetime) -> int:
    return max(0, (at - _EPOCH) // timedelta(milliseconds=1))
