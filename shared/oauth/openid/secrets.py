"""The client secret of a sign-in provider: sealed at rest, and for Apple made anew each time."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from shared.models.sso.providers import ProviderKind, SignInProvider
from shared.oauth.encryption import EncryptionContext
from shared.oauth.openid.documents import Unusable
from shared.oauth.openid.joserfc_adapter import signed

#: Apple accepts up to six months; a secret is made for one request.
LIFETIME = timedelta(minutes=5)


def secret_place(provider: SignInProvider) -> EncryptionContext:
    """Return the place of the secret, which is bound to the issuer that it was entered for."""
    return _place(provider.org_id, provider.issuer, provider.id, "sign-in")


def verifier_place(provider: SignInProvider) -> EncryptionContext:
    return _place(provider.org_id, provider.issuer, provider.id, "sign-in-verifier")


def presented(provider: SignInProvider, secret: str, at: datetime) -> str:
    """Return what the token endpoint takes as client secret; Apple's is a JWT signed by us."""
    if provider.kind is not ProviderKind.APPLE:
        return secret
    claims = {
        "iss": provider.team_id or "",
        "iat": int(at.timestamp()),
        "exp": int((at + LIFETIME).timestamp()),
        "aud": provider.issuer,
        "sub": provider.client_id,
    }
    try:
        return signed(claims, secret, provider.key_id or "")
    except ValueError as error:
        raise Unusable("Apple's private key cannot be used: enter it again") from error


def _place(org_id: str, issuer: str, provider_id: UUID, kind: str) -> EncryptionContext:
    return EncryptionContext(org_id, urlsplit(issuer).netloc.lower(), str(provider_id), kind)
