"""What a connection says of its token requests, beside what the standard says of all."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from shared.wording.error_messages import Pattern

AUTH_METHOD = "How the client shows its secret; `auto` finds out what the provider takes."
PARAMETERS = "Further parameters of each token request, such as `audience`. Keep no secret here."


class ClientAuthentication(StrEnum):
    """How a token request shows who the client is; RFC 8414's words, and two more."""

    #: Found by trying; what works is kept with the token.
    AUTO = "auto"
    POST = "client_secret_post"
    BASIC = "client_secret_basic"
    #: For providers that do not decode what RFC 6749 has encoded inside Basic.
    BASIC_PLAIN = "client_secret_basic_unencoded"


#: What a token request says by the standard, which further parameters must not change.
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
    """Some servers read names in any case, so no case of the standard's names is taken."""
    own = sorted(name for name in found if name.casefold() in OWN_PARAMETERS)
    if own:
        raise ValueError(
            f"{', '.join(own)} cannot be set here: the token request says it by itself"
        )
    if len({name.casefold() for name in found}) < len(found):
        raise ValueError("two of the names differ in nothing but case")
    return found


TokenParameters = Annotated[
    dict[ParameterName, ParameterText],
    Field(max_length=MOST_PARAMETERS),
    AfterValidator(_only_further),
]
