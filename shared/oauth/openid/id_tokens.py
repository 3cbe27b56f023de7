"""Reads ID tokens: who signed one, for whom, and in answer to what (OpenID Connect, 3.1.3.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from shared.errors import NotAuthenticated
from shared.models.sso.providers import SignInProvider
from shared.oauth.openid.documents import Documents
from shared.oauth.openid.joserfc_adapter import Forged, claims_in, header_of
from shared.oauth.openid.kinds import token_issuers
from shared.services.outbound.egress import RequestedBy

#: The accepted difference between the provider's clock and ours.
SKEW_SECONDS = 120
#: The oldest ID token; it was made for this sign-in.
MOST_AGE_SECONDS = 600
MOST_OF_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class ExpectedClaims:
    """What an ID token must be for."""

    provider: SignInProvider
    client_id: str
    nonce: str
    at: datetime


async def verified(
    documents: Documents, jwks_uri: str, by: RequestedBy, token: str, expected: ExpectedClaims
) -> Mapping[str, object]:
    """Return the claims of an ID token; NotAuthenticated if it proves nothing here."""
    try:
        header = header_of(token)
        keys = await documents.keys(jwks_uri, header.get("kid"), by)
        claims = _of_one(token, keys)
    except Forged as error:
        raise NotAuthenticated(f"the provider's ID token is refused: {error}") from error
    fault = fault_in(claims, expected)
    if fault:
        raise NotAuthenticated(f"the provider's ID token is refused: {fault}")
    return claims


def fault_in(claims: Mapping[str, object], expected: ExpectedClaims) -> str | None:
    """Return what is wrong with the claims; None if nothing is."""
    issuers, now = token_issuers(expected.provider), expected.at.timestamp()
    issuer, tenant = claims.get("iss"), claims.get("tid")
    if not isinstance(issuer, str) or issuer not in issuers:
        return "it is of another issuer"
    if issuers[issuer] and tenant != issuers[issuer]:
        return "it is of another tenant"
    if not _is_for(claims, expected.client_id):
        return "it is for another audience"
    if claims.get("nonce") != expected.nonce:
        return "it answers another sign-in"
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= MOST_OF_SUBJECT:
        return "it names no subject"
    return _fault_in_times(claims, now)


def _fault_in_times(claims: Mapping[str, object], now: float) -> str | None:
    ends, made, begins = (_number(claims.get(name)) for name in ("exp", "iat", "nbf"))
    if ends is None or now >= ends + SKEW_SECONDS:
        return "it has expired"
    if made is None or not now - MOST_AGE_SECONDS <= made <= now + SKEW_SECONDS:
        return "it was not made just now"
    if begins is not None and begins > now + SKEW_SECONDS:
        return "it is not valid yet"
    return None


def _is_for(claims: Mapping[str, object], client_id: str) -> bool:
    """Whether we are the one audience, or the party that several were asked for."""
    audience, party = claims.get("aud"), claims.get("azp")
    named = [audience] if isinstance(audience, str) else audience
    if not isinstance(named, list) or client_id not in cast("list[object]", named):
        return False
    if len(cast("list[object]", named)) > 1 and party is None:
        return False
    return party is None or party == client_id


def _of_one(token: str, keys: object) -> Mapping[str, object]:
    for key in cast("list[Mapping[str, object]]", keys):
        try:
            return claims_in(token, key)
        except Forged:
            continue
    raise Forged("no key of the provider signed it")


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(cast("float", value)) if is_number else None
