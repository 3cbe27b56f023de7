"""How does a test sign a request of its own, without the SDK?"""

import base64
import hashlib
import hmac
from email.utils import formatdate
from urllib.parse import unquote

import httpx

from tests.contract.standins.servers import Address


class RawFiles:
    """Sends a path as it is written, which clients would tidy up first."""

    def __init__(self, address: Address, client: httpx.Client) -> None:
        self._parts = address.files
        self._client = client
        self.account = self._parts["AccountName"]

    def send(
        self,
        method: str,
        target: str,
        headers: dict[str, str] | None = None,
        *,
        key: str | None = None,
    ) -> httpx.Response:
        """``target`` comes after the account and may have a query; the body is empty."""
        given = {"x-ms-date": formatdate(usegmt=True), "x-ms-version": "2026-10-06"}
        given |= headers or {}
        path, _, query = f"/{self.account}{target}".partition("?")
        signature = _sign(key or self._parts["AccountKey"], self._text(method, path, query, given))
        given["Authorization"] = f"SharedKey {self.account}:{signature}"
        request = self._client.build_request(method, "/", headers=given)
        request.extensions["target"] = f"{path}?{query}".removesuffix("?").encode()
        return self._client.send(request)

    def _text(self, method: str, path: str, query: str, headers: dict[str, str]) -> str:
        lines = [method, *[""] * 11, *(f"{name}:{headers[name]}" for name in sorted(headers))]
        pairs = [part.partition("=") for part in query.split("&") if part]
        parameters = sorted(f"{name}:{unquote(value)}" for name, _, value in pairs)
        return "\n".join([*lines, f"/{self.account}{path}", *parameters])


def _sign(key: str, text: str) -> str:
    digest = hmac.digest(base64.b64decode(key), text.encode(), hashlib.sha256)
    return base64.b64encode(digest).decode()
