"""Signed URLs for one blob: what a shared access signature does in Azure, served by this box.

A link names the method, the container, the blob and the time at which it ends, and carries an
HMAC-SHA256 of all of it. It is in the path, whose last part is kept out of logs.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal, cast

Method = Literal["GET", "PUT"]

#: What the signing key is derived for, so that it signs nothing else.
PURPOSE = b"bifrost blob links v1"
ROUTE = "/api/content"
MOST_CHARACTERS = 4096
_DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class BlobLink:
    """What the bearer of a link may do, until when."""

    method: Method
    container: str
    name: str
    until: datetime


class SignedLinks:
    """Makes links and reads them back."""

    def __init__(self, secret: bytes, public_url: str) -> None:
        """``secret`` is ``BIFROST_SECRET_KEY``, ``public_url`` where this box is reached."""
        self._key = hmac.digest(secret, PURPOSE, "sha256")
        self._base = public_url.rstrip("/") + ROUTE

    def upload(self, container: str, name: str, until: datetime) -> str:
        """Where one new blob may be put."""
        return self._url(BlobLink("PUT", container, name, until))

    def download(self, container: str, name: str, until: datetime) -> str:
        """Where one blob may be read."""
        return self._url(BlobLink("GET", container, name, until))

    def address(self, container: str, name: str) -> str:
        """The address of a blob, which opens nothing: a link's token is missing."""
        return f"{self._base}/{urlsafe_b64encode(f'{container}/{name}'.encode()).decode()}"

    def read(self, token: str, method: Method, now: datetime) -> BlobLink | None:
        """The link of a token, if it was signed here for this method and has not ended."""
        if len(token) > MOST_CHARACTERS:
            return None
        try:
            content = urlsafe_b64decode(token.encode("ascii"))
        except (Error, ValueError):
            return None
        if urlsafe_b64encode(content).decode() != token:  # decoding passes over what is no base64
            return None
        signature, body = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
        if not hmac.compare_digest(signature, self._signature(body)):
            return None
        link = _parsed(body)
        return link if link.method == method and now < link.until else None

    def _url(self, link: BlobLink) -> str:
        facts = [link.method, link.container, link.name, link.until.timestamp()]
        body = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
        token = urlsafe_b64encode(self._signature(body) + body).decode()
        return f"{self._base}/{token}"

    def _signature(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, sha256)


def _parsed(body: bytes) -> BlobLink:
    """What we signed ourselves is of the form that we sign."""
    method, container, name, until = cast("tuple[Method, str, str, float]", json.loads(body))
    return BlobLink(method, container, name, datetime.fromtimestamp(until, UTC))
