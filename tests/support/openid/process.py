"""Starts and stops the provider, and signs people in at it as their browser would."""

import json
import subprocess
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import aiohttp
from joserfc import jwk

from local.stack import ROOT

PACKAGE = ROOT / ".tools" / "oidc-provider"
PROGRAM = Path(__file__).parent / "provider.mjs"
NODE = ROOT / ".venv" / "bin" / "node"

CLIENT, SECRET = "bifrost-client", "secret-of-the-client-" + "x" * 20
TENANT = "00000000-0000-0000-0000-000000000001"


@dataclass(frozen=True)
class OpenIdProcess:
    """A running provider: its address, and Apple's private key (PEM)."""

    url: str
    apple_key: str

    def issuer(self, name: str) -> str:
        return f"{self.url}/{name}"


@contextmanager
def openid_process(
    accounts: Mapping[str, Mapping[str, Any]], redirect_uris: Sequence[str]
) -> Generator[OpenIdProcess]:
    """A provider with these accounts, for a client with these redirect URIs."""
    key = jwk.ECKey.generate_key("P-256")
    client = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uris": [*redirect_uris]}
    given = {
        "accounts": accounts,
        "client": client,
        "tenant": TENANT,
        "appleKey": key.as_dict(private=False),
    }
    command = [str(NODE), str(PROGRAM), str(PACKAGE), json.dumps(given)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        assert address, "the provider did not start"
        yield OpenIdProcess(address, key.as_pem(private=True).decode())
        running.stdin.close()
        running.wait(timeout=10)


async def consent(url: str, account: str, *, of_platform: str) -> dict[str, str]:
    """Sign in at the address; return what the browser brings back to the platform."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        place = f"{url}&login_hint={account}"
        for _ in range(10):
            async with browser.get(place, allow_redirects=False) as answer:
                if answer.status == 200:
                    return _posted(await answer.text())
                place = urljoin(place, answer.headers["Location"])
            if place.startswith(of_platform):
                parts = urlsplit(place)
                return dict(parse_qsl(parts.fragment or parts.query))
    raise AssertionError("the provider did not send the browser back")


class _Form(HTMLParser):
    """The fields of a page that posts itself."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.fields[given["name"] or ""] = given.get("value") or ""


def _posted(page: str) -> dict[str, str]:
    form = _Form()
    form.feed(page)
    assert "code" in form.fields, page
    return form.fields
