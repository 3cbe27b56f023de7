"""A page of the client that signs its user in at a provider."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.contract.client import Answer, Http
from tests.contract.sign_in import bearing
from tests.contract.sso.forger import CLIENT, SECRET, Forger
from tests.contract.users import JSON

Headers = Mapping[str, str]
PAGE = {**JSON, "x-forwarded-for": "192.0.2.1:5000", "user-agent": "Mozilla/5.0 Firefox/130.0"}

#: What a page of Apple's posts.
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": "https://appleid.apple.com"}


@dataclass(frozen=True)
class Journey:
    """One way to a provider and back: what the page keeps, and what the browser brings back."""

    provider: str
    url: str
    state: str
    secret: str

    def back(self, came: Mapping[str, str], **more: Any) -> dict[str, Any]:
        kept = {"providerId": self.provider, "browserSecret": self.secret}
        return {**kept, **came, **more}


@dataclass(frozen=True)
class Page:
    http: Http
    issuer: Forger
    root: Headers

    async def provider(self, *, scope: Headers | None = None, **facts: Any) -> str:
        """Add a provider, and return its id."""
        answer = await self.add(scope=scope, **facts)
        assert answer.status == 201, answer.json
        return answer.json["id"]

    async def add(self, *, scope: Headers | None = None, **facts: Any) -> Answer:
        body = {
            "name": "Contoso",
            "kind": "oidc",
            "issuer": self.issuer.url,
            "clientId": CLIENT,
            "clientSecret": SECRET,
            **facts,
        }
        body = {name: value for name, value in body.items() if value is not None}
        return await self.http("create_sign_in_provider", body=body, headers=scope or self.root)

    async def begin(
        self, provider: str, route: str = "begin_single_sign_on", headers: Headers = PAGE
    ) -> Journey:
        answer = await self.http(route, body={"providerId": provider}, headers=headers)
        assert answer.status == 200, answer.json
        found = answer.json
        return Journey(provider, found["authorizationUrl"], found["state"], found["browserSecret"])

    async def finish(self, body: Mapping[str, Any], headers: Headers = PAGE) -> Answer:
        return await self.http("finish_single_sign_on", body=body, headers=headers)

    async def sign_in(self, provider: str, sub: str = "ada", **claims: Any) -> Answer:
        """All of it, by a user whom the provider calls ``sub``."""
        journey = await self.begin(provider)
        return await self.finish(journey.back(self.issuer.consent(journey.url, sub, **claims)))

    async def email(self, answer: Answer) -> str:
        """Whose session an answer opened."""
        assert answer.status == 200, answer.json
        token = answer.json["accessToken"]
        me = await self.http("get_current_user", headers=bearing(token))
        return me.json["email"] if me.status == 200 else f"status {me.status}"
