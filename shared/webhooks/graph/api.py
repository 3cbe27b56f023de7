"""The part of Microsoft Graph's API that is about subscriptions, through the egress guard."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pydantic import JsonValue, SecretStr

from shared.services.outbound.egress import Egress, Incoming, Outgoing
from shared.services.outbound.foreign_json import Unreadable, read_object

#: Graph answers after it has checked the address of the webhook, which may take it ten seconds.
SECONDS = 30
MOST_PAGES = 50
MOST_WAIT_SECONDS = 24 * 3600
MOST_WORDS = 300
_BLANK = re.compile(r"[\x00-\x20\x7f]+")
_ID = re.compile(r"[A-Za-z0-9._-]{1,200}")
_MINUTES = re.compile(r"\b([0-9]{1,6}) minutes", re.IGNORECASE)


class GraphRefused(Exception):
    """Graph refused a request; the message is for administrators, and holds no secret."""

    def __init__(self, message: str, status: int, wait_seconds: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.wait_seconds = wait_seconds

    @property
    def is_gone(self) -> bool:
        return self.status in (404, 410)

    @property
    def most_minutes(self) -> int | None:
        """The longest lifetime, if the refusal says that the one asked for was too long.

        >>> words = "Subscription expiration can only be 4230 minutes in the future."
        >>> GraphRefused(words, 400).most_minutes
        4230
        """
        if self.status != 400 or "expiration" not in str(self).casefold():
            return None
        found = _MINUTES.search(str(self))
        return int(found[1]) if found else 60


@dataclass(frozen=True, slots=True)
class GraphAccess:
    """Access to one tenant, or to one person's data, with the token of a connection."""

    base: str
    token: SecretStr
    egress: Egress


@dataclass(frozen=True, slots=True)
class Given:
    """A subscription as Graph has it."""

    id: str
    expires_at: datetime
    url: str


async def create(access: GraphAccess, wanted: Mapping[str, JsonValue]) -> Given:
    """Create a subscription; Graph asks the webhook for the validation token meanwhile."""
    answer = await _send(access, "POST", "subscriptions", wanted)
    return _given(answer)


async def renew(access: GraphAccess, subscription_id: str, expires_at: datetime) -> Given:
    """Move the end of a subscription, which also authorizes it again."""
    change = {"expirationDateTime": text_of(expires_at)}
    return _given(await _send(access, "PATCH", f"subscriptions/{subscription_id}", change))


async def remove(access: GraphAccess, subscription_id: str) -> None:
    """Remove a subscription; one that is gone is removed."""
    try:
        await _send(access, "DELETE", f"subscriptions/{subscription_id}")
    except GraphRefused as error:
        if not error.is_gone:
            raise


async def at(access: GraphAccess, url: str) -> Sequence[Given]:
    """Return the subscriptions that send to this address."""
    found: list[Given] = []
    path = "subscriptions"
    for _ in range(MOST_PAGES):
        answer = await _send(access, "GET", path)
        parts = answer.get("value")
        parts = parts if isinstance(parts, list) else []
        found += [_given(part) for part in parts if isinstance(part, dict) and _is_one(part)]
        following = answer.get("@odata.nextLink")
        root = f"{access.base}/v1.0/"
        if not isinstance(following, str) or not following.startswith(root):
            break
        path = following.removeprefix(root)
    return [one for one in found if one.url == url]


def text_of(at: datetime) -> str:
    """Return a time as Graph reads it.

    >>> text_of(datetime(2026, 3, 2, 8, tzinfo=UTC))
    '2026-03-02T08:00:00Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def _send(
    access: GraphAccess, method: str, path: str, body: Mapping[str, JsonValue] | None = None
) -> dict[str, JsonValue]:
    headers = {
        "Authorization": f"Bearer {access.token.get_secret_value()}",
        "Accept": "application/json",
    }
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = Outgoing(
        f"{access.base}/v1.0/{path}",
        method=method,
        headers=headers,
        body=None if body is None else json.dumps(body).encode(),
        seconds=SECONDS,
    )
    answer = await access.egress.send(request)
    if not 200 <= answer.status < 300:
        raise _refused(answer)
    return _object(answer.body) if answer.body.strip() else {}


def _refused(answer: Incoming) -> GraphRefused:
    words = f"Microsoft Graph answered {answer.status}"
    try:
        fault = read_object(answer.body).get("error")
    except Unreadable:
        fault = None
    if isinstance(fault, dict):
        said = [fault.get("code"), fault.get("message")]
        text = ": ".join(_BLANK.sub(" ", part).strip() for part in said if isinstance(part, str))
        words = f"{words}: {text[:MOST_WORDS]}" if text else words
    return GraphRefused(words, answer.status, _wait(answer.headers.get("retry-after", "")))


def _wait(text: str) -> int:
    """Return the seconds of a Retry-After, which is a number or a date.

    >>> _wait("120"), _wait("soon"), _wait("999999999")
    (120, 0, 86400)
    """
    if text.isascii() and text.isdigit():
        return min(int(text[:10]), MOST_WAIT_SECONDS)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return 0
    if until.tzinfo is None:
        return 0
    left = (until - datetime.now(UTC)).total_seconds()
    return min(max(0, int(left)), MOST_WAIT_SECONDS)


def _object(content: bytes) -> dict[str, JsonValue]:
    try:
        return read_object(content)
    except Unreadable as error:
        raise GraphRefused(f"Microsoft Graph's answer cannot be read: {error}", 502) from error


def _is_one(found: dict[str, JsonValue]) -> bool:
    return all(isinstance(found.get(name), str) for name in ("id", "expirationDateTime"))


def _given(found: dict[str, JsonValue]) -> Given:
    """Return a subscription of an answer; GraphRefused if it is none."""
    name, end = found.get("id"), found.get("expirationDateTime")
    if not isinstance(name, str) or not _ID.fullmatch(name) or not isinstance(end, str):
        raise GraphRefused("Microsoft Graph's answer has no subscription", 502)
    url = found.get("notificationUrl")
    return Given(name, _time(end), url if isinstance(url, str) else "")


def _time(text: str) -> datetime:
    """Return a time of Graph's, which has seven digits after the second.

    >>> _time("2026-03-02T08:00:00.1234567Z").isoformat()
    '2026-03-02T08:00:00+00:00'
    """
    try:
        found = datetime.fromisoformat(text[:19])
    except ValueError as error:
        raise GraphRefused("Microsoft Graph's answer has no time", 502) from error
    return found.replace(tzinfo=UTC)
