"""Peculiarities of providers, as data. Every other provider gets what the RFC says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Quirks:
    """The peculiarities of one provider.

    ``asks_with`` goes into the authorization URL, ``token_with`` into each token request;
    ``scope_in_token``: whether the scopes do, too.
    """

    separator: str = " "
    scope_in_token: bool = False
    asks_with: Mapping[str, str] = field(default_factory=dict[str, str])
    token_with: Mapping[str, str] = field(default_factory=dict[str, str])
    #: Whether token requests are JSON instead of a form.
    token_by_json: bool = False
    #: Assumed lifetime of a token in seconds, if the provider states none and it can be refreshed.
    lifetime_seconds: int = 3600
    #: Texts for its ``error_codes``, for people only: the numbers may change.
    explains: Mapping[int, str] = field(default_factory=dict[int, str])


STANDARD = Quirks()
ENTRA = Quirks(
    scope_in_token=True,
    explains={
        50020: "the user who signed in has no access to this tenant: is there a GDAP relationship, "
        "and is the user in one of its security groups?",
        50034: "the user who signed in is not known in this tenant: is there a GDAP relationship, "
        "and is the user in one of its security groups?",
        50076: "this tenant wants another factor: sign in again with it",
        50079: "this tenant wants another factor set up: sign in again with it",
        50173: "the sign-in was revoked, or its password changed",
        53003: "a conditional access policy of this tenant blocks it",
        65001: "no user has consented to the application, or to one of its scopes, in this tenant",
        70008: "the sign-in has expired",
        90002: "there is no tenant of this id",
        700016: "the application is not in this tenant: consent to it there",
        700082: "the sign-in has expired, because it was not used",
        7000215: "the client secret is wrong",
        7000222: "the client secret has expired: create a new one at the provider",
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
    """Return the peculiarities of the token endpoint's host or of a domain above it.

    >>> quirks_of("eu.slack.com").separator, quirks_of("notslack.com").separator
    (',', ' ')
    """
    for domain, quirks in QUIRKS.items():
        if provider == domain or provider.endswith(f".{domain}"):
            return quirks
    return STANDARD


def scope_text(scopes: str, quirks: Quirks) -> str:
    """Return the scopes as entered, with the separator that this provider expects.

    >>> scope_text("Mail.Read, User.Read offline_access", STANDARD)
    'Mail.Read User.Read offline_access'
    """
    return quirks.separator.join(scopes.replace(",", " ").split())
