"""Entra, Google, GitHub and Apple: what each asks for, and what counts of its answers."""

from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest
from joserfc import jwk, jwt

from functions.composition import Runtime
from shared.models.users import User
from shared.services.outbound.web import WebEgress
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer
from tests.contract.issuer import OTHER_TENANT, TENANT, Account, FakeIssuer, fake_issuer
from tests.contract.sso.conftest import DOMAIN, invite
from tests.contract.sso.forger import CLIENT, Forger
from tests.contract.sso.signing_in import Page

OBJECT = UUID(int=77)
ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}


@pytest.fixture
async def graph() -> AsyncGenerator[FakeIssuer]:
    """Microsoft Graph."""
    async with fake_issuer() as found:
        yield found


@pytest.fixture
def memory_settings(memory_settings: Settings, graph: FakeIssuer, issuer: Forger) -> Settings:
    places = frozenset({graph.site.place, issuer.site.place})
    changes = {"egress_allow": places, "sign_in_issuer": graph.site.url}
    return memory_settings.model_copy(update=changes)


@pytest.fixture
async def services(
    services: Services, graph: FakeIssuer, issuer: Forger
) -> AsyncGenerator[Services]:
    egress = WebEgress({graph.site.place, issuer.site.place})
    object.__setattr__(services, "egress", egress)
    yield services
    await egress.close()


async def entra(page: Page, *tenants: UUID) -> str:
    return await page.provider(kind="entra", tenants=[str(tenant) for tenant in tenants])


async def sign_in(
    page: Page, provider: str, account: Account, graph: FakeIssuer, **claims: Any
) -> Answer:
    """By an account of a tenant. Its access token opens Graph."""
    journey = await page.begin(provider)
    tenant = f"/{account.tenant}/v2.0"
    facts = {"tid": str(account.tenant), "oid": str(account.id), "email": account.name}
    came = page.issuer.consent(journey.url, "pairwise", at=tenant, **{**facts, **claims})
    graph.accounts["MARKER-access"] = account
    return await page.finish(journey.back(came))


@pytest.mark.parametrize("tenants", [(TENANT,), (TENANT, OTHER_TENANT)])
async def test_entra_signs_in_users_of_its_tenants(
    page: Page, issuer: Forger, graph: FakeIssuer, ada: User, tenants: tuple[UUID, ...]
) -> None:
    if len(tenants) > 1:
        issuer.document["issuer"] = f"{issuer.url}/{{tenantid}}/v2.0"
    provider = await entra(page, *tenants)
    account = Account(f"ada@{DOMAIN}", id=OBJECT)
    assert await page.email(await sign_in(page, provider, account, graph)) == ada.email
    asked = len(graph.asked)
    assert await page.email(await sign_in(page, provider, account, graph)) == ada.email
    assert len(graph.asked) == asked  # once it is bound, Graph is not needed


async def test_entra_and_static_web_apps_know_one_account(
    page: Page, graph: FakeIssuer, running: Runtime
) -> None:
    user = await invite(running, "ada", principals=(f"entra:{TENANT}/{OBJECT}",))
    provider = await entra(page, TENANT)
    answer = await sign_in(page, provider, Account("renamed@contoso.test", id=OBJECT), graph)
    assert await page.email(answer) == user.email


async def test_another_tenant(page: Page, issuer: Forger, graph: FakeIssuer, ada: User) -> None:
    issuer.document["issuer"] = f"{issuer.url}/{{tenantid}}/v2.0"
    provider = await entra(page, TENANT, OTHER_TENANT)
    strange = Account(f"ada@{DOMAIN}", tenant=UUID(int=9))
    assert (await sign_in(page, provider, strange, graph)).status == 401
    honest = Account(f"ada@{DOMAIN}")
    for tid in (str(OTHER_TENANT), None, ""):
        answer = await sign_in(page, provider, honest, graph, tid=tid)
        assert (answer.status, "tenant" in answer.json["message"]) == (401, True)
    for oid in (None, "", "x/../y"):
        assert (await sign_in(page, provider, honest, graph, oid=oid)).status == 401
    assert ada


async def test_an_address_that_moved_to_another_tenant(
    page: Page, issuer: Forger, graph: FakeIssuer, ada: User
) -> None:
    """Neither its claim nor Graph's mail counts, unless the tenant has verified the domain."""
    issuer.document["issuer"] = f"{issuer.url}/{{tenantid}}/v2.0"
    provider = await entra(page, TENANT, OTHER_TENANT)
    eve = Account("eve@fabrikam.test", mail=f"ada@{DOMAIN}", tenant=OTHER_TENANT)
    claimed = {"email": f"ada@{DOMAIN}", "email_verified": True, "xms_edov": True}
    assert (await sign_in(page, provider, eve, graph, **claimed)).status == 401
    adas = Account(f"ada@{DOMAIN}", id=OBJECT)
    assert await page.email(await sign_in(page, provider, adas, graph)) == ada.email
    successor = Account(f"ada@{DOMAIN}", id=UUID(int=78))
    assert (await sign_in(page, provider, successor, graph)).status == 401


