"""Microsoft's clouds: which address of Graph belongs to a connection.

The address follows from where the connection gets its tokens, and is one of these: so a token is
sent to Microsoft only, whatever a connection says.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

GLOBAL_CLOUD = "https://graph.microsoft.com"
CHINA = "https://microsoftgraph.chinacloudapi.cn"
#: By the host of the token URL; the first is meant unless the scopes name another one.
CLOUDS: Mapping[str, Sequence[str]] = {
    "login.microsoftonline.com": (GLOBAL_CLOUD,),
    "login.windows.net": (GLOBAL_CLOUD,),
    "login.microsoftonline.us": ("https://graph.microsoft.us", "https://dod-graph.microsoft.us"),
    "login.partner.microsoftonline.cn": (CHINA,),
    "login.chinacloudapi.cn": (CHINA,),
}


def graph_of(token_url: str, scopes: str) -> str | None:
    """Return the address of Graph for tokens from there; None if that is not Microsoft.

    >>> graph_of("https://login.microsoftonline.us/t/oauth2/v2.0/token", "")
    'https://graph.microsoft.us'
    >>> graph_of("https://login.example.com/token", "https://graph.microsoft.com/.default")
    """
    parts = urlsplit(token_url)
    is_plain = parts.scheme == "https" and parts.port in (None, 443)
    found = CLOUDS.get(parts.hostname or "", ()) if is_plain else ()
    named = [each for each in found if urlsplit(each).netloc in scopes.casefold()]
    return next(iter([*named[-1:], *found]), None)
