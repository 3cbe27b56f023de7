"""Pages of the vault's lists, with links to the next."""

import base64
import binascii
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from local.vault.errors import bad_parameter

MOST = 25


@dataclass(frozen=True, slots=True)
class VaultPage:
    """A requested page; ``after`` is the last entry of the page before, or empty."""

    after: str
    size: int

    @classmethod
    def of(cls, request: Request) -> "VaultPage":
        asked = request.query_params.get("maxresults", str(MOST))
        if not asked.isdecimal() or not 1 <= int(asked) <= MOST:
            raise bad_parameter(f"maxresults must be between 1 and {MOST}, not {asked!r}.")
        return cls(_read(request.query_params.get("$skiptoken", "")), int(asked))

    def next_link(self, vault: str, request: Request, last: str) -> str:
        version = request.query_params.get("api-version", "")
        token = base64.urlsafe_b64encode(last.encode()).decode()
        query = {"api-version": version, "$skiptoken": token, "maxresults": str(self.size)}
        return f"{vault}{request.url.path}?{urlencode(query)}"


def _read(token: str) -> str:
    try:
        return base64.b64decode(token, b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError) as error:
        raise bad_parameter("$skiptoken was not issued by this vault.") from error
