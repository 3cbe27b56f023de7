"""Row keys that are in the order in which they are read."""

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
        """The part that begins there, if it is a part."""
        return Span(max(self.first, start), self.last)


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


def span(prefix: str, since: datetime | None = None, until: datetime | None = None) -> Span:
    """Of the keys ``<prefix><newest_first(id)>``, those of ids made in this time, both included.

    >>> span("x|").first, span("x|").last
    ('x|', 'x}')
    """
    first = prefix + newest_first(latest_id(until)) if until else prefix
    last = prefix + newest_first(earliest_id(since)) + "!" if since else after(prefix)
    return Span(first, last)


def earliest_id(at: datetime) -> UUID:
    """No id that is made at this time or later is smaller."""
    return UUID(int=_milliseconds(at) << _AFTER_TIME)


def latest_id(at: datetime) -> UUID:
    """No id that was made at this time or earlier is larger."""
    return UUID(int=((_milliseconds(at) + 1) << _AFTER_TIME) - 1)


def made_at(execution_id: UUID) -> datetime:
    """When a UUIDv7 was made."""
    return _EPOCH + timedelta(milliseconds=execution_id.int >> _AFTER_TIME)


def _milliseconds(at: datetime) -> int:
    return max(0, (at - _EPOCH) // timedelta(milliseconds=1))
