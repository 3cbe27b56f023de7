"""GitHub, which has OAuth but no ID token: its API says whose access token it is."""

from typing import cast

from pydantic import JsonValue

from shared.errors import NotAuthenticated
from shared.models.sso.identities import ProvenIdentity, principal_of
from shared.models.sso.providers import ISSUERS, ProviderKind, SignInProvider
from shared.oauth.openid.claims import MOST_OF_NAME, proven
from shared.oauth.openid.documents import ProviderMetadata, Unusable
from shared.services.outbound import foreign_json
from shared.services.outbound.egress import Egress, Outgoing, RequestedBy

ACCEPT = "application/vnd.github+json"
SECONDS = 8
OK, REFUSALS = 200, (401, 403)


def metadata(provider: SignInProvider) -> ProviderMetadata:
    """Return GitHub's endpoints, which no document names."""
    base = provider.issuer.rstrip("/")
    return ProviderMetadata(
        issuer=provider.issuer,
        authorization_endpoint=f"{base}/login/oauth/authorize",
        token_endpoint=f"{base}/login/oauth/access_token",
        jwks_uri="",
        by_fragment=False,
        names_itself=False,
        takes_secret_in_body=True,
    )


async def owner_of(
    egress: Egress, provider: SignInProvider, token: str, by: RequestedBy
) -> ProvenIdentity:
    """Return the account of an access token; NotAuthenticated if GitHub refuses the token.

    The number identifies the account: another person may take a login that was given up.
    """
    person = await _asked(egress, provider, "/user", token, by)
    number = person.get("id") if isinstance(person, dict) else None
    if not isinstance(person, dict) or not isinstance(number, int):
        raise Unusable("GitHub's answer names no account")
    listed = await _asked(egress, provider, "/user/emails", token, by)
    address, is_verified = _primary(listed)
    name = person.get("name") or person.get("login")
    return ProvenIdentity(
        principal=principal_of(provider.issuer, str(number)),
        display_name=(name if isinstance(name, str) else str(number))[:MOST_OF_NAME],
        addresses=proven(provider, address, is_verified),
        address=address,
    )


async def _asked(
    egress: Egress, provider: SignInProvider, path: str, token: str, by: RequestedBy
) -> JsonValue:
    headers = {"Authorization": f"Bearer {token}", "Accept": ACCEPT, "User-Agent": "Bifrost"}
    url = _api(provider) + path
    answer = await egress.send(Outgoing(url, "GET", headers, seconds=SECONDS, requested_by=by))
    if answer.status in REFUSALS:
        raise NotAuthenticated("GitHub refused the token")
    if answer.status != OK:
        raise Unusable(f"GitHub answered {answer.status}")
    try:
        return foreign_json.read(answer.body)
    except foreign_json.Unreadable as error:
        raise Unusable("GitHub's answer is not JSON") from error


def _api(provider: SignInProvider) -> str:
    if provider.issuer.rstrip("/") == ISSUERS[ProviderKind.GITHUB]:
        return "https://api.github.com"
    return provider.issuer.rstrip("/") + "/api/v3"


def _primary(listed: JsonValue) -> tuple[str, bool]:
    """Return the account's primary address, and whether GitHub has verified it."""
    for entry in cast("list[object]", listed) if isinstance(listed, list) else []:
        one = cast("dict[str, object]", entry) if isinstance(entry, dict) else {}
        address = one.get("email")
        if one.get("primary") is True and isinstance(address, str):
            return address, one.get("verified") is True
    return "", False
