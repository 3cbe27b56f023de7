"""Discovery documents and key sets of providers, which are asked for once in a while."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from pydantic import JsonValue

from shared.errors import Unavailable
from shared.oauth.openid.joserfc_adapter import asymmetric
from shared.services.clock import Clock
from shared.services.outbound import foreign_json
from shared.services.outbound.egress import URL, Blocked, Egress, Outgoing, RequestedBy

FRESH_FOR = timedelta(hours=1)
#: An unknown key asks for the key set again, at most this often.
ASKED_AGAIN_AFTER = timedelta(seconds=30)
MOST_KEPT = 200
ANSWER_BYTES = 256 * 1024
SECONDS = 8
OK = 200


class Unusable(Unavailable):
    """The provider's document is not what the protocol asks for; trying again does not help."""


@dataclass(frozen=True, slots=True)
class ProviderMetadata:
    """What a sign-in needs of a discovery document."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    by_fragment: bool
    names_itself: bool
    takes_secret_in_body: bool


@dataclass(frozen=True, slots=True)
class _Fetched:
    value: Mapping[str, JsonValue]
    at: datetime


class Documents:
    """Fetches JSON documents and keeps each for an hour; one instance in a process."""

    def __init__(self, egress: Egress, clock: Clock) -> None:
        self._egress = egress
        self._clock = clock
        self._kept: dict[tuple[str, RequestedBy], _Fetched] = {}

    async def metadata(
        self, place: str, issuer: str, requested_by: RequestedBy
    ) -> ProviderMetadata:
        """Return the metadata below ``place``; Unusable unless it is of exactly this issuer."""
        url = f"{place.rstrip('/')}/.well-known/openid-configuration"
        said = await self._document(url, requested_by, FRESH_FOR)
        if said.get("issuer") != issuer:
            raise Unusable(f"the discovery document is not of the issuer {issuer}")
        modes, methods = (
            said.get("response_modes_supported"),
            _words(said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])),
        )
        return ProviderMetadata(
            issuer=issuer,
            authorization_endpoint=_endpoint(said, "authorization_endpoint", place),
            token_endpoint=_endpoint(said, "token_endpoint", place),
            jwks_uri=_endpoint(said, "jwks_uri", place),
            by_fragment="fragment" in _words(modes),
            names_itself=said.get("authorization_response_iss_parameter_supported") is True,
            takes_secret_in_body="client_secret_post" in methods,
        )

    async def keys(
        self, url: str, key_id: object, requested_by: RequestedBy
    ) -> Sequence[Mapping[str, object]]:
        """Return the keys with this id; all keys where the token names none.

        An unknown id asks for the key set again, since providers rotate keys.
        """
        for age in (FRESH_FOR, ASKED_AGAIN_AFTER):
            said = await self._document(url, requested_by, age)
            listed = said.get("keys")
            every = asymmetric(cast("list[object]", listed) if isinstance(listed, list) else [])
            found = [key for key in every if key_id is None or key.get("kid") == key_id]
            if found:
                return found
        return []

    async def _document(
        self, url: str, requested_by: RequestedBy, age: timedelta
    ) -> Mapping[str, JsonValue]:
        place, now = (url, requested_by), self._clock.now()
        kept = self._kept.get(place)
        if kept and now - kept.at < age:
            return kept.value
        found = await fetched(self._egress, Outgoing(url, requested_by=requested_by))
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[place] = _Fetched(found, now)
        return found


async def fetched(egress: Egress, request: Outgoing) -> Mapping[str, JsonValue]:
    """Return the JSON object at an address; Unavailable or Unusable if there is none."""
    headers = {"Accept": "application/json", **request.headers}
    asked = Outgoing(
        request.url,
        request.method,
        headers,
        request.body,
        SECONDS,
        ANSWER_BYTES,
        request.requested_by,
    )
    try:
        answer = await egress.send(asked)
    except Blocked as error:
        raise Unusable(f"the provider's address may not be asked: {error}") from error
    if answer.status != OK:
        raise Unavailable(f"the provider answered {answer.status}")
    try:
        return foreign_json.read_object(answer.body)
    except foreign_json.Unreadable as error:
        raise Unusable("the provider's answer is not a JSON object") from error


def _endpoint(said: Mapping[str, JsonValue], name: str, place: str) -> str:
    """Return an endpoint; it may use plain http only where the issuer itself does."""
    text = said.get(name)
    found = URL.fullmatch(text) if isinstance(text, str) else None
    is_plain = found is not None and found["scheme"].lower() == "http"
    if found is None or (is_plain and not place.lower().startswith("http:")):
        raise Unusable(f"the discovery document has no usable {name}")
    return found.group()


def _words(value: JsonValue) -> Sequence[str]:
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return [word for word in listed if isinstance(word, str)]
