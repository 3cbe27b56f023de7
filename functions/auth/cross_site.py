"""Cross-site request forgery (CSRF): a page of another site cannot act with a user's sign-in.

The front end adds the client principal to every request with its cookie, so a page of another
site can have a browser send one. Browsers say where a request comes from in
``Sec-Fetch-Site`` and ``Origin``, which pages cannot change. A request without both headers does
not come from a browser.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from functions.auth.credentials import Principal, credential_in
from shared.errors import NotAuthenticated, NotPermitted
from shared.settings import Settings

OWN_SITES = frozenset({"same-origin", "none"})
DEFAULT_PORTS = {"http": 80, "https": 443}
OPAQUE = "null"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Origins:
    """Origins whose pages may act for signed-in users."""

    allowed: frozenset[str]
    #: Whether this machine's own addresses count too: in development, where the public URL is one
    #: of them or missing.
    takes_local: bool = False

    @classmethod
    def of(cls, settings: Settings) -> "Origins":
        """The origins in BIFROST_PUBLIC_URL and BIFROST_CLIENT_ORIGINS."""
        listed = {settings.public_url, *settings.client_origins}
        takes_local = not settings.public_url or _is_loopback(settings.public_url)
        return cls(frozenset(found for url in listed if (found := origin_of(url))), takes_local)

    def admit(self, headers: Mapping[str, str]) -> bool:
        """Whether the request comes from an allowed page, or from no browser at all."""
        site = headers.get("sec-fetch-site", "").strip().lower()
        sent = headers.get("origin", "").strip()
        if sent and sent.lower() != OPAQUE:
            known = self.allowed | (_local(headers) if self.takes_local else frozenset[str]())
            # A listed origin may be another site: the operator has allowed it.
            return origin_of(sent) in known
        # Without an origin, or with an opaque one, Sec-Fetch-Site decides.
        return site in OWN_SITES or (not site and not sent)


def require_own_site(headers: Mapping[str, str], settings: Settings) -> None:
    """Raise NotPermitted if a page of another site sent the request."""
    if not Origins.of(settings).admit(headers):
        raise NotPermitted(
            "this request comes from a page of another site, which may not act for the signed-in "
            "user: add its origin to BIFROST_CLIENT_ORIGINS if it should"
        )


def is_ambient(headers: Mapping[str, str], settings: Settings) -> bool:
    """Whether the front end's cookie alone authenticates the caller."""
    try:
        found = credential_in(headers, trusts_principal=settings.trust_client_principal)
    except NotAuthenticated:
        return False  # authentication refuses the request
    return isinstance(found, Principal)


def origin_of(url: str) -> str | None:
    """The origin of a URL in its one spelling; None if it is not an origin.

    >>> origin_of("HTTPS://Bifrost.Test:443/")
    'https://bifrost.test:443'
    """
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS[parts.scheme]
    except (ValueError, KeyError):
        return None
    is_origin = parts.hostname and parts.path in ("", "/") and not (parts.query or parts.fragment)
    if not is_origin or "@" in parts.netloc:
        return None
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
    return f"{parts.scheme}://{host}:{port}"


def _local(headers: Mapping[str, str]) -> frozenset[str]:
    found = origin_of(f"http://{headers.get('host', '')}")
    return frozenset({found}) if found and _is_loopback(found) else frozenset()


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in LOOPBACK
