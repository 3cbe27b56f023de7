"""The proxy of runs and pip: its environment variables, and the secrets in its address.

HTTP clients read it from the environment, where the platform puts it: see ``BIFROST_RUN_PROXY``.
"""

import base64
import os
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
EXCEPT = "NO_PROXY"


def environment_of(url: str, exceptions: str) -> dict[str, str]:
    """Return the environment variables of a proxy, in both cases; empty without one.

    >>> environment_of("http://proxy:3128", "localhost")["https_proxy"]
    'http://proxy:3128'
    """
    if not url:
        return {}
    found = {**dict.fromkeys(NAMES, url), EXCEPT: exceptions}
    return {**found, **{name.lower(): value for name, value in found.items()}}


def secrets_in(url: str) -> Iterator[str]:
    """Yield the credentials in a proxy's address, as written there and in a request.

    >>> [*secrets_in("http://ada:p%40ss@proxy:3128")]
    ['ada:p%40ss@', 'p%40ss', 'p@ss', 'YWRhOnBAc3M=']
    >>> [*secrets_in("http://proxy:3128")]
    []
    """
    parts = urlsplit(url)
    if parts.username is None:
        return
    user, password = parts.username, parts.password or ""
    yield parts.netloc.rpartition("@")[0] + "@"
    for word in (password, unquote(password)):
        if word:
            yield word
    yield base64.b64encode(f"{unquote(user)}:{unquote(password)}".encode()).decode()


def secrets_of(environment: Mapping[str, str] | None = None) -> set[str]:
    """Return the credentials of an environment's proxies; by default this process's."""
    known = os.environ if environment is None else environment
    return {secret for name in NAMES for secret in secrets_in(known.get(name, ""))}
