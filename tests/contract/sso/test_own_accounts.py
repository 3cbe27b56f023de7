"""A user's own accounts at providers: linked, unlinked, and used as a fresh proof."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from functions.composition import Runtime
from shared.handlers.sso.identities import id_of
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.mfa.passkey_helpers import add
from tests.contract.sign_in import bearing, link_for, log_in, set_password
from tests.contract.sso.conftest import DOMAIN
from tests.contract.sso.signing_in import PAGE, Page
from tests.contract.users import add_user, signed_in
from tests.support.authenticator import Device
from tests.support.totp import code_at

ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}
Headers = Mapping[str, str]


@pytest.fixture
async def session(page: Page, http: Http, ada: User) -> Headers:
    """Ada, who signed in with her password just now."""
    await set_password(http, await link_for(http, page.root, ada.email))
    return bearing((await log_in(http, ada.email)).json["accessToken"])


async def link(page: Page, provider: str, headers: Headers, sub: str = "ada") -> Answer:
    journey = await page.begin(provider, "begin_linking_identity", headers)
    came = page.issuer.consent(journey.url, sub, email="ada@home.test", auth_time=1)
    return await page.http("link_identity", body=journey.back(came), headers=headers)


async def unlink(page: Page, identity: str, headers: Headers) -> Answer:
    route = {"identity_id": identity}
    return await page.http("unlink_identity", route, headers=headers, method="DELETE")


async def test_a_user_links_an_account_signs_in_with_it_and_unlinks_it(
    page: Page, session: Headers, ada: User, running: Runtime
) -> None:
    provider = await page.provider()
    assert (await page.sign_in(provider)).status == 401
    linked = await link(page, provider, session)
    assert (linked.status, linked.json["address"]) == (201, "ada@home.test")
    assert await page.email(await page.sign_in(provider)) == ada.email
    listed = (await page.http("list_identities", headers=session)).json
    assert [one["provider"] for one in listed["identities"]] == ["Contoso"]
    assert [one["id"] for one in listed["providers"]] == [provider]
    assert (await unlink(page, listed["identities"][0]["id"], session)).status == 204
    sessions = (await running.platform.directory.credentials.get(ada.id)).sessions
    assert [one.methods for one in sessions] == [("pwd",)]
    assert (await page.sign_in(provider)).status == 401


async def test_an_account_of_another_user_is_not_taken(
    page: Page, session: Headers, running: Runtime
) -> None:
    provider = await page.provider()
    await add_user(running.platform.directory.users, "bob", {"acme": "member"})
    assert (await link(page, provider, signed_in("bob"))).status == 201
    assert (await link(page, provider, session)).status == 409


async def test_linking_needs_a_fresh_proof(
    page: Page, session: Headers, clock: StoppedClock
) -> None:
    provider = await page.provider()
    clock.at += timedelta(minutes=11)
    for name in ("begin_linking_identity", "link_identity"):
        body = {"providerId": provider, "state": "1.x", "browserSecret": "x"}
        answer = await page.http(name, body=body, headers=session)
        assert (answer.status, answer.json["error"]) == (403, "FreshProofNeeded")
    assert (await unlink(page, "0" * 32, session)).status == 403


async def test_a_departure_is_for_one_user_and_one_purpose(
    page: Page, session: Headers, running: Runtime
) -> None:
    """Another user's link, and a sign-in that becomes a link: login CSRF by linking."""
    provider = await page.provider()
    await add_user(running.platform.directory.users, "bob", {"acme": "member"})
    journey = await page.begin(provider, "begin_linking_identity", session)
    body = journey.back(page.issuer.consent(journey.url, "eve"))
    bobs = await page.http("link_identity", body=body, headers=signed_in("bob"))
    assert bobs.status == 400
    assert (await page.finish(body)).status == 400
    assert (await page.http("give_provider_proof", body=body, headers=session)).status == 400
    other = await page.begin(provider)
    came = other.back(page.issuer.consent(other.url, "eve"))
    assert (await page.http("link_identity", body=came, headers=session)).status == 400


async def test_the_last_way_in_stays(page: Page, ada: User) -> None:
    provider = await page.provider(domains=[DOMAIN])
    now = int(page.issuer.clock.now().timestamp())
    token = (await page.sign_in(provider, **ADDRESS, auth_time=now)).json["accessToken"]
    own = bearing(token)
    listed = (await page.http("list_identities", headers=own)).json["identities"]
    assert (await unlink(page, listed[0]["id"], own)).status == 409
    other = await page.provider(name="Other", issuer=f"{page.issuer.url}/other")
    journey = await page.begin(other, "begin_linking_identity", own)
    came = page.issuer.consent(journey.url, "second", at="/other")
    assert (await page.http("link_identity", body=journey.back(came), headers=own)).status == 201
    assert (await unlink(page, listed[0]["id"], own)).status == 204
    assert ada


async def test_an_account_of_a_closed_provider_is_no_way_in(
    page: Page, ada: User, running: Runtime
) -> None:
    """Nor is it for removing a passkey: what counts is what lets the user in."""
    provider = await page.provider(domains=[DOMAIN])
    other = await page.provider(name="Other", issuer=f"{page.issuer.url}/other")
    now = int(page.issuer.clock.now().timestamp())
    own = bearing((await page.sign_in(provider, **ADDRESS, auth_time=now)).json["accessToken"])
    added = await add(page.http, own["x-bifrost-authorization"].removeprefix("Bearer "), Device())
    passkey = {"passkey_id": added.json["passkey"]["id"]}
    journey = await page.begin(other, "begin_linking_identity", own)
    came = page.issuer.consent(journey.url, "second", at="/other")
    linked = await page.http("link_identity", body=journey.back(came), headers=own)
    stored = await running.platform.directory.users.get(ada.id)
    assert len(stored.user.principals) == 2

    async def closed(name: str, *, yes: bool) -> None:
        body = {"isEnabled": not yes}
        route = {"provider_id": name}
        await page.http("update_sign_in_provider", route, body=body, headers=page.root)

    await closed(other, yes=True)
    first = next(name for name in stored.user.principals if "/other" not in name)
    own_id = id_of(first)
    removed = await page.http("remove_passkey", passkey, headers=own, method="DELETE")
    assert removed.status == 204  # the first account lets the user in
    assert (await unlink(page, own_id, own)).status == 409  # the other one does not
    await closed(other, yes=False)
    assert (await unlink(page, own_id, own)).status == 204
    assert linked.status == 201


