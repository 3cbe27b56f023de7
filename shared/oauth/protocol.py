"""What is said to a provider, and what its answers mean."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, cast

from pydantic import BaseModel, BeforeValidator, ValidationError

from shared.errors import BifrostError, InvalidInput, TooManyRequests, Unavailable
from shared.models.connections import ENTITY, Connection, Flow, Grant, TokenSet, TokenText
from shared.oauth import library
from shared.oauth.providers import Quirks, quirks_of, scope_text
from shared.oauth.vault import provider_of
from shared.services.clock import Clock
from shared.services.egress import Blocked, Egress, Incoming, Outgoing

ANSWER_BYTES = 64 * 1024
SECONDS = 10
OK, TOO_MANY, SERVER_FAULT = 200, 429, 500
SHORTEST, LONGEST = 60, 10 * 365 * 86400
MOST_WAIT_SECONDS = 3600
#: The words of the standard. What else a provider writes is not repeated: it may be anything.
PERMANENT = {
    "invalid_grant": "the provider does not accept what we hold any more",
    "invalid_client": "the provider does not know the client id and secret",
    "unauthorized_client": "the provider does not allow this client to do that",
    "invalid_scope": "the provider does not know one of the scopes",
    "unsupported_grant_type": "the provider does not offer this flow",
    "interaction_required": "the provider wants somebody to sign in again",
    "consent_required": "the provider wants somebody to consent again",
}
#: Trouble of the provider, whoever asks.
ITS_OWN = {"server_error", "temporarily_unavailable"}
KNOWN = {*PERMANENT, *ITS_OWN, "invalid_request", "access_denied"}


class Rejected(BifrostError):
    """The provider will not give a token for this, now or later. The text says why, plainly.

    ``code`` is the standard's word for it, if the provider said one.
    """

    status = 400

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


class Declined(Unavailable):
    """The provider gives no token for this now, and works: others need not leave it alone."""


class _Answer(BaseModel):
    access_token: TokenText
    token_type: str | None = None
    expires_in: int | None = None
    refresh_token: Annotated[TokenText | None, BeforeValidator(lambda text: text or None)] = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are to the provider, for one organization."""

    connection: Connection
    secret: str | None
    entity_id: str | None

    @property
    def quirks(self) -> Quirks:
        return quirks_of(provider_of(self.connection))

    @property
    def scope(self) -> str:
        return scope_text(self.connection.scopes, self.quirks)

    def url(self, template: str) -> str:
        """InvalidInput if it needs an entity and there is none."""
        if ENTITY not in template:
            return template
        if not self.entity_id:
            raise InvalidInput(
                f"the URLs of {self.connection.name!r} hold {ENTITY}: set this organization's "
                "entity id first"
            )
        return template.replace(ENTITY, self.entity_id)


class Provider:
    def __init__(self, egress: Egress, clock: Clock) -> None:
        self._egress = egress
        self._clock = clock

    async def exchange(
        self, client: Client, code: str, verifier: str, redirect_uri: str
    ) -> TokenSet:
        """The token for a code; Rejected, TooManyRequests or Unavailable without one."""
        form = {"code": code, "code_verifier": verifier, "redirect_uri": redirect_uri}
        return await self._token(client, "authorization_code", form)

    async def refresh(self, client: Client, token: TokenSet | None) -> TokenSet:
        """A new token; with the old refresh token, if the provider gives no new one.

        By a partner's ``token`` a customer's, without any refresh token: the partner's stays
        the one that is renewed where it signed in.
        """
        if client.connection.flow is Flow.CLIENT_CREDENTIALS:
            return await self._token(client, "client_credentials", {"scope": client.scope})
        if token is None or token.refresh_token is None:
            raise Rejected("the provider gave no refresh token")
        form = {"refresh_token": token.refresh_token}
        if client.connection.flow is Flow.PARTNER:
            new = await self._token(client, "refresh_token", {**form, "scope": client.scope})
            return new.model_copy(update={"refresh_token": None})
        new = await self._token(client, "refresh_token", form)
        return new.model_copy(
            update={
                "refresh_token": new.refresh_token or token.refresh_token,
                "scopes": new.scopes or token.scopes,
            }
        )

    async def _token(self, client: Client, grant_type: str, form: Mapping[str, str]) -> TokenSet:
        quirks = client.quirks
        more = {"client_id": client.connection.client_id, "client_secret": client.secret or ""}
        if quirks.scope_in_token:
            more["scope"] = client.scope
        kind, body = _written(grant_type, {**form, **more, **quirks.token_with}, quirks)
        headers = {"Accept": "application/json", "Content-Type": kind}
        url = client.url(client.connection.token_url)
        request = Outgoing(url, "POST", headers, body, SECONDS, ANSWER_BYTES)
        try:
            answer = await self._egress.send(request)
        except Blocked as error:
            raise Blocked(f"the token URL cannot be asked: {error}") from error
        if answer.status != OK:
            raise _fault(answer, quirks)
        return self._read(answer, quirks)

    def _read(self, answer: Incoming, quirks: Quirks) -> TokenSet:
        if error := _error(answer):  # some say so with 200
            raise _rejected(error, answer, quirks)
        try:
            found = _Answer.model_validate_json(answer.body)
        except ValidationError:
            # Not the error itself: it quotes the answer.
            raise Declined("the provider's answer holds no token that can be used") from None
        return TokenSet(
            access_token=found.access_token,
            token_type="Bearer",  # noqa: S106  a name, which some write in lower case
            refresh_token=found.refresh_token,
            scopes=found.scope,
            expires_at=self._expiry(found, quirks),
        )

    def _expiry(self, found: _Answer, quirks: Quirks) -> datetime | None:
        """None if it lasts: nothing is said of an end, and nothing to get another one with."""
        seconds = found.expires_in
        if seconds is None:
            if found.refresh_token is None:
                return None
            seconds = quirks.lifetime_seconds
        return self._clock.now() + timedelta(seconds=min(max(seconds, SHORTEST), LONGEST))


