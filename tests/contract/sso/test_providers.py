"""Providers of single sign-on: who sets up which, with what, and what becomes of their secrets."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.models.base import GLOBAL
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.sso.conftest import DOMAIN
from tests.contract.sso.forger import MARKER, Forger
from tests.contract.sso.signing_in import Page
from tests.contract.users import add_user, signed_in

ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}
TENANT = str(uuid4())


@pytest.fixture
async def owner(running: Runtime) -> Mapping[str, str]:
    """The headers of an administrator of acme, who has nothing to prove with here."""
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    return signed_in("owner", "acme")


LACKING: Mapping[str, tuple[dict[str, Any], str]] = {
    "entra without a tenant": ({"kind": "entra", "issuer": None}, "tenants"),
    "tenants of another kind": ({"kind": "github", "issuer": None, "tenants": [TENANT]}, "tenants"),
    "oidc without an issuer": ({"issuer": None}, "issuer"),
    "an issuer in plain http": ({"issuer": "http://login.example.com"}, "issuer"),
    "an issuer within": ({"issuer": "https://169.254.169.254"}, "issuer"),
    "an issuer with a query": ({"issuer": "https://a.test/?x"}, "issuer"),
    "no secret": ({"kind": "github", "issuer": None, "clientSecret": None}, "clientSecret"),
    "apple without a team": ({"kind": "apple", "issuer": None, "keyId": "K"}, "teamId"),
    "apple with no key": (
        {"kind": "apple", "issuer": None, "teamId": "T", "keyId": "K"},
        "clientSecret",
    ),
    "domains of entra": (
        {"kind": "entra", "issuer": None, "tenants": [TENANT], "domains": [DOMAIN]},
        "domains",
    ),
}


@pytest.mark.parametrize("name", sorted(LACKING))
async def test_what_a_kind_needs(page: Page, name: str) -> None:
    facts, field = LACKING[name]
    answer = await page.add(**facts)
    assert answer.status == 400, answer.json
    assert field in [detail["location"][1] for detail in answer.json["details"]]


async def test_members_and_strangers_do_not_see_providers(
    http: Http, running: Runtime, page: Page
) -> None:
    await add_user(running.platform.directory.users, "mallory", {"acme": "member"})
    await page.provider()
    for headers in (signed_in("mallory", "acme"), signed_in("mallory", "globex")):
        assert (await http("list_sign_in_providers", headers=headers)).status == 403


async def test_an_organization_sees_its_own_only(
    page: Page, owner: Mapping[str, str], http: Http
) -> None:
    platforms = await page.provider()
    assert (await http("list_sign_in_providers", headers=owner)).json == []
    for name in ("get_sign_in_provider", "delete_sign_in_provider", "test_sign_in_provider"):
        method = "DELETE" if name.startswith("delete") else ""
        answer = await http(name, {"provider_id": platforms}, headers=owner, method=method)
        assert answer.status == 404


async def test_an_organizations_provider_is_public_and_names_its_own_domains_and_roles(
    page: Page, owner: Mapping[str, str]
) -> None:
    within = await page.add(scope=owner)
    assert "https" in within.json["details"][0]["message"]
    rule = {"group": "g", "orgId": "globex", "roleId": str(uuid4())}
    facts = {"issuer": "https://login.example.com", "domains": ["globex.test"]}
    answer = await page.add(scope=owner, **facts, groupRoles=[rule])
    fields = {detail["location"][1] for detail in answer.json["details"]}
    assert (answer.status, fields) == (400, {"domains", "groupRoles"})
    named = await page.add(scope=owner, kind="google", issuer="https://login.example.com")
    assert "only a provider of the kind oidc" in named.json["details"][0]["message"]
    own = await page.add(scope=owner, issuer="https://login.example.com", domains=[DOMAIN])
    assert (own.status, own.json["orgId"]) == (201, "acme")


async def test_only_who_brings_its_id_is_offered_an_organizations_provider(
    page: Page, owner: Mapping[str, str], http: Http
) -> None:
    platforms = await page.provider(name="Everybody")
    own = await page.provider(scope=owner, name="Acme", issuer="https://login.example.com")

    async def offered(**query: str) -> list[str]:
        answer = await http("list_auth_methods", query=query)
        return [one["id"] for one in answer.json["providers"]]

    assert await offered() == [platforms]
    assert await offered(provider=own) == [platforms, own]
    assert await offered(provider=str(uuid4())) == [platforms]


async def test_the_secret_stays_with_an_edit_and_follows_the_key_ring(
    page: Page, http: Http, running: Runtime, clock: StoppedClock, ada: User
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    route = {"provider_id": provider}
    renamed = await http(
        "update_sign_in_provider", route, body={"name": "New name"}, headers=page.root
    )
    assert (renamed.json["name"], renamed.json["hasSecret"]) == ("New name", True)
    (stored,) = await running.platform.directory.sign_in_providers.all(GLOBAL)
    assert MARKER not in stored.record.model_dump_json()
    before = json.loads(stored.record.sealed_secret or "")["k"]
    for _ in range(2):
        turned = await http("rotate_connection_key", headers=page.root, method="POST")
        assert turned.status == 200, turned.json
        clock.at += timedelta(minutes=11)
    (stored,) = await running.platform.directory.sign_in_providers.all(GLOBAL)
    assert json.loads(stored.record.sealed_secret or "")["k"] != before
    assert await page.email(await page.sign_in(provider, **ADDRESS)) == ada.email


async def test_an_edit_of_what_another_administrator_changed_is_refused(
    page: Page, http: Http
) -> None:
    provider = await page.provider()
    route = {"provider_id": provider}
    read = await http("get_sign_in_provider", route, headers=page.root)
    first = {**page.root, "if-match": read.headers["etag"]}
    done = await http("update_sign_in_provider", route, body={"name": "One"}, headers=first)
    assert done.status == 200
    late = await http("update_sign_in_provider", route, body={"name": "Two"}, headers=first)
    assert late.status == 412
    assert (
        await http("delete_sign_in_provider", route, headers=first, method="DELETE")
    ).status == 412


async def test_the_test_says_what_is_wrong(page: Page, http: Http, issuer: Forger) -> None:
    good, bad = await page.provider(), await page.provider(clientSecret="wrong")

    async def tried(provider: str) -> dict[str, bool]:
        route = {"provider_id": provider}
        answer = await http("test_sign_in_provider", route, headers=page.root, method="POST")
        return {check["name"]: check["passed"] for check in answer.json["checks"]}

    assert await tried(good) == {"discovery": True, "keys": True, "client": True}
    assert await tried(bad) == {"discovery": True, "keys": True, "client": False}
    other = await page.provider(issuer=f"{issuer.url}/other")
    issuer.answers["/other/.well-known/openid-configuration"] = {"issuer": "https://evil.test"}
    assert await tried(other) == {"discovery": False}


async def test_there_are_twenty_at_most_and_an_id_is_taken_once(page: Page, http: Http) -> None:
    chosen = str(uuid4())
    assert await page.provider(id=chosen) == chosen
    assert (await page.add(id=chosen)).status == 409
    for _ in range(19):
        await page.provider()
    assert (await page.add()).status == 409
    gone = await http(
        "delete_sign_in_provider", {"provider_id": chosen}, headers=page.root, method="DELETE"
    )
    assert gone.status == 204
    assert (await page.add()).status == 201
