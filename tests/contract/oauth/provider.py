"""Somebody's OAuth provider, as a real server: strict, and in whatever mood a test wants.

It rotates refresh tokens, and when one is used twice it revokes all of that consent, as the
best practice for providers says. In a tenant a refresh token opens what it is good for, and
stays as it was: there it does as Entra does.
"""

import asyncio
import base64
import hashlib
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlsplit

from aiohttp import web

from tests.contract.outside_site import Site, site

CLIENT = "bifrost-client"
#: Begins every secret that must not be found anywhere.
MARKER = "MARKER"
SECRET = f"{MARKER}-client-secret"


@dataclass
class Consent:
    """What somebody agreed to. ``current`` is the refresh token that is good."""

    current: str = ""
    revoked: bool = False


@dataclass
class FakeProvider:
    site: Site
    lifetime: Any = 3600
    mood: str = ""
    mood_status: int = 400
    retry_after: str = "120"
    slow_seconds: float = 0.0
    rotates: bool = True
    gives_refresh_token: bool = True
    forgives_reuse: bool = False
    #: How a client has to show its secret: in the body, by Basic, or by Basic as it is.
    takes: str = "client_secret_post"
    secret: str = SECRET
    #: What becomes of the fields of an answer that is good.
    shape: Callable[[dict[str, Any]], web.StreamResponse] = web.json_response
    headers: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])
    #: By name: what a refresh token is refused with there, or nothing.
    tenants: dict[str, str] = field(default_factory=dict[str, str])
    error_codes: list[int] = field(default_factory=list[int])
    asked: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])
    paths: list[str] = field(default_factory=list[str])
    living: dict[str, str] = field(default_factory=dict[str, str])
    _codes: dict[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    _consents: dict[str, Consent] = field(default_factory=dict[str, Consent])
    _count: int = 0

    @property
    def url(self) -> str:
        return self.site.url

    @property
    def body(self) -> dict[str, Any]:
        """What a connection to it is created with."""
        return {
            "connection_name": "graph",
            "oauth_flow_type": "authorization_code",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "authorization_url": f"{self.url}/authorize",
            "token_url": f"{self.url}/token",
            "scopes": "Mail.Read,offline_access",
        }

    @property
    def refreshes(self) -> int:
        return sum(form["grant_type"] == "refresh_token" for form in self.asked)

    def consent(self, authorization_url: str) -> dict[str, str]:
        """Somebody says yes: what their browser is sent back with."""
        query = dict(parse_qsl(urlsplit(authorization_url).query))
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = self._marked("code")
        self._codes[code] = query
        return {"code": code, "state": query["state"]}

    @property
    def partner_body(self) -> dict[str, Any]:
        """What a connection by the sign-in of the connection ``partner`` is created with."""
        return {
            "connection_name": "graph",
            "oauth_flow_type": "partner",
            "partner_connection": "partner",
            "token_url": f"{self.url}/{{entity_id}}/token",
            "per_organization": True,
            "scopes": "Directory.Read",
        }

    def redeemed_in(self, tenant: str) -> int:
        """How often somebody asked for a token of a tenant's."""
        return self.paths.count(f"/{tenant}/token")

    def give(self, entity: str = "token") -> dict[str, Any]:
        """Tokens of a new consent."""
        consent = Consent()
        return self._issue(consent, entity)

    def revoke_first(self) -> None:
        """Whoever agreed first takes it back."""
        next(iter(self._consents.values())).revoked = True

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        form = {key: str(value) for key, value in (await request.post()).items()}
        self.asked.append(form)
        self.headers.append(dict(request.headers))
        self.paths.append(request.path)
        if self.mood == "hangs up" and request.transport:
            request.transport.close()
            return web.Response()
        if self.mood.isdigit():
            return web.json_response({}, status=int(self.mood), headers=self._headers())
        if self.mood in ("babbles", "echoes"):
            said = f"sent {request.headers.get('Authorization')} " + "x" * 5000
            return web.Response(text=said if self.mood == "echoes" else f"<html>{MARKER}")
        if self.mood == "leaks":
            said = {"error": f"{MARKER}-{form.get('refresh_token')}", "error_description": MARKER}
            return web.json_response(said, status=400)
        if self.mood:
            return web.json_response({"error": self.mood}, status=self.mood_status)
        answer = self._answer(form, request)
        if self.slow_seconds:
            await asyncio.sleep(self.slow_seconds)
        return answer

    def _answer(self, form: Mapping[str, str], request: web.BaseRequest) -> web.StreamResponse:
        if not self._knows(form, request.headers.get("Authorization", "")):
            return _refused("invalid_client", 401)
        entity = request.path.strip("/")
        if form["grant_type"] == "client_credentials":
            return self.shape(self._issue(None, entity))
        if form["grant_type"] == "authorization_code":
            return self._exchanged(form, entity)
        tenant = entity.rpartition("/")[0]
        if tenant:
            return self._redeemed(form.get("refresh_token", ""), tenant)
        return self._refreshed(form.get("refresh_token", ""), entity)

    def _knows(self, form: Mapping[str, str], authorization: str) -> bool:
        sent = (form.get("client_id"), form.get("client_secret"))
        if self.takes == "client_secret_post":
            return sent == (CLIENT, self.secret) and not authorization
        if sent != (None, None):
            return False  # more than one way at once, which the standard forbids
        texts = (CLIENT, self.secret)
        if self.takes == "client_secret_basic":
            texts = (quote_plus(CLIENT), quote_plus(self.secret))
        return authorization == "Basic " + base64.b64encode(":".join(texts).encode()).decode()

    def _exchanged(self, form: Mapping[str, str], entity: str) -> web.StreamResponse:
        asked = self._codes.pop(form["code"], None)
        if asked is None or asked["redirect_uri"] != form["redirect_uri"]:
            return _refused("invalid_grant")
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if challenge != asked["code_challenge"]:
            return _refused("invalid_grant")
        return self.shape(self._issue(Consent(), entity))

    def _redeemed(self, token: str, tenant: str) -> web.StreamResponse:
        consent = self._consents.get(token)
        is_good = consent and not consent.revoked and consent.current == token
        error = self.tenants.get(tenant, "invalid_request") if is_good else "invalid_grant"
        if error:
            said = {"error": error, "error_description": MARKER, "error_codes": self.error_codes}
            return web.json_response(said, status=400)
        given = {**self._issue(None, tenant), "refresh_token": self._marked("of-a-tenant")}
        return web.json_response(given)

    def _refreshed(self, token: str, entity: str) -> web.StreamResponse:
        consent = self._consents.get(token)
        if consent is None or consent.revoked:
            return _refused("invalid_grant")
        if consent.current != token and not self.forgives_reuse:
            consent.revoked = True
            return _refused("invalid_grant")
        return self.shape(self._issue(consent, entity))

    def _issue(self, consent: Consent | None, entity: str) -> dict[str, Any]:
        access = self._marked("access")
        self.living[access] = entity
        made: dict[str, Any] = {"access_token": access, "token_type": "bearer"}
        if self.lifetime is not None:
            made["expires_in"] = self.lifetime
        if consent and self.gives_refresh_token and (self.rotates or not consent.current):
            consent.current = self._marked("refresh")
            self._consents[consent.current] = consent
            made["refresh_token"] = consent.current
        return made

    def _marked(self, kind: str) -> str:
        self._count += 1
        return f"{MARKER}-{kind}-{self._count}"

    def _headers(self) -> dict[str, str]:
        return {"Retry-After": self.retry_after} if self.mood == "429" else {}


def _refused(error: str, status: int = 400) -> web.StreamResponse:
    return web.json_response({"error": error, "error_description": MARKER}, status=status)


@asynccontextmanager
async def fake_provider() -> AsyncGenerator[FakeProvider]:
    found: list[FakeProvider] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return await found[0].answer(request)

    async with site(answer) as place:
        found.append(FakeProvider(place))
        yield found[0]