def authorization_url(client: Client, redirect_uri: str, state: str, verifier: str) -> str:
    """Where to send the browser."""
    asked = {
        "redirect_uri": redirect_uri,
        "scope": client.scope,
        "state": state,
        **client.quirks.asks_with,
    }
    url = client.url(client.connection.authorization_url or "")
    return library.grant_url(url, client.connection.client_id, verifier, asked)


def client_of(connection: Connection, grant: Grant | None, secret: str | None) -> Client:
    return Client(connection, secret, grant.entity_id if grant else None)


def reason_of(error: str) -> str:
    """A provider's error code in words, as far as it is one of the standard's."""
    if error in PERMANENT:
        return f"{PERMANENT[error]} ({error})"
    return f"the provider answered {error}" if error in KNOWN else "the provider refused"


def _written(grant_type: str, form: Mapping[str, str], quirks: Quirks) -> tuple[str, bytes]:
    """The content type, and what a token is asked for with; what is empty is left out."""
    if not quirks.token_by_json:
        return "application/x-www-form-urlencoded", library.token_body(grant_type, form)
    given = {"grant_type": grant_type, **{name: text for name, text in form.items() if text}}
    return "application/json", json.dumps(given).encode()


def _fault(answer: Incoming, quirks: Quirks) -> BifrostError:
    if answer.status == TOO_MANY:
        return TooManyRequests("the provider asks us to wait", _wait(answer))
    if answer.status >= SERVER_FAULT:
        return Unavailable(f"the provider answered {answer.status}")
    if error := _error(answer):
        return _rejected(error, answer, quirks)
    return Declined(f"the provider answered {answer.status}")


def _rejected(error: str, answer: Incoming, quirks: Quirks) -> BifrostError:
    reason = _explained(answer, quirks) or reason_of(error)
    if error in PERMANENT:
        return Rejected(reason, error)
    return (Unavailable if error in ITS_OWN else Declined)(reason)


def _error(answer: Incoming) -> str | None:
    error = _said(answer).get("error")
    return error if isinstance(error, str) else None


def _explained(answer: Incoming, quirks: Quirks) -> str | None:
    """What the provider's own numbers mean. It is said, and nothing is decided by it."""
    codes = _said(answer).get("error_codes")
    numbers = cast("list[object]", codes) if isinstance(codes, list) else []
    for number in numbers:
        if isinstance(number, int) and number in quirks.explains:
            return f"{quirks.explains[number]} (the provider's error {number})"
    return None


def _said(answer: Incoming) -> Mapping[str, object]:
    try:
        found: object = json.loads(answer.body)
    except ValueError:
        return {}
    return cast("dict[str, object]", found) if isinstance(found, dict) else {}


def _wait(answer: Incoming) -> int:
    text = answer.headers.get("retry-after", "")
    return min(int(text), MOST_WAIT_SECONDS) if text.isdigit() and len(text) < 10 else 60
