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
    #: What its ``error_codes`` mean, in words: for whoever reads them only, since they may change.
    explains: Mapping[int, str] = field(default_factory=dict[int, str])


STANDARD = Quirks()
ENTRA = Quirks(
    scope_in_token=True,
    explains={
        50020: "whoever signed in may not come into this tenant: is there a GDAP relationship, "
        "and are they in one of its security groups?",
        50034: "whoever signed in is not known in this tenant: is there a GDAP relationship, "
        "and are they in one of its security groups?",
        50076: "this tenant wants another factor: sign in again with it",
        50079: "this tenant wants another factor set up: sign in again with it",
        50173: "the sign-in was revoked, or its password changed",
        53003: "a conditional access policy of this tenant blocks it",
        65001: "nobody has consented to the application, or to one of its scopes, in this tenant",
        70008: "the sign-in has run out",
        90002: "there is no tenant of this id",
        700016: "the application is not in this tenant: consent to it there",
        700082: "the sign-in has run out, because it was not used",
        7000215: "the client secret is wrong",
        7000222: "the client secret has run out: make a new one at the provider",
    },
)
QUIRKS: Mapping[str, Quirks] = {
    "login.microsoftonline.com": ENTRA,
    "login.microsoftonline.us": ENTRA,
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
