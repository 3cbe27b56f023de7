"""Sign-ins at a certified OpenID provider, as itself and as Entra, Google and Apple answer."""

from collections.abc import AsyncGenerator, Generator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.services.clock import SystemClock
from shared.services.outbound.web import WebEgress
from shared.services.services import Services, in_memory
from shared.services.tables import MemoryTable
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.issuer import Account, FakeIssuer, fake_issuer
from tests.contract.sign_in import bearing
from tests.contract.sso.conftest import DOMAIN, invite
from tests.contract.sso.signing_in import FORM, PAGE, Headers, Journey
from tests.support.openid.process import (
    CLIENT,
    SECRET,
    TENANT,
    OpenIdProcess,
    consent,
    openid_process,
)

PLATFORM = "https://bifrost.test"
IDS = {name: str(UUID(int=number)) for number, name in enumerate(("plain", "entra", "google"), 1)}
IDS["apple"] = str(UUID(int=9))
OBJECT = str(UUID(int=77))
ACCOUNTS: Mapping[str, Mapping[str, Any]] = {
    "ada": {
        "name": "Ada",
        "email": f"ada@{DOMAIN}",
        "email_verified": True,
        "hd": DOMAIN,
        "tid": TENANT,
        "oid": OBJECT,
        "amr": ["pwd", "otp"],
    },
    "eve": {"name": "Eve", "email": f"ada@{DOMAIN}", "email_verified": False, "tid": TENANT},
}
EMAIL = f"ada@{DOMAIN}"


@pytest.fixture(scope="session")
def openid() -> Generator[OpenIdProcess]:
    """One process for all tests of this session."""
    pages = [f"{PLATFORM}/sign-in/callback/{number}" for number in IDS.values()]
    posts = [f"{PLATFORM}/api/auth/sso/return/{number}" for number in IDS.values()]
    with openid_process(ACCOUNTS, [*pages, *posts]) as found:
        yield found


@pytest.fixture
async def graph() -> AsyncGenerator[FakeIssuer]:
    async with fake_issuer() as found:
        yield found


def place_of(openid: OpenIdProcess) -> str:
    return openid.url.removeprefix("http://")


@pytest.fixture
def memory_settings(
    memory_settings: Settings, openid: OpenIdProcess, graph: FakeIssuer
) -> Settings:
    places = frozenset({place_of(openid), graph.site.place})
    changes = {"egress_allow": places, "sign_in_issuer": graph.site.url}
    return memory_settings.model_copy(update=changes)


@pytest.fixture
async def services(openid: OpenIdProcess, graph: FakeIssuer) -> AsyncGenerator[Services]:
    egress = WebEgress({place_of(openid), graph.site.place})
    yield replace(in_memory({}, SystemClock()), directory=MemoryTable(), egress=egress)
    await egress.close()


@pytest.fixture
def facts(openid: OpenIdProcess) -> Mapping[str, Mapping[str, object]]:
    """What each provider is set up with."""
    secret = {"clientId": CLIENT, "clientSecret": SECRET, "domains": [DOMAIN]}
    return {
        "plain": {**secret, "kind": "oidc", "issuer": openid.issuer("plain")},
        "entra": {
            "clientId": CLIENT,
            "clientSecret": SECRET,
            "kind": "entra",
            "issuer": openid.issuer("entra"),
            "tenants": [TENANT],
        },
        "google": {
            "clientId": CLIENT,
            "clientSecret": SECRET,
            "kind": "google",
            "issuer": openid.issuer("google"),
        },
        "apple": {
            **secret,
            "kind": "apple",
            "issuer": openid.issuer("apple"),
            "clientSecret": openid.apple_key,
            "teamId": "TEAM",
            "keyId": "KEY",
        },
    }


async def begun(http: Http, route: str, provider: str, headers: Headers) -> Journey:
    answer = await http(route, body={"providerId": provider}, headers=headers)
    assert answer.status == 200, answer.json
    found = answer.json
    return Journey(provider, found["authorizationUrl"], found["state"], found["browserSecret"])


@pytest.mark.parametrize("name", ["plain", "entra", "google", "apple"])
async def test_it_signs_in_who_it_proves(
    http: Http,
    running: Runtime,
    root: Headers,
    facts: Mapping[str, Mapping[str, object]],
    graph: FakeIssuer,
    name: str,
) -> None:
    user = await invite(running, "ada", "globex")
    body = {"id": IDS[name], "name": name, **facts[name]}
    made = await http("create_sign_in_provider", body=body, headers=root)
    assert made.status == 201, made.json
    route = {"provider_id": IDS[name]}
    tested = await http("test_sign_in_provider", route, headers=root, method="POST")
    assert tested.json["passed"], tested.json

    journey = await begun(http, "begin_single_sign_on", IDS[name], PAGE)
    came = await consent(journey.url, "ada", of_platform=PLATFORM)
    if name == "entra":
        graph.of_all = Account(EMAIL, tenant=UUID(TENANT), id=UUID(OBJECT))
    signed = await http("finish_single_sign_on", body=journey.back(came), headers=PAGE)
    assert signed.status == 200, signed.json
    own = bearing(signed.json["accessToken"])
    assert (await http("get_current_user", headers=own)).json["email"] == user.email
    (session,) = (await running.platform.directory.credentials.get(user.id)).sessions
    assert session.methods == ("sso", "mfa")

    journey = await begun(http, "begin_single_sign_on", IDS[name], PAGE)
    came = await consent(journey.url, "eve", of_platform=PLATFORM)
    refused = await http("finish_single_sign_on", body=journey.back(came), headers=PAGE)
    assert refused.status == 401


async def test_it_asks_again_for_a_fresh_proof(
    http: Http, running: Runtime, root: Headers, facts: Mapping[str, Mapping[str, object]]
) -> None:
    await invite(running, "ada", "globex")
    body = {"id": IDS["plain"], "name": "plain", **facts["plain"]}
    await http("create_sign_in_provider", body=body, headers=root)
    journey = await begun(http, "begin_single_sign_on", IDS["plain"], PAGE)
    came = await consent(journey.url, "ada", of_platform=PLATFORM)
    assert "iss" in came
    signed = await http("finish_single_sign_on", body=journey.back(came), headers=PAGE)
    own = bearing(signed.json["accessToken"])
    proof = await begun(http, "begin_provider_proof", IDS["plain"], own)
    came = await consent(proof.url, "ada", of_platform=PLATFORM)
    proved = await http("give_provider_proof", body=proof.back(came), headers=own)
    assert proved.status == 200, proved.json


async def test_apple_s_form_post_goes_by_our_own_route(
    http: Http, running: Runtime, root: Headers, facts: Mapping[str, Mapping[str, object]]
) -> None:
    await invite(running, "ada", "globex")
    body = {"id": IDS["apple"], "name": "apple", **facts["apple"]}
    await http("create_sign_in_provider", body=body, headers=root)
    journey = await begun(http, "begin_single_sign_on", IDS["apple"], PAGE)
    came = await consent(journey.url, "ada", of_platform=PLATFORM)
    form = "&".join(f"{name}={value}" for name, value in came.items() if name != "iss")
    route = {"provider_id": IDS["apple"]}
    sent = await http("return_from_form_post", route, body=form.encode(), headers=FORM)
    assert sent.status == 303
    assert sent.headers["location"].startswith(f"{PLATFORM}/sign-in/callback/{IDS['apple']}#")
