"""The refresh cookie: a browser keeps its refresh token where no script can read it.

A page asks for it with ``cookie: true`` at sign-in. Then no body holds the refresh token, and a
request that uses the cookie must come from one of our own pages: it needs the header
``X-Bifrost-Client``, which no form of another site can send, and one of our origins in ``Origin``.
"""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from functions.auth.cross_site import LOOPBACK, Origins, origin_of
from functions.edge.arguments import FromHeader, HeaderGroup
from functions.edge.cookies import Cookies, only_cookie
from shared.errors import NotPermitted
from shared.models.auth import RefreshCookie, SignedIn
from shared.models.credentials import IDLE
from shared.models.replies import Reply
from shared.settings import Settings

NAME = "bifrost_refresh"
LIMITS = "Path=/api/auth; HttpOnly; SameSite=Strict"

PLAIN = (
    "this sign-in ends with the page, because the page came over plain http: whoever is on the "
    "network could read a cookie. Serve Bifrost over https and set BIFROST_PUBLIC_URL to its "
    "https address"
)
ELSEWHERE = (
    "this sign-in ends with the page, because its address is not known to Bifrost: set "
    "BIFROST_PUBLIC_URL to the address that browsers use, or add it to BIFROST_CLIENT_ORIGINS"
)


@dataclass(frozen=True, slots=True)
class BrowserHeaders(HeaderGroup):
    """Headers by which a page proves to be one of ours, and the cookies that it sends."""

    client: Annotated[str, FromHeader("X-Bifrost-Client")] = ""
    origin: Annotated[str, FromHeader("Origin")] = ""
    host: Annotated[str, FromHeader("Host")] = ""
    cookie: Cookies = ""

    def is_own(self, settings: Settings) -> bool:
        """Whether the browser names one of our own origins; a request without one does not."""
        headers = {"origin": self.origin, "host": self.host}
        return bool(self.origin.strip()) and Origins.of(settings).admit(headers)

    def require_client(self) -> None:
        """Raise NotPermitted without ``X-Bifrost-Client``, whatever its value."""
        if not self.client.strip():
            raise NotPermitted("a refresh cookie needs the header X-Bifrost-Client, such as: web")

    def refresh_token(self, settings: Settings) -> str | None:
        """Return the token of the cookie; NotPermitted if a page is not ours.

        None without a cookie, and if there are two: one of them may be an attacker's.
        """
        self.require_client()
        if not self.is_own(settings):
            raise NotPermitted(
                "a refresh cookie is for pages of BIFROST_PUBLIC_URL and BIFROST_CLIENT_ORIGINS: "
                "this request names none of them in Origin"
            )
        return only_cookie(self.cookie, NAME)

    def why_not(self, settings: Settings) -> str | None:
        """Return why this browser gets no cookie; None if it gets one."""
        found = urlsplit(origin_of(self.origin.strip()) or "")
        if found.scheme == "http" and found.hostname not in LOOPBACK:
            return PLAIN
        return None if self.is_own(settings) else ELSEWHERE


def with_cookie(signed: SignedIn, browser: BrowserHeaders, settings: Settings) -> Reply:
    """Build the answer of a sign-in whose refresh token is in the cookie, and nowhere else."""
    reason = browser.why_not(settings)
    told = RefreshCookie(is_set=reason is None, reason=reason)
    body = signed.model_copy(update={"refresh_token": None, "refresh_cookie": told})
    headers = {} if reason else {"Set-Cookie": _cookie(signed.refresh_token or "", browser.origin)}
    return Reply(body.model_dump_json().encode(), headers=headers)


def without_cookie(browser: BrowserHeaders) -> Reply:
    """Build the answer that removes the cookie."""
    gone = f"{NAME}=; Max-Age=0; {LIMITS}{secure(browser.origin)}"
    return Reply(b"", 204, {"Set-Cookie": gone})


def _cookie(token: str, origin: str) -> str:
    return f"{NAME}={token}; Max-Age={int(IDLE.total_seconds())}; {LIMITS}{secure(origin)}"


def secure(origin: str) -> str:
    """Return ``Secure``, except on this machine's own http address, where browsers differ."""
    return "" if origin.strip().lower().startswith("http:") else "; Secure"
