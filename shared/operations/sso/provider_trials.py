"""Tests a sign-in provider: all that a sign-in needs of it, short of a user."""

from shared.call import Call
from shared.errors import BifrostError
from shared.models.sso.providers import ProviderCheck, ProviderKind, ProviderTest, SignInProvider
from shared.oauth import token_answers
from shared.oauth.error_words import refusal_in
from shared.oauth.openid.client import requester
from shared.oauth.openid.documents import ProviderMetadata
from shared.services.outbound.egress import RequestedBy

#: A code that no provider issued: the answer says whether it knew the client.
NO_CODE = {"grant_type": "authorization_code", "code": "test-of-the-client", "redirect_uri": ""}
ABOUT_THE_CLIENT = ("invalid_client", "unauthorized_client")


async def tried(call: Call, provider: SignInProvider) -> ProviderTest:
    """Return what was asked, and how the provider answered; nothing is signed in or stored."""
    checks: list[ProviderCheck] = []
    try:
        metadata = await call.platform.oauth.sign_in.metadata(provider)
    except BifrostError as error:
        checks.append(_check("discovery", str(error), passed=False))
        return ProviderTest(passed=False, checks=checks)
    checks.append(_check("discovery", f"{metadata.issuer} describes itself", passed=True))
    if provider.kind is not ProviderKind.GITHUB:
        checks.append(await _keys(call, metadata, requester(provider)))
    checks.append(await _client(call, provider, metadata))
    return ProviderTest(passed=all(check.passed for check in checks), checks=checks)


async def _keys(call: Call, metadata: ProviderMetadata, by: RequestedBy) -> ProviderCheck:
    documents = call.platform.oauth.sign_in.documents
    try:
        found = await documents.keys(metadata.jwks_uri, None, by)
    except BifrostError as error:
        return _check("keys", str(error), passed=False)
    text = f"{len(found)} keys verify its tokens" if found else "it publishes no key"
    return _check("keys", text, passed=bool(found))


async def _client(
    call: Call, provider: SignInProvider, metadata: ProviderMetadata
) -> ProviderCheck:
    try:
        answer = await call.platform.oauth.sign_in.asked_for_token(provider, metadata, NO_CODE)
    except BifrostError as error:
        return _check("client", str(error), passed=False)
    refusal = refusal_in(token_answers.fields_of(answer.body), is_success=answer.status // 100 == 2)
    if refusal in ABOUT_THE_CLIENT:
        return _check("client", "it does not know the client id and secret", passed=False)
    if answer.status >= 500:
        return _check("client", f"it answered {answer.status}", passed=False)
    return _check("client", "it knows the client id and secret", passed=True)


def _check(name: str, message: str, *, passed: bool) -> ProviderCheck:
    return ProviderCheck(name=name, passed=passed, message=message)
