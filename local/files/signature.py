"""Was a request signed with the account's key?

The rules are those of Azure's "Authorize with Shared Key", as its Python clients follow them.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from local.files.errors import FilesError

SIGNED_HEADERS = (
    "content-encoding",
    "content-language",
    "content-length",
    "content-md5",
    "content-type",
    "date",
    "if-modified-since",
    "if-match",
    "if-none-match",
    "if-unmodified-since",
    "range",
)


@dataclass(frozen=True, slots=True)
class StorageAccount:
    """A storage account; ``key`` is in base64, as in a connection string."""

    name: str
    key: str

    def require_signature(
        self, method: str, path: str, query: str, headers: Mapping[str, str]
    ) -> None:
        """Raise FilesError for a wrong signature; ``path`` and ``query`` are percent-encoded."""
        text = "".join(
            [
                f"{method}\n",
                *(f"{_signed(headers, name)}\n" for name in SIGNED_HEADERS),
                *(f"{name}:{headers[name]}\n" for name in _in_azure_order(headers)),
                f"/{self.name}{path}",
                *(f"\n{name}:{value}" for name, value in _parameters(query)),
            ]
        )
        expected = f"SharedKey {self.name}:{self._sign(text)}"
        given = headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), expected.encode()):
            raise FilesError(
                "AuthenticationFailed",
                "Server failed to authenticate the request. Make sure the value of Authorization "
                "header is formed correctly including the signature, with the key of this account.",
            )

    def _sign(self, text: str) -> str:
        digest = hmac.digest(base64.b64decode(self.key), text.encode(), hashlib.sha256)
        return base64.b64encode(digest).decode()


def _signed(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name, "")
    return "" if name == "content-length" and value == "0" else value


def _in_azure_order(names: Iterable[str]) -> list[str]:
    """Header names in the service's order: hyphens do not count, underscores come first."""
    ours = (name for name in names if name.startswith("x-ms-"))
    return sorted(ours, key=lambda name: (name.replace("-", "").replace("_", " "), name))


def _parameters(query: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in query.split("&") if part)
    return sorted((unquote(name).lower(), unquote(value)) for name, _, value in pairs)
