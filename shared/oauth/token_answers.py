"""Parser of a provider's token answer, in whatever form it comes.

JSON is tried whatever the content type says, then a form. The refresh token is parsed apart from
the rest: it may be the only valid one now, so an invalid field beside it must not lose it.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from pydantic import JsonValue, TypeAdapter, ValidationError

from shared.models.connections import MOST_TOKEN_CHARACTERS, TokenText
from shared.models.token_fields import lifetime_seconds, scope_words, token_text
from shared.services.outbound import foreign_json

#: Fields in which some providers nest the answer.
INSIDE = ("data", "authed_user", "result", "response")
FIELDS = ("access_token", "refresh_token", "error")
MOST_FIELDS = 100
_ACCESS: TypeAdapter[str] = TypeAdapter(TokenText)


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """A parsed answer. ``expires_in`` is in seconds; ``ends_at``, the JWT's ``exp``, since 1970."""

    access_token: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_in: float | None = None
    ends_at: float | None = None
    scopes: str | None = None


def fields_of(body: bytes) -> dict[str, JsonValue]:
    """Return the answer's fields; none if it is neither JSON nor a form.

    >>> fields_of(b'access_token=a&scope=repo%2Cgist')
    {'access_token': 'a', 'scope': 'repo,gist'}
    """
    try:
        return foreign_json.read_object(body)
    except foreign_json.Unreadable:
        return _form_of(body)


def read(said: Mapping[str, JsonValue]) -> TokenAnswer:
    """Read the usable fields; unusable ones count as missing."""
    said = _innermost(said)
    access = _access_token(said.get("access_token"))
    return TokenAnswer(
        access_token=access,
        refresh_token=_refresh_token(said.get("refresh_token")),
        expires_in=lifetime_seconds(said.get("expires_in", said.get("expires"))),
        ends_at=own_end(access) if access else None,
        scopes=scope_words(said.get("scope", said.get("scopes"))),
    )


def own_end(token: str) -> float | None:
    """Return the expiry in a JWT (``exp``), in seconds since 1970; None if it has none.

    The signature is not checked: the issuer may state any expiry.
    """
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        end = foreign_json.read_object(claims).get("exp")
    except (binascii.Error, ValueError):
        return None
    if isinstance(end, bool) or not isinstance(end, int | float):
        return None
    return float(end) if 0 < end < 1e11 else None


def _form_of(body: bytes) -> dict[str, JsonValue]:
    try:
        found = dict(parse_qsl(body.decode("utf-8-sig", "replace"), max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}
    return {**found} if any(name in found for name in FIELDS) else {}


def _innermost(said: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
    if said.get("access_token"):
        return said
    inner = (value for name in INSIDE if isinstance(value := said.get(name), dict))
    return next((value for value in inner if value.get("access_token")), said)


def _access_token(value: JsonValue) -> str | None:
    """Return the access token if it can be sent in a header as it is."""
    try:
        return _ACCESS.validate_python(token_text(value))
    except ValidationError:
        return None


def _refresh_token(value: JsonValue) -> str | None:
    """Return the refresh token, which is sent in a form and may be any text."""
    text = token_text(value)
    if text is None or len(text.encode(errors="replace")) > MOST_TOKEN_CHARACTERS:
        return None
    return text.encode(errors="replace").decode()
