"""What differs between the kinds of sign-in providers, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.models.sso.providers import ProviderKind, SignInProvider

#: The page that providers send browsers back to, and the route that takes Apple's form post.
PAGE = "/sign-in/callback"
FORM_POST = "/api/auth/sso/return"


#: With it, a provider says when the user gave a proof, and asks again after these 30 days.
TELL_WHEN = {"max_age": "2592000"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of provider.

    ``own_domains`` are the domains whose addresses the provider issues itself. ``tells_when`` is
    whether its token says when the user last gave a proof, which a fresh proof needs.
    """

    scopes: str = "openid profile email"
    asks_with: Mapping[str, str] = field(default_factory=dict[str, str])
    by_form_post: bool = False
    has_id_token: bool = True
    tells_when: bool = True
    own_domains: frozenset[str] = frozenset()

    @property
    def return_path(self) -> str:
        return FORM_POST if self.by_form_post else PAGE


KINDS: Mapping[ProviderKind, Kind] = {
    # Graph, which says which domains the tenant has verified, is asked with the access token.
    ProviderKind.ENTRA: Kind(scopes="openid profile email User.Read", asks_with=TELL_WHEN),
    ProviderKind.GOOGLE: Kind(
        asks_with={"prompt": "select_account"},
        tells_when=False,
        own_domains=frozenset({"gmail.com", "googlemail.com"}),
    ),
    ProviderKind.GITHUB: Kind(scopes="read:user user:email", has_id_token=False, tells_when=False),
    ProviderKind.APPLE: Kind(
        scopes="openid name email",
        by_form_post=True,
        own_domains=frozenset({"icloud.com", "me.com", "mac.com"}),
    ),
    ProviderKind.OIDC: Kind(asks_with=TELL_WHEN),
}


def kind_of(provider: SignInProvider) -> Kind:
    return KINDS[provider.kind]


def discovery_issuer(provider: SignInProvider) -> str:
    """Return the address below which the provider's discovery document is.

    Entra has one for each tenant, and one for all of them.
    """
    issuer = provider.issuer.rstrip("/") if provider.kind is ProviderKind.ENTRA else provider.issuer
    if provider.kind is not ProviderKind.ENTRA:
        return issuer
    tenant = str(provider.tenants[0]) if len(provider.tenants) == 1 else "organizations"
    return f"{issuer}/{tenant}/v2.0"


def named_issuer(provider: SignInProvider) -> str:
    """Return the issuer that the discovery document must name."""
    if provider.kind is ProviderKind.ENTRA and len(provider.tenants) != 1:
        return f"{provider.issuer.rstrip('/')}/{{tenantid}}/v2.0"
    return discovery_issuer(provider)


def token_issuers(provider: SignInProvider) -> Mapping[str, str]:
    """Return the issuers that an ID token may have, each with its tenant, "" without tenants."""
    if provider.kind is not ProviderKind.ENTRA:
        return {provider.issuer: ""}
    base = provider.issuer.rstrip("/")
    return {f"{base}/{tenant}/v2.0": str(tenant) for tenant in provider.tenants}
