"""The identity that a provider vouched for."""

from datetime import datetime
from hashlib import sha256
from urllib.parse import quote

from shared.models.base import Model

#: The longest key of an identity that fits into a row's key.
MOST_QUOTED = 480


class ProvenIdentity(Model):
    """An account at a provider, by (issuer, subject) in ``principal``.

    ``addresses`` are those in domains that the provider has verified, or is trusted with.
    ``address`` is only shown. ``has_second_factor`` is whether the token's ``amr`` proves one.
    """

    principal: str
    display_name: str
    addresses: tuple[str, ...] = ()
    address: str = ""
    groups: tuple[str, ...] = ()
    proved_at: datetime | None = None
    has_second_factor: bool = False


def principal_of(issuer: str, subject: str) -> str:
    """Return the key of an identity of an OpenID provider.

    >>> principal_of("https://id.example.com", "ada")
    'openid:https://id.example.com#ada'
    """
    found = f"openid:{issuer}#{subject}"
    if len(quote(found, safe="@.+-_")) <= MOST_QUOTED:
        return found
    return f"openid:{issuer}#sha256.{sha256(subject.encode()).hexdigest()}"
