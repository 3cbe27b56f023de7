"""An OpenID provider that signs whatever a test wants: the honest token, or an attacker's.

It checks what an honest one checks (client, PKCE, redirect URI, a code once), so that a test that
passes proves that the platform sent all of it.
"""

import base64
import hashlib
import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from aiohttp import web
from joserfc import jwk, jwt

from shared.services.clock import Clock
from tests.contract.outside_site import Site, site

CLIENT = "bifrost-client"
#: Begins every secret that must be found nowhere else.
MARKER = "MARKER"
SECRET = f"{MARKER}-client-secret"

Claims = dict[str, Any]


@dataclass(frozen=True)
class Signer:
    """A key of the provider."""

    key: jwk.ECKey
    id: str

    @classmethod
    def new(cls) -> "Signer":
        return cls(jwk.ECKey.generate_key("P-256"), uuid4().hex[:8])

    @property
    def public(self) -> dict[str, Any]:
        return {**self.key.as_dict(private=False), "kid": self.id, "use": "sig"}

    def sign(self, claims: Mapping[str, Any], **header: Any) -> str:
        return jwt.encode({"alg": "ES256", "kid": self.id, **header}, dict(claims), self.key)


@dataclass
class Forger:
    """One server with an issuer at each path; ``""`` is the one at its root."""

    site: Site
    clock: Clock
    signer: Signer = field(default_factory=Signer.new)
    #: What becomes of a token's claims, and how they are signed.
    meddle: Callable[[Claims], Claims] = lambda claims: claims
    forge: Callable[[Claims], str] | None = None
    #: More of the discovery document.
    document: Claims = field(default_factory=Claims)
    keys: list[Claims] | None = None
    forms: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])
    answers: dict[str, Any] = field(default_factory=dict[str, Any])
    codes: dict[str, tuple[Mapping[str, str], Claims]] = field(
        default_factory=dict[str, tuple[Mapping[str, str], Claims]]
    )

    @property
    def url(self) -> str:
        return self.site.url

    def asked_for(self, ending: str) -> int:
        return sum(path.endswith(ending) for path, _ in self.site.asked)

    def consent(self, authorization_url: str, sub: str = "ada", **claims: Any) -> dict[str, str]:
        """Somebody signs in there: what their browser brings back."""
        query = dict(parse_qsl(urlsplit(authorization_url).query))
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = f"{MARKER}-code-{uuid4().hex}"
        self.codes[code] = (query, {"sub": sub, **claims})
        return {"code": code, "state": query["state"]}

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path in self.answers:
            return web.json_response(self.answers[request.path])
        if request.path.endswith("/openid-configuration"):
            return web.json_response(self._configuration(request.path))
        if request.path.endswith("/keys"):
            found = [self.signer.public] if self.keys is None else self.keys
            return web.json_response({"keys": found})
        form = {key: str(value) for key, value in (await request.post()).items()}
        self.forms.append(form)
        return self._token(form)

    def _configuration(self, path: str) -> Claims:
        issuer = self.url + path.partition("/.well-known")[0]
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.document,
        }

    def _token(self, form: Mapping[str, str]) -> web.Response:
        if form.get("client_secret") != SECRET and not form.get("client_secret", "").count("."):
            return web.json_response({"error": "invalid_client"}, status=401)
        query, claims = self.codes.pop(form.get("code", ""), (None, None))
        if query is None or claims is None:
            return web.json_response({"error": "invalid_grant"}, status=400)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == query["code_challenge"]
        assert form["redirect_uri"] == query["redirect_uri"]
        now = int(self.clock.now().timestamp())
        issuer = self.url + claims.pop("at", "")
        facts = {"iss": issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **claims}
        facts = self.meddle({**facts, "nonce": query.get("nonce")})
        token = self.forge(facts) if self.forge else self.signer.sign(facts)
        return web.json_response(
            {"access_token": f"{MARKER}-access", "token_type": "Bearer", "id_token": token}
        )


@asynccontextmanager
async def forger(clock: Clock) -> AsyncGenerator[Forger]:
    found: list[Forger] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return await found[0].answer(request)

    async with site(answer) as place:
        found.append(Forger(place, clock))
        yield found[0]


def unsigned(claims: Mapping[str, Any], alg: str = "none") -> str:
    """A token without a signature."""
    parts = [{"alg": alg, "typ": "JWT"}, claims]
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode() for part in parts]
    return ".".join(text.rstrip("=") for text in texts) + "."
