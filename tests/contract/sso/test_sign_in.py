"""Single sign-on at a provider with a discovery document: who gets in, and as whom."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.models.base import GLOBAL
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.sso.conftest import DOMAIN
from tests.contract.sso.forger import MARKER, Forger, Signer
from tests.contract.sso.signing_in import PAGE, Page

ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}


async def test_an_invited_user_comes_in_by_a_proven_address_and_later_by_the_account(
    page: Page, ada: User
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    assert await page.email(await page.sign_in(provider, "ada", **ADDRESS)) == ada.email
    again = await page.sign_in(provider, "ada", email="renamed@elsewhere.test")
    assert await page.email(again) == ada.email


async def test_the_address_asks_for_all_that_protects_the_way_back(page: Page) -> None:
    provider = await page.provider()
    journey = await page.begin(provider)
    asked = dict(parse_qsl(urlsplit(journey.url).query))
    assert asked["redirect_uri"] == f"https://bifrost.test/sign-in/callback/{provider}"
    assert asked["scope"] == "openid profile email"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["state"] == journey.state
    assert len(asked["nonce"]) > 40
    assert asked["max_age"] == "2592000"
    assert journey.secret not in journey.url


async def test_a_provider_that_can_answers_in_the_fragment_which_no_server_sees(
    page: Page, issuer: Forger
) -> None:
    issuer.document["response_modes_supported"] = ["query", "fragment"]
    journey = await page.begin(await page.provider())
    assert dict(parse_qsl(urlsplit(journey.url).query))["response_mode"] == "fragment"


async def test_a_provider_may_rotate_its_keys(
    page: Page, issuer: Forger, ada: User, clock: StoppedClock
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    assert await page.email(await page.sign_in(provider, **ADDRESS)) == ada.email
    issuer.signer = Signer.new()
    clock.at += timedelta(minutes=1)
    assert await page.email(await page.sign_in(provider)) == ada.email
    assert issuer.asked_for("/keys") == 2
    assert issuer.asked_for("/openid-configuration") == 1


async def test_unknown_keys_do_not_make_us_ask_for_the_key_set_without_end(
    page: Page, issuer: Forger, clock: StoppedClock, ada: User
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    await page.sign_in(provider, **ADDRESS)
    stranger = Signer.new()
    issuer.forge = stranger.sign
    for _ in range(5):
        assert (await page.sign_in(provider)).status == 401
    assert issuer.asked_for("/keys") == 1
    assert ada


async def test_a_page_keeps_the_refresh_token_in_the_cookie(page: Page, ada: User) -> None:
    provider = await page.provider(domains=[DOMAIN])
    journey = await page.begin(provider)
    body = journey.back(page.issuer.consent(journey.url, **ADDRESS), cookie=True)
    assert (await page.finish(body)).status == 403
    journey = await page.begin(provider)
    body = journey.back(page.issuer.consent(journey.url, **ADDRESS), cookie=True)
    own = {**PAGE, "x-bifrost-client": "web", "origin": "https://bifrost.test"}
    answer = await page.finish(body, own)
    assert answer.status == 200
    assert answer.json["refreshToken"] is None
    assert "HttpOnly; SameSite=Strict" in answer.headers["set-cookie"]
    assert ada


async def test_the_session_says_how_and_where_it_began(
    page: Page, running: Runtime, ada: User
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    await page.sign_in(provider, **ADDRESS, amr=["pwd", "mfa"])
    (session,) = (await running.platform.directory.credentials.get(ada.id)).sessions
    assert (session.methods, session.provider_id) == (("sso", "mfa"), UUID(provider))
    assert session.proved_at is None  # the provider does not say when


async def test_a_provider_that_is_off_signs_nobody_in(page: Page, http: Http, ada: User) -> None:
    provider = await page.provider(domains=[DOMAIN])
    journey = await page.begin(provider)
    route = {"provider_id": provider}
    off = {"isEnabled": False}
    answer = await http("update_sign_in_provider", route, body=off, headers=page.root)
    assert answer.status == 200
    came = page.issuer.consent(journey.url, **ADDRESS)
    assert (await page.finish(journey.back(came))).status == 404
    begun = await http("begin_single_sign_on", body={"providerId": provider}, headers=PAGE)
    assert begun.status == 404
    assert ada


async def test_sign_ins_and_refusals_are_on_record_without_any_secret(
    page: Page, running: Runtime, ada: User
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    await page.sign_in(provider, **ADDRESS)
    assert (await page.sign_in(provider, "eve", email="eve@evil.test")).status == 401
    log = await running.platform.directory.audit_of(GLOBAL).page(limit=50)
    entries = [one for one in log.entries if one.operation == "session.singleSignOn"]
    assert [(one.actor.id, one.object_id) for one in entries[:1]] == [(str(ada.id), str(ada.id))]
    bound = str(entries[0].after)
    assert f"openid:{page.issuer.url}#ada" in bound
    assert MARKER not in "".join(one.model_dump_json() for one in log.entries)
    refused = await running.platform.directory.refused_sign_ins.page(limit=10)
    assert "eve@evil.test" in str(refused)


@pytest.mark.parametrize("error", ["access_denied", "server_error", "<script>"])
async def test_what_a_provider_refuses_is_said_in_our_words(page: Page, error: str) -> None:
    journey = await page.begin(await page.provider())
    answer = await page.finish(journey.back({"state": journey.state, "error": error}))
    assert answer.status == 401
    assert "<" not in answer.json["message"]


async def test_a_provider_that_does_not_answer_is_no_refusal(
    page: Page, issuer: Forger, clock: StoppedClock
) -> None:
    provider = await page.provider()
    issuer.answers["/.well-known/openid-configuration"] = {"issuer": "https://evil.test"}
    answer = await page.http("begin_single_sign_on", body={"providerId": provider}, headers=PAGE)
    assert answer.status == 503
    assert clock
