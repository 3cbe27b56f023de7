"""What the claims of a provider say of a person, and how much of it counts."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from shared.errors import NotAuthenticated
from shared.models.sign_in import principal_of as entra_principal
from shared.models.sso.identities import ProvenIdentity, principal_of
from shared.models.sso.providers import ProviderKind, SignInProvider
from shared.models.users import folded
from shared.oauth.openid.kinds import kind_of

#: Methods (RFC 8176): what the user knows, and what the user has or is.
KNOWN, HELD = {"pwd", "pin"}, {"otp", "hwk", "swk", "sms", "tel", "fpt", "face", "iris"}
MOST_GROUPS = 500
MOST_OF_NAME = 200


def identity_of(provider: SignInProvider, claims: Mapping[str, object]) -> ProvenIdentity:
    """Return the identity in verified claims."""
    address = _text(claims.get("email"))
    is_verified = claims.get("email_verified") in (True, "true")
    name = _text(claims.get("name")) or address or _text(claims.get("sub"))
    return ProvenIdentity(
        principal=_principal(provider, claims),
        display_name=name[:MOST_OF_NAME],
        addresses=proven(provider, address, is_verified, _text(claims.get("hd"))),
        address=address,
        groups=_words(claims.get(provider.group_claim)),
        proved_at=_time(claims.get("auth_time")),
        has_second_factor=_has_second_factor(set(_words(claims.get("amr")))),
    )


def proven(
    provider: SignInProvider, address: str, is_verified: bool, hosted: str = ""
) -> tuple[str, ...]:
    """Return the address if the provider has verified it, and may speak for its domain.

    ``hosted`` is the domain that Google has verified for the account's organization.
    """
    found = folded(address)
    domain = found.rpartition("@")[2]
    if provider.kind is ProviderKind.ENTRA:
        return ()  # its claim can hold any address: Graph is asked
    trusted: Collection[str] = {*provider.domains, *kind_of(provider).own_domains}
    if provider.kind is ProviderKind.GOOGLE and hosted:
        trusted = {*trusted, hosted.casefold()}
    return (found,) if found and is_verified and domain in trusted else ()


def _principal(provider: SignInProvider, claims: Mapping[str, object]) -> str:
    """Return the key of the account. Entra's is that of a sign-in through Static Web Apps."""
    if provider.kind is ProviderKind.ENTRA:
        return _entra(claims.get("tid"), claims.get("oid"))
    return principal_of(_text(claims.get("iss")), _text(claims.get("sub")))


def _entra(tenant: object, account: object) -> str:
    try:
        return entra_principal(UUID(str(tenant)), UUID(str(account)))
    except ValueError as error:
        raise NotAuthenticated("the provider's ID token names no account") from error


def _has_second_factor(methods: set[str]) -> bool:
    return "mfa" in methods or bool(methods & KNOWN and methods & HELD)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) and value.isprintable() else ""


def _words(value: object) -> tuple[str, ...]:
    listed = cast("list[object]", value) if isinstance(value, list) else [value]
    return tuple(word for word in listed[:MOST_GROUPS] if isinstance(word, str))


def _time(value: object) -> datetime | None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 1 << 33:
        return None
    return datetime.fromtimestamp(value, UTC)
