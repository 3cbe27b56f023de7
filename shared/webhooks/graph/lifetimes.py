"""How long a subscription at Microsoft Graph may last, by the resource, as its documentation says.

Where documents of different years differ, this is the shorter time: it is renewed more often, and
no request is refused. A resource that is not listed gets an hour, which each of them takes.
"""

import re
from datetime import timedelta

HOUR, THREE_DAYS, MONTH, DIRECTORY = 60, 4230, 42_300, 41_760
#: Clocks differ: a time that is exactly the longest could be refused.
SPARE = timedelta(minutes=2)
#: Graph makes anything shorter into this.
LEAST_MINUTES = 45

_MINUTES: tuple[tuple[str, int], ...] = (
    (r"communications/presences|.*/presence$", HOUR),
    (r"communications/callrecords", THREE_DAYS),
    (r"communications/", HOUR),
    (r"(chats|teams|appcatalogs|me/chats|users/[^/]+/chats)\b", HOUR),
    (r"groups/[^/]+/(conversations|threads)", THREE_DAYS),
    (r"(me|users/[^/]+)/(.*/)?(messages|events|contacts|mailfolders|calendars?)\b", THREE_DAYS),
    (r"(me|users/[^/]+)/todo/", THREE_DAYS),
    (r"print/", THREE_DAYS),
    (r"(.*/)?drives?/", MONTH),
    (r"(sites/.*|.*/sites/.*)/lists/", MONTH),
    (r"security/alerts", DIRECTORY),
    (r"(users|groups|directory/.*|servicePrincipals|applications)(/[^/]+)?$", DIRECTORY),
)
_KNOWN = tuple((re.compile(text, re.IGNORECASE), minutes) for text, minutes in _MINUTES)
_QUERY = re.compile(r"[?].*$")


def longest(resource: str, most_minutes: int | None = None) -> timedelta:
    """Return the longest lifetime of a subscription to a resource.

    ``most_minutes`` is what Graph said when it refused a longer one.

    >>> str(longest("users")), str(longest("me/messages")), str(longest("me/presence"))
    ('28 days, 23:58:00', '2 days, 22:28:00', '0:58:00')
    """
    plain = _QUERY.sub("", resource)
    minutes = next((most for known, most in _KNOWN if known.match(plain)), HOUR)
    if most_minutes is not None:
        minutes = min(minutes, max(most_minutes, LEAST_MINUTES))
    return timedelta(minutes=minutes) - SPARE
