"""Settings of a connection's token requests, beyond those of the standard."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from shared.wording.error_messages import Pattern

AUTH_METHOD = "How the client authenticates; `auto` finds out what the provider accepts."
PARAMETERS = "Other parameters of each token request, such as `audience`. Never put secrets here."


class ClientAuthentication(StrEnum):
    """The client authentication of token requests: RFC 8414's names, and two more."""

    #: Found by trying; the method that works is stored with the token.
    AUTO = "auto"
    POST = "client_secret_post"
    BASIC = "client_secret_basic"
    #: For providers that do not decode what RFC 6749 has encoded inside Basic.
    BASIC_PLAIN = "client_secret_basic_unencoded"


#: The parameters of a token request by the standard, which further ones must not replace.
OWN_PARAMETERS = frozenset(
    {
        "grant_type",
        "code",
        "redirect_uri",
        "client_id",
        "client_secret",
        "refresh_token",
        "scope",
        "username",
        "password",
        "code_verifier",
        "code_challenge",
        "code_challenge_method",
        "state",
        "response_type",
        "client_assertion",
        "client_assertion_type",
        "assertion",
        "subject_token",
        "subject_token_type",
        "actor_token",
        "actor_token_type",
        "requested_token_type",
    }
)
MOST_PARAMETERS = 20
ParameterName = Annotated[
    str,
    Pattern(
        r"^[A-Za-z][A-Za-z0-9_.:-]{0,99}$",
        "give a name of up to 100 letters, digits and _ . : -, the first a letter",
    ),
]
ParameterText = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


def _only_further(found: dict[str, str]) -> dict[str, str]:
    """Reject the standard's parameters in any case, since some servers ignore case."""
    own = sorted(name for name in found if name.casefold() in OWN_PARAMETERS)
    if own:
        raise ValueError(f"{', '.join(own)} cannot be set here: the token request sets it itself")
    if len({name.casefold() for name in found}) < len(found):
        raise ValueError("two of the names differ only in case")
    return found


TokenParameters = Annotated[
    dict[ParameterName, ParameterText],
    Field(max_length=MOST_PARAMETERS),
    AfterValidator(_only_further),
]
