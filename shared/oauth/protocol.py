"""The OAuth protocol: requests to a provider's token endpoint and the meaning of its answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import urlencode

from pydantic import JsonValue

from shared.errors import BifrostError, InvalidInput, TooManyRequests, Unavailable
from shared.models.connections import ENTITY, Connection, Flow, Grant, TokenSet
from shared.models.token_requests import ClientAuthentication
from shared.oauth import authlib_adapter, token_answers
from shared.oauth.client_authentication import methods_for, shown
from shared.oauth.error_words import ITS_OWN, PERMANENT, SLOW, reason_of, refusal_in
from shared.oauth.key_ring import provider_of
from shared.oauth.providers import Quirks, quirks_of, scope_text
from shared.oauth.token_answers import TokenAnswer
from shared.services.clock import Clock
from shared.services.outbound.egress import Blocked, Egress, Incoming, Outgoing, RequestedBy

ANSWER_BYTES = 64 * 1024
SECONDS = 10
TOO_MANY, SERVER_FAULT = 429, 500
#: HTTP statuses that are refusals whatever the body says; others may come from a proxy.
REFUSALS = (400, 401, 403)
UNAUTHORIZED = 401
MOST_WAIT_SECONDS = 3600


class Rejected(BifrostError):
    """The provider refuses a token for good. The text says why.

    ``code`` is the RFC's error code, if the provider named a known one.
    """

    status = 400

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


class Declined(Unavailable):
    """The provider works but gives no token now, so the circuit breaker stays closed.

    ``refresh_token`` came with an otherwise useless answer: it may be the only valid one now.
    """

    def __init__(self, message: str, refresh_token: str | None = None) -> None:
        super().__init__(message)
        self.refresh_token = refresh_token


class Refusal(Declined):
    """The provider refuses with an unknown code; it may pass while the token is valid."""


@dataclass(frozen=True, slots=True)
class Client:
    """The client as the provider knows it, for one organization."""

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
        """Fill in the organization's entity id; InvalidInput if it is needed and missing."""
        if ENTITY not in template:
            return template
        if not self.entity_id:
            raise InvalidInput(
                f"the URLs of {self.connection.name!r} contain {ENTITY}: set this organization's "
                "entity id first"
            )
        return template.replace(ENTITY, self.entity_id)


class OAuthProvider:
    def __init__(self, egress: Egress, clock: Clock) -> None:
        self._egress = egress
        self._clock = clock

    async def exchange(
        self, client: Client, code: str, verifier: str, redirect_uri: str
    ) -> TokenSet:
        """Exchange a code for a token; Rejected, TooManyRequests or Unavailable if that fails."""
        form = {"code": code, "code_verifier": verifier, "redirect_uri": redirect_uri}
        return await self._token(client, "authorization_code", form, None)

    async def refresh(self, client: Client, token: TokenSet | None) -> TokenSet:
        """Return a new token, with the old refresh token if the provider gives no new one.

        A partner's ``token`` yields a customer's token without a refresh token: only the partner's
        own connection renews the partner's refresh token.
        """
        if client.connection.flow is Flow.CLIENT_CREDENTIALS:
            return await self._token(client, "client_credentials", {"scope": client.scope}, token)
        if token is None or token.refresh_token is None:
            raise Rejected("the provider gave no refresh token")
        form = {"refresh_token": token.refresh_token}
        if client.connection.flow is Flow.PARTNER:
            form["scope"] = client.scope
            new = await self._token(client, "refresh_token", form, token)
            return new.model_copy(update={"refresh_token": None})
        new = await self._token(client, "refresh_token", form, token)
        return new.model_copy(
            update={
                "refresh_token": new.refresh_token or token.refresh_token,
                "scopes": new.scopes or token.scopes,
            }
        )

    async def _token(
        self, client: Client, grant_type: str, form: Mapping[str, str], held: TokenSet | None
    ) -> TokenSet:
        """Ask with the known authentication method; if none is known, try each in turn."""
        connection, first = client.connection, None
        found = held.auth_method if held else ClientAuthentication.AUTO
        methods = methods_for(
            connection.token_endpoint_auth_method, found, connection.client_id, client.secret or ""
        )
        for method in methods:
            answer = await self._asked(client, method, grant_type, form)
            try:
                return self._read(answer, client, method, held)
            except (Rejected, Refusal) as error:
                if not _is_about_the_client(error, answer):
                    raise
                first = first or error
        raise first or Declined("the provider was not asked")

    async def _asked(
        self,
        client: Client,
        method: ClientAuthentication,
        grant_type: str,
        form: Mapping[str, str],
    ) -> Incoming:
        quirks, connection = client.quirks, client.connection
        identity = shown(method, connection.client_id, client.secret or "")
        scope = {"scope": client.scope} if quirks.scope_in_token else {}
        further = {**quirks.token_with, **connection.token_parameters}
        kind, body = _written(grant_type, {**further, **form, **scope, **identity.fields}, quirks)
        headers = {"Accept": "application/json", "Content-Type": kind, **identity.headers}
        request = Outgoing(
            client.url(connection.token_url),
            "POST",
            headers,
            body,
            SECONDS,
            ANSWER_BYTES,
            requested_by=RequestedBy.OPERATOR
            if connection.is_the_operators
            else RequestedBy.ORGANIZATION,
        )
        try:
            return await self._egress.send(request)
        except Blocked as error:
            raise Blocked(
                f"the token URL cannot be asked: {error}{_cure(request.requested_by)}"
            ) from error

    def _read(
        self, answer: Incoming, client: Client, method: ClientAuthentication, held: TokenSet | None
    ) -> TokenSet:
        said = token_answers.fields_of(answer.body)
        if not _is_success(answer):
            raise _fault(answer, said, client.quirks)
        found = token_answers.read(said)
        refusal = refusal_in(said, is_success=True)
        if refusal or (refusal is not None and found.access_token is None):
            raise _refused(refusal, answer, said, client.quirks, found.refresh_token)
        if found.access_token is None:
            lack = "the provider's answer contains no usable token"
            raise Declined(lack, found.refresh_token)
        return TokenSet(
            access_token=found.access_token,
            token_type="Bearer",  # noqa: S106  a name, which some write in lower case
            refresh_token=found.refresh_token,
            scopes=found.scopes,
            expires_at=self._expiry(found, client, held),
            auth_method=method,
        )

    def _expiry(self, found: TokenAnswer, client: Client, held: TokenSet | None) -> datetime | None:
        """Return the earliest expiry that the answer states; None if the token does not expire.

        The token's own expiry counts only if it is in the future, because clocks differ.
        """
        now = self._clock.now()
        ends: list[datetime] = []
        if found.expires_in is not None:
            ends.append(now + timedelta(seconds=found.expires_in))
        if found.ends_at is not None and found.ends_at > now.timestamp():
            ends.append(datetime.fromtimestamp(found.ends_at, UTC))
        if ends:
            return min(ends)
        renews = found.refresh_token or (held and held.refresh_token)
        if not renews and not client.connection.flow.connects_itself:
            return None
        return now + timedelta(seconds=client.quirks.lifetime_seconds)


