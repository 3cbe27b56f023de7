"""The cookie of a trusted device: a random secret that no script can read.

It is sent to ``/api/auth`` only, counts beside a right password only, and lets the user skip the
second factor and nothing else.
"""

from datetime import timedelta

from functions.edge.cookies import only_cookie
from functions.edge.refresh_cookie import LIMITS, BrowserHeaders, secure
from shared.errors import InvalidInput
from shared.models.replies import Reply
from shared.settings import Settings

NAME = "bifrost_device"


def device_in(browser: BrowserHeaders) -> str | None:
    """Return the secret of the cookie; None without one, if there are two, and outside of pages."""
    return only_cookie(browser.cookie, NAME) if browser.client.strip() else None


def require_place(browser: BrowserHeaders, settings: Settings) -> None:
    """Raise InvalidInput if this browser cannot get the cookie."""
    if not browser.client.strip():
        raise InvalidInput("only a browser is trusted: send X-Bifrost-Client, such as: web")
    reason = browser.why_not(settings)
    if reason:
        raise InvalidInput(f"this browser cannot be trusted: {reason}")


def with_device(secret: str, browser: BrowserHeaders, settings: Settings) -> Reply:
    """Build the answer that gives the browser the cookie, and nothing else the secret."""
    seconds = int(timedelta(days=settings.trusted_device_days).total_seconds())
    cookie = f"{NAME}={secret}; Max-Age={seconds}; {LIMITS}{secure(browser.origin)}"
    return Reply(b"", 204, {"Set-Cookie": cookie})