async def test_an_access_token_of_another_user_than_the_id_token(
    page: Page, graph: FakeIssuer, ada: User
) -> None:
    provider = await entra(page, TENANT)
    adas = Account(f"ada@{DOMAIN}")
    answer = await sign_in(page, provider, adas, graph, oid=str(UUID(int=79)))
    assert (answer.status, "different users" in answer.json["message"]) == (401, True)
    assert ada


async def test_google_proves_addresses_of_the_domain_that_it_hosts(
    page: Page, ada: User, running: Runtime
) -> None:
    provider = await page.provider(kind="google")
    journey = await page.begin(provider)
    assert dict(parse_qsl(urlsplit(journey.url).query))["prompt"] == "select_account"
    assert (await page.sign_in(provider, "1", **ADDRESS)).status == 401
    assert (await page.sign_in(provider, "1", **ADDRESS, hd="evil.test")).status == 401
    assert await page.email(await page.sign_in(provider, "1", **ADDRESS, hd=DOMAIN)) == ada.email
    user = await invite(running, "bob", email="bob@gmail.com")
    bobs = {"email": "Bob@gmail.com", "email_verified": True}
    assert await page.email(await page.sign_in(provider, "2", **bobs)) == user.email


def github(issuer: Forger, number: int, address: str, *, verified: bool = True) -> None:
    """What GitHub's API says of a token."""
    listed = [
        {"email": f"other@{DOMAIN}", "primary": False, "verified": True},
        {"email": address, "primary": True, "verified": verified},
    ]
    issuer.answers["/api/v3/user"] = {"id": number, "login": "ada", "name": "Ada"}
    issuer.answers["/api/v3/user/emails"] = listed
    issuer.answers["/login/oauth/access_token"] = {"access_token": "MARKER-access"}


async def test_github_is_asked_whose_token_it_is(
    page: Page, issuer: Forger, ada: User, running: Runtime
) -> None:
    provider = await page.provider(kind="github", domains=[DOMAIN])
    journey = await page.begin(provider)
    asked = dict(parse_qsl(urlsplit(journey.url).query))
    assert urlsplit(journey.url).path == "/login/oauth/authorize"
    assert (asked["scope"], asked["code_challenge_method"]) == ("read:user user:email", "S256")
    github(issuer, 7, f"ada@{DOMAIN}", verified=False)
    came = {"code": "x", "state": journey.state}
    assert (await page.finish(journey.back(came))).status == 401
    github(issuer, 7, f"ada@{DOMAIN}")
    journey = await page.begin(provider)
    signed = await page.finish(journey.back({"code": "x", "state": journey.state}))
    assert await page.email(signed) == ada.email
    bound = (await running.platform.directory.users.get(ada.id)).user.principals
    assert bound == (f"openid:{issuer.url}#7",)
    github(issuer, 8, f"ada@{DOMAIN}")  # another person took the login, and the address
    journey = await page.begin(provider)
    assert (await page.finish(journey.back({"code": "x", "state": journey.state}))).status == 401


async def test_apple_gets_a_signed_secret_and_answers_by_form_post(
    page: Page, issuer: Forger, ada: User
) -> None:
    key = jwk.ECKey.generate_key("P-256")
    provider = await page.provider(
        kind="apple",
        clientSecret=key.as_pem(private=True).decode(),
        teamId="TEAM123456",
        keyId="KEY1234567",
        domains=[DOMAIN],
    )
    journey = await page.begin(provider)
    asked = dict(parse_qsl(urlsplit(journey.url).query))
    assert asked["response_mode"] == "form_post"
    assert asked["redirect_uri"] == f"https://bifrost.test/api/auth/sso/return/{provider}"
    came = page.issuer.consent(journey.url, "001.apple", **{**ADDRESS, "email_verified": "true"})
    assert await page.email(await page.finish(journey.back(came))) == ada.email
    secret = issuer.forms[-1]["client_secret"]
    token = jwt.decode(secret, key, ["ES256"])
    now = int(issuer.clock.now().timestamp())
    assert token.header["kid"] == "KEY1234567"
    assert token.claims == {
        "iss": "TEAM123456",
        "sub": CLIENT,
        "aud": issuer.url,
        "iat": now,
        "exp": now + 300,
    }


async def test_a_relayed_address_of_apple_finds_nobody(page: Page, running: Runtime) -> None:
    key = jwk.ECKey.generate_key("P-256").as_pem(private=True).decode()
    provider = await page.provider(kind="apple", clientSecret=key, teamId="T", keyId="K")
    await invite(running, "bob", email="bob@privaterelay.appleid.com")
    hidden = {"email": "bob@privaterelay.appleid.com", "email_verified": True}
    assert (await page.sign_in(provider, "001.eve", **hidden)).status == 401