def authorization_url(client: Client, redirect_uri: str, state: str, verifier: str) -> str:
    """Return the URL that the browser is sent to."""
    asked = {
        "redirect_uri": redirect_uri,
        "scope": client.scope,
        "state": state,
        **client.quirks.asks_with,
    }
    url = client.url(client.connection.authorization_url or "")
    return authlib_adapter.grant_url(url, client.connection.client_id, verifier, asked)


def client_of(connection: Connection, grant: Grant | None, secret: str | None) -> Client:
    return Client(connection, secret, grant.entity_id if grant else None)


def _written(grant_type: str, form: Mapping[str, str], quirks: Quirks) -> tuple[str, bytes]:
    """Return the content type and body of a token request, without empty fields."""
    given = {**{name: text for name, text in form.items() if text}, "grant_type": grant_type}
    if quirks.token_by_json:
        return "application/json", json.dumps(given).encode()
    return "application/x-www-form-urlencoded", urlencode(given).encode()


def _cure(requested_by: RequestedBy) -> str:
    """Return what helps if the address is in the operator's network."""
    if requested_by is RequestedBy.OPERATOR:
        return ""
    return "; one in the operator's network needs a platform administrator to save the connection"


def _is_success(answer: Incoming) -> bool:
    return answer.status // 100 == 2


def _is_about_the_client(error: Rejected | Refusal, answer: Incoming) -> bool:
    """Return whether another authentication method may help."""
    if isinstance(error, Rejected):
        return error.code == "invalid_client"
    return answer.status == UNAUTHORIZED


def _fault(answer: Incoming, said: dict[str, JsonValue], quirks: Quirks) -> BifrostError:
    if answer.status == TOO_MANY:
        return TooManyRequests("the provider asks us to wait", _wait(answer))
    if answer.status >= SERVER_FAULT:
        return Unavailable(f"the provider answered {answer.status}")
    if refusal := refusal_in(said, is_success=False):
        return _refused(refusal, answer, said, quirks)
    if answer.status in REFUSALS:
        return _refused("", answer, said, quirks)
    return Declined(f"the provider answered {answer.status}")


def _refused(
    refusal: str,
    answer: Incoming,
    said: dict[str, JsonValue],
    quirks: Quirks,
    refresh_token: str | None = None,
) -> BifrostError:
    """Return the error for a refusal. ``refusal`` is the RFC's code, or "" for an unknown one."""
    reason = _explained(said, quirks) or reason_of(refusal)
    if refusal in PERMANENT:
        return Rejected(reason, refusal)
    if refusal == SLOW:
        return TooManyRequests("the provider asks us to wait", _wait(answer))
    if refusal in ITS_OWN:
        return Unavailable(reason)
    return Refusal(reason, refresh_token)


def _explained(said: dict[str, JsonValue], quirks: Quirks) -> str | None:
    """Return what the provider's own error numbers mean, for people only; nothing depends on it."""
    codes = said.get("error_codes")
    numbers = cast("list[object]", codes) if isinstance(codes, list) else []
    for number in numbers:
        if isinstance(number, int) and number in quirks.explains:
            return f"{quirks.explains[number]} (the provider's error {number})"
    return None


def _wait(answer: Incoming) -> int:
    text = answer.headers.get("retry-after", "")
    return min(int(text), MOST_WAIT_SECONDS) if text.isdigit() and len(text) < 10 else 60
