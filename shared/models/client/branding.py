"""Branding: the name, accent colour, logo and links that the client shows instead of its own."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from shared.models.base import Model, OrLeftOut
from shared.models.client.contrast import contrast_to_white
from shared.wording.error_messages import Pattern

#: WCAG 2.2, 1.4.3: the least contrast of text of normal size.
LEAST_CONTRAST = 4.5
DEFAULT_NAME, DEFAULT_ACCENT = "Bifrost", "#2f5fd0"


def _readable(accent: str) -> str:
    found = contrast_to_white(accent)
    if found < LEAST_CONTRAST:
        raise ValueError(
            f"white text on {accent} has a contrast of {found:.1f}:1, "
            f"and needs {LEAST_CONTRAST}:1: choose a darker colour"
        )
    return accent.lower()


def _https(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_good = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # brackets that are not of an IPv6 address
        is_good = False
    if not is_good:
        raise ValueError("give an address that begins with https://, without a user name")
    return url


PlainText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=60),
    Pattern(r"^[^\x00-\x1f\x7f]+$", "give a text of 1 to 60 characters in one line"),
]
Accent = Annotated[
    str,
    Pattern(r"^#[0-9a-fA-F]{6}$", "give a colour as hex digits, such as #2f5fd0"),
    AfterValidator(_readable),
]
HttpsUrl = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=500),
    Pattern(r"^[!-~]+$", "give an address that begins with https://"),
    AfterValidator(_https),
]


class BrandLink(Model):
    """A link that the client shows to all users: to support, or a status page."""

    label: PlainText
    url: HttpsUrl


class BrandLogo(Model):
    """The logo; its address changes with its content, so that it can be cached for good."""

    url: str
    content_type: str
    width: int
    height: int
    digest: str = Field(description="SHA-256 of the content, in hexadecimal digits.")


class BrandingUpdate(Model):
    """The branding without its logo, which is sent by itself; fields left out are the default."""

    name: PlainText = DEFAULT_NAME
    accent: Accent = DEFAULT_ACCENT
    links: Annotated[tuple[BrandLink, ...], Field(max_length=6), OrLeftOut] = ()


class Branding(BrandingUpdate):
    """The branding as all callers see it."""

    logo: BrandLogo | None = None
    updated_at: datetime | None = None
