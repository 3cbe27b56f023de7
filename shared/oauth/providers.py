"""What is peculiar to a provider, as data. Everybody else gets what the standard says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Quirks:
    """``asks_with`` goes into the authorization URL, ``token_with`` into each token call.

    ``scope_in_token``: the scopes too.
    """

    separator: str = " "
    scope_in_token: bool = False
    asks_with: Mapping[str, str] = field(default_factory=dict[str, str])
    token_with: Mapping[str, str] = field(default_factory=dict[str, str])
    #: Whether a token is asked for with JSON instead of a form.
    token_by_json: bool = False
    #: How long a token is good for if the provider does not say, and it can be refreshed.
    lifetime_seconds: int = 3600


STANDARD = Quirks()
QUIRKS: Mapping[str, Quirks] = {
    "login.microsoftonline.com": Quirks(scope_in_token=True),
    "login.microsoftonline.us": Quirks(scope_in_token=True),
    # Without these there is no refresh token at the second consent.
    "oauth2.googleapis.com": Quirks(asks_with={"access_type": "offline", "prompt": "consent"}),
    "slack.com": Quirks(separator=","),
    "api.hubapi.com": Quirks(scope_in_token=True),
    "api.pax8.com": Quirks(token_by_json=True, token_with={"audience": "https://api.pax8.com"}),
}


def quirks_of(provider: str) -> Quirks:
    """By the host of the token endpoint, or the domain that it is in.

    >>> quirks_of("eu.slack.com").separator, quirks_of("notslack.com").separator
    (',', ' ')
    """
    for domain, quirks in QUIRKS.items():
        if provider == domain or provider.endswith(f".{domain}"):
            return quirks
    return STANDARD


def scope_text(scopes: str, quirks: Quirks) -> str:
    """Scopes as they were entered, the way that this provider writes them.

    >>> scope_text("Mail.Read, User.Read offline_access", STANDARD)
    'Mail.Read User.Read offline_access'
    """
    return quirks.separator.join(scopes.replace(",", " ").split())
