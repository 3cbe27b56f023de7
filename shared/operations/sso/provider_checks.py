"""What a sign-in provider must have, by its kind and by whose it is."""

from collections.abc import Iterator

from shared.call import Call
from shared.errors import Detail, InvalidInput
from shared.models.base import GLOBAL
from shared.models.sso.providers import ProviderKind, SignInProvider
from shared.oauth.openid.client import requester
from shared.oauth.openid.joserfc_adapter import signed
from shared.operations.address_checks import refusal_of
from shared.services.outbound.egress import allowed_for


async def require_valid(
    call: Call, provider: SignInProvider, secret: str | None, *, names_issuer: bool
) -> None:
    """InvalidInput with a detail for each fault. ``secret`` is a new one, None if it stays."""
    faults = [*_faults_of_kind(provider, secret), *_faults_of_issuer(call, provider, names_issuer)]
    if provider.org_id != GLOBAL:
        faults += await _faults_of_organization(call, provider)
    if faults:
        details = [Detail(("body", field), text) for field, text in faults]
        raise InvalidInput("the body is invalid: see details", details)


def _faults_of_kind(provider: SignInProvider, secret: str | None) -> Iterator[tuple[str, str]]:
    kind = provider.kind
    if kind is ProviderKind.ENTRA and not provider.tenants:
        yield "tenants", "name the tenants whose users may sign in"
    if kind is not ProviderKind.ENTRA and provider.tenants:
        yield "tenants", "only Entra has tenants"
    if kind is ProviderKind.APPLE:
        yield from _faults_of_apple(provider, secret)
    if kind is ProviderKind.ENTRA and provider.domains:
        yield "domains", "leave this out: Microsoft says which domains a tenant has verified"
    if not secret and provider.sealed_secret is None and kind is not ProviderKind.OIDC:
        yield "clientSecret", "give the client secret"


def _faults_of_apple(provider: SignInProvider, secret: str | None) -> Iterator[tuple[str, str]]:
    if not provider.team_id:
        yield "teamId", "give the team id"
    if not provider.key_id:
        yield "keyId", "give the id of the private key"
    try:
        if secret:
            signed({}, secret, "test")
    except ValueError as error:
        yield "clientSecret", str(error)


def _faults_of_issuer(
    call: Call, provider: SignInProvider, names_issuer: bool
) -> Iterator[tuple[str, str]]:
    is_own = provider.org_id != GLOBAL
    if not provider.issuer:
        yield "issuer", "give the issuer's address"
        return
    if names_issuer and provider.kind is not ProviderKind.OIDC and is_own:
        yield "issuer", "only a provider of the kind oidc names its issuer"
    allowed = allowed_for(requester(provider), call.platform.settings.egress_allow)
    refusal = refusal_of(provider.issuer, allowed)
    if refusal:
        yield "issuer", refusal


async def _faults_of_organization(call: Call, provider: SignInProvider) -> list[tuple[str, str]]:
    organization = (await call.platform.directory.organizations.get(provider.org_id)).organization
    strange = [domain for domain in provider.domains if domain not in organization.domains]
    faults = [("domains", f"{domain} is not verified for the organization") for domain in strange]
    if any(rule.org_id != provider.org_id for rule in provider.group_roles):
        faults.append(("groupRoles", "name roles of this organization only"))
    return faults