async def test_a_way_that_no_organization_of_the_user_allows_is_no_way_in(
    page: Page, session: Headers, running: Runtime, ada: User
) -> None:
    """Ada has a password, but acme wants its members to come from the provider."""
    provider = await page.provider()
    linked = (await link(page, provider, session)).json["id"]
    scope = {**page.root, "x-organization-id": "acme"}

    async def allow(*ways: str) -> None:
        body = {"allowedSignIns": ways}
        await page.http("set_sign_in_ways", body=body, headers=scope, method="PUT")

    await allow(provider)
    refused = await unlink(page, linked, session)
    await allow(provider, "local")

    assert refused.status == 409
    assert (await unlink(page, linked, session)).status == 204
    assert running
    assert ada


async def proved(page: Page, provider: str, headers: Headers, **claims: Any) -> Answer:
    journey = await page.begin(provider, "begin_provider_proof", headers)
    asked = dict(parse_qsl(urlsplit(journey.url).query))
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    came = page.issuer.consent(journey.url, claims.pop("sub", "ada"), **claims)
    return await page.http("give_provider_proof", body=journey.back(came), headers=headers)


async def test_who_has_only_an_account_proves_there_again(
    page: Page, ada: User, clock: StoppedClock
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    await page.sign_in(provider, **ADDRESS, auth_time=1)
    own = bearing((await page.sign_in(provider)).json["accessToken"])
    asked = await page.http("begin_linking_identity", body={"providerId": provider}, headers=own)
    assert (asked.status, asked.json["details"][0]["code"]) == (403, "provider")
    security = await page.http("get_own_security", headers=own)
    assert (security.json["asksFor"], security.json["hasPassword"]) == ("provider", False)
    now = int(clock.now().timestamp())
    assert (await proved(page, provider, own)).status == 403  # it does not say when
    assert (await proved(page, provider, own, auth_time=now - 600)).status == 403
    assert (await proved(page, provider, own, sub="eve", auth_time=now)).status == 403
    assert (await proved(page, provider, own, auth_time=now)).status == 200
    assert (await link(page, provider, own)).status == 201
    assert ada


async def test_step_up_bypass_a_provider_that_never_says_when_is_no_proof(
    page: Page, ada: User
) -> None:
    """Nor does it lock anybody out: they add what they can prove with, which needs no proof."""
    provider = await page.provider(domains=[DOMAIN])
    token = (await page.sign_in(provider, **ADDRESS)).json["accessToken"]
    own = bearing(token)
    assert (await page.http("get_own_security", headers=own)).json["asksFor"] is None
    body = {"providerId": provider}
    refused = await page.http("begin_linking_identity", body=body, headers=own)
    assert [one["code"] for one in refused.json["details"]] == ["setUp", "provider"]
    assert (await add(page.http, token, Device())).status == 201
    assert (await link(page, provider, own)).status == 201
    assert ada


async def test_a_user_of_the_front_end_proves_at_a_provider(
    page: Page, running: Runtime, clock: StoppedClock
) -> None:
    await add_user(running.platform.directory.users, "bob", {"acme": "member"})
    provider, bob = await page.provider(), signed_in("bob")
    assert (await link(page, provider, bob)).status == 201
    refused = await page.http("begin_linking_identity", body={"providerId": provider}, headers=bob)
    assert refused.json["details"][0]["code"] == "provider"
    now = int(clock.now().timestamp())
    assert (await proved(page, provider, bob, auth_time=now)).status == 200
    begun = await page.http("begin_linking_identity", body={"providerId": provider}, headers=bob)
    assert begun.status == 200


async def test_a_proof_at_a_provider_takes_no_second_factors_place(
    page: Page, session: Headers, http: Http, clock: StoppedClock
) -> None:
    provider = await page.provider()
    await link(page, provider, session)
    begun = (await http("begin_enrolment", headers=session, method="POST")).json
    code = code_at(begun["secret"], clock.now().timestamp())
    confirmed = await http("confirm_enrolment", body={"code": code}, headers=session)
    assert confirmed.status == 200, confirmed.json
    now = int(clock.now().timestamp())
    assert (await proved(page, provider, session, auth_time=now)).status == 403
    both = {"auth_time": now, "amr": ["pwd", "otp"]}
    assert (await proved(page, provider, session, **both)).status == 200
    first = await page.sign_in(provider)
    assert first.json["status"] == "mfa_required"
    clock.at += timedelta(minutes=1)
    code = code_at(begun["secret"], clock.now().timestamp())
    given = {"mfaToken": first.json["mfaToken"], "code": code}
    second = await http("verify_second_factor", body=given, headers=PAGE)
    assert second.status == 200, second.json
    listed = await http("list_own_sessions", headers=bearing(second.json["accessToken"]))
    assert ["sso", "otp", "mfa"] in [one["methods"] for one in listed.json]
    strong = await page.sign_in(provider, amr=["mfa"])
    assert strong.json["status"] == "signed_in"
