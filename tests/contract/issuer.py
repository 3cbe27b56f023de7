"""Microsoft Graph, as far as a sign-in asks it: who are you, and of which tenant?"""

import base64
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from aiohttp import web

from tests.contract.outside_site import Site, site

TENANT = UUID(int=1)
OTHER_TENANT = UUID(int=2)
STRANGE_TENANT = UUID(int=3)
CLIENT = UUID(int=10)
OTHER_CLIENT = UUID(int=11)

DOMAINS = {
    TENANT: ["contoso.test", "contoso.onmicrosoft.test"],
    OTHER_TENANT: ["fabrikam.test", "example.test"],
    STRANGE_TENANT: ["contoso.test", "evil.test"],
}


@dataclass(frozen=True)
class Account:
    """Somebody in a tenant. ``mail`` is what anybody may have typed in."""

    name: str
    mail: str | None = None
    tenant: UUID = TENANT
    id: UUID = field(default_factory=uuid4)

    @property
    def person(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "displayName": self.name.partition("@")[0].title(),
            "userPrincipalName": self.name,
            "mail": self.mail,
        }

    @property
    def organization(self) -> dict[str, Any]:
        domains = [{"name": name.upper(), "type": "Managed"} for name in DOMAINS[self.tenant]]
        return {"value": [{"id": str(self.tenant), "verifiedDomains": domains}]}


def token_of(claims: dict[str, Any]) -> str:
    """A token as it looks; its signature is known to the issuer only."""
    parts = [{"typ": "JWT", "alg": "RS256", "nonce": uuid4().hex}, claims]
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join([*texts, "signature"]).replace("=", "")


@dataclass
class FakeIssuer:
    site: Site
    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    mood: str = ""
    #: Whose every access token is, where another provider gives them.
    of_all: Account | None = None

    @property
    def asked(self) -> list[str]:
        return [path for path, _ in self.site.asked]

    def issue(self, account: Account, client: UUID = CLIENT, **more: Any) -> str:
        """An access token for Graph, which the app ``client`` got for this account."""
        facts = {"tid": str(account.tenant), "oid": str(account.id), "appid": str(client)}
        token = token_of({"aud": "https://graph.microsoft.com", **facts, **more})
        self.accounts[token] = account
        return token

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.mood == "redirects":
            return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest"})
        if self.mood == "babbles":
            return web.Response(text='{"id": 7}')
        if self.mood:
            return web.Response(status=int(self.mood))
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        account = self.of_all or self.accounts.get(token)
        if scheme != "Bearer" or account is None:
            return web.json_response({"error": {"code": "InvalidAuthenticationToken"}}, status=401)
        is_me = request.path == "/v1.0/me"
        return web.json_response(account.person if is_me else account.organization)


@asynccontextmanager
async def fake_issuer() -> AsyncGenerator[FakeIssuer]:
    found: list[FakeIssuer] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return await found[0].answer(request)

    async with site(answer) as place:
        found.append(FakeIssuer(place))
        yield found[0]
