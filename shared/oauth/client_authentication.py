"""How a client shows the provider who it is: in the body of the token request, or by Basic.

RFC 6749 (2.3.1) has the id and the secret form-encoded inside Basic. Providers that do not
decode them want them as they are, which differs only where they hold other than letters and
digits. A connection names its method, or it is found by trying.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from shared.models.token_requests import ClientAuthentication

#: In this order: the body is what most providers take.
TRIED = (
    ClientAuthentication.POST,
    ClientAuthentication.BASIC,
    ClientAuthentication.BASIC_PLAIN,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a request says who the client is."""

    fields: Mapping[str, str]
    headers: Mapping[str, str]


def methods_for(
    chosen: ClientAuthentication, found: ClientAuthentication, client_id: str, secret: str
) -> Sequence[ClientAuthentication]:
    """Which methods to try, the likeliest first.

    The one that is chosen, or was found to work before; all of them if there is none.
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
    """The fields and headers of one method; never both ways at once, which the standard forbids.

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
