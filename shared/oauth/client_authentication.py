"""Client authentication at the token endpoint: in the body of the request, or by Basic.

RFC 6749 (2.3.1) wants the id and the secret form-encoded inside Basic. Some providers do not decode
them and want them as they are, which differs only if they contain characters other than letters and
digits. A connection names its method; otherwise the methods are tried in turn.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from shared.models.token_requests import ClientAuthentication

#: Methods in the order in which they are tried: most providers accept the body.
TRIED = (
    ClientAuthentication.POST,
    ClientAuthentication.BASIC,
    ClientAuthentication.BASIC_PLAIN,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The fields and headers of a request that identify the client."""

    fields: Mapping[str, str]
    headers: Mapping[str, str]


def methods_for(
    chosen: ClientAuthentication, found: ClientAuthentication, client_id: str, secret: str
) -> Sequence[ClientAuthentication]:
    """Return the methods to try, the likeliest first.

    That is the chosen method, or the one that worked before; all methods if there is neither.
    """
    if not secret:
        return [ClientAuthentication.POST]
    if chosen is not ClientAuthentication.AUTO:
        return [chosen]
    if found is not ClientAuthentication.AUTO:
        return [found]
    is_plain = quote_plus(client_id + secret) == client_id + secret
    return TRIED[:-1] if is_plain else TRIED


def shown(method: ClientAuthentication, client_id: str, secret: str) -> Shown:
    """Return the fields and headers of one method; never two methods, which the RFC forbids.

    >>> shown(ClientAuthentication.BASIC, "id", "a+b").headers
    {'Authorization': 'Basic aWQ6YSUyQmI='}
    """
    if method is ClientAuthentication.BASIC:
        return Shown({}, _basic(quote_plus(client_id), quote_plus(secret)))
    if method is ClientAuthentication.BASIC_PLAIN:
        return Shown({}, _basic(client_id, secret))
    return Shown({"client_id": client_id, "client_secret": secret}, {})


def _basic(name: str, password: str) -> Mapping[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{name}:{password}'.encode()).decode()}"}
