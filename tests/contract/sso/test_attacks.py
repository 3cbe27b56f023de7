"""What attackers try at a sign-in through a provider. Each test names its attack."""

import asyncio
import base64
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
from joserfc import jwk, jwt

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.sso.conftest import DOMAIN, invite
from tests.contract.sso.forger import CLIENT, MARKER, Claims, Forger, Signer, unsigned
from tests.contract.sso.signing_in import FORM, PAGE, Page
from tests.contract.users import BOTH_STORES

ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}


@pytest.fixture
async def provider(page: Page, ada: User) -> str:
    """One at which Ada has signed in before."""
    found = await page.provider(domains=[DOMAIN])
    assert await page.email(await page.sign_in(found, **ADDRESS)) == ada.email
    return found


def refused(answer: Answer, word: str) -> None:
    assert answer.status == 401, answer.json
    assert word in answer.json["message"]


WRONG: Mapping[str, tuple[Claims, str]] = {
    "another audience": ({"aud": "another-client"}, "audience"),
    "several audiences without a party": ({"aud": [CLIENT, "another-client"]}, "audience"),
    "another authorized party": ({"azp": "another-client"}, "audience"),
    "another issuer": ({"iss": "https://evil.test"}, "issuer"),
    "an issuer that begins like ours": ({"iss": "http://127.0.0.1"}, "issuer"),
    "no issuer": ({"iss": None}, "issuer"),
    "another nonce": ({"nonce": "x" * 43}, "another sign-in"),
    "no nonce": ({"nonce": None}, "another sign-in"),
    "no subject": ({"sub": ""}, "subject"),
    "a subject that is no text": ({"sub": 7}, "subject"),
    "an end in the past": ({"exp": 1}, "expired"),
    "no end": ({"exp": None}, "expired"),
    "an end that is true": ({"exp": True}, "expired"),
    "a beginning in the future": ({"nbf": 1 << 40}, "not valid yet"),
    "an old token": ({"iat": 1}, "just now"),
    "a token of tomorrow": ({"iat": 1 << 40}, "just now"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
async def test_an_id_token_with_wrong_claims(
    page: Page, issuer: Forger, provider: str, name: str
) -> None:
    claims, word = WRONG[name]
    issuer.meddle = lambda honest: {**honest, **claims}
    refused(await page.sign_in(provider), word)


def by_another_key(issuer: Forger, claims: Claims) -> str:
    stranger = Signer(Signer.new().key, issuer.signer.id)
    return stranger.sign(claims)


def by_a_public_key_as_secret(issuer: Forger, claims: Claims) -> str:
    """Key confusion: the public key, which everybody knows, as the secret of an HMAC."""
    secret = issuer.signer.key.as_pem(private=False)
    parts = [{"alg": "HS256", "kid": issuer.signer.id}, claims]
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    mac = hmac.digest(secret, b".".join(texts), "sha256")
    return b".".join([*texts, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()


def by_its_own_key(issuer: Forger, claims: Claims) -> str:
    """The header brings the key that is to verify it."""
    stranger = Signer.new()
    return stranger.sign(claims, jwk=stranger.key.as_dict(private=False), kid=issuer.signer.id)


def with_another_body(issuer: Forger, claims: Claims) -> str:
    header, _, signature = issuer.signer.sign(claims).split(".")
    body = base64.urlsafe_b64encode(json.dumps({**claims, "sub": "root"}).encode()).decode()
    return ".".join([header, body.rstrip("="), signature])


FORGERIES: Mapping[str, Callable[[Forger, Claims], str]] = {
    "alg none": lambda _, claims: unsigned(claims),
    "alg None": lambda _, claims: unsigned(claims, "None"),
    "no alg": lambda _, claims: unsigned(claims, ""),
    "another key of the same id": by_another_key,
    "key confusion": by_a_public_key_as_secret,
    "a key in the header": by_its_own_key,
    "another body": with_another_body,
    "an unknown key": lambda _, claims: Signer.new().sign(claims),
    "no token": lambda _, __: "",
    "noise": lambda _, __: "a.b.c",
    "five parts": lambda _, __: "e30.e30.e30.e30.e30",
    "a long one": lambda issuer, claims: issuer.signer.sign({**claims, "x": "x" * 40_000}),
}


@pytest.mark.parametrize("name", sorted(FORGERIES))
async def test_a_forged_id_token(page: Page, issuer: Forger, provider: str, name: str) -> None:
    forge = FORGERIES[name]
    issuer.forge = lambda claims: forge(issuer, claims)
    assert (await page.sign_in(provider)).status == 401


async def test_a_symmetric_key_in_the_key_set(page: Page, issuer: Forger, provider: str) -> None:
    secret = jwk.OctKey.generate_key(256)
    issuer.keys = [{**secret.as_dict(private=True), "kid": "shared"}]
    issuer.forge = lambda claims: jwt.encode({"alg": "HS256", "kid": "shared"}, claims, secret)
    assert (await page.sign_in(provider)).status == 401


async def test_mix_up_of_two_providers(
    page: Page, issuer: Forger, provider: str, running: Runtime
) -> None:
    """The attacker's provider hands on the code that an honest one gave for its user."""
    attackers = await page.provider(name="Evil", issuer=f"{issuer.url}/evil")
    journey = await page.begin(attackers)
    honest = await page.begin(provider)
    code = issuer.consent(honest.url, **ADDRESS)["code"]
    issuer.forms.clear()
    wrong_address = journey.back({"code": code, "state": journey.state}, providerId=provider)
    answer = await page.finish(wrong_address)
    assert answer.status == 400
    assert "another provider" in answer.json["message"]
    assert issuer.forms == []  # the code went nowhere
    assert running


async def test_mix_up_with_a_provider_that_names_itself(
    page: Page, issuer: Forger, ada: User
) -> None:
    """RFC 9207: the answer names its issuer, always and rightly."""
    issuer.document["authorization_response_iss_parameter_supported"] = True
    provider = await page.provider(domains=[DOMAIN])
    for named in ({}, {"iss": f"{issuer.url}/evil"}, {"iss": ""}):
        journey = await page.begin(provider)
        came = issuer.consent(journey.url, **ADDRESS)
        refused(await page.finish(journey.back({**came, **named})), "provider")
    journey = await page.begin(provider)
    came = issuer.consent(journey.url, **ADDRESS)
    assert (await page.finish(journey.back({**came, "iss": issuer.url}))).status == 200
    assert ada


async def test_another_issuer_in_an_answer_of_one_that_does_not_name_itself(
    page: Page, issuer: Forger, provider: str
) -> None:
    journey = await page.begin(provider)
    came = issuer.consent(journey.url)
    refused(await page.finish(journey.back({**came, "iss": "https://evil.test"})), "another")


async def test_a_discovery_document_of_another_issuer(page: Page, issuer: Forger) -> None:
    issuer.document["issuer"] = "https://accounts.google.com"
    provider = await page.provider()
    answer = await page.http("begin_single_sign_on", body={"providerId": provider}, headers=PAGE)
    assert answer.status == 503


async def test_the_same_subject_of_another_issuer_is_another_account(
    page: Page, issuer: Forger, provider: str
) -> None:
    other = await page.provider(name="Other", issuer=f"{issuer.url}/other")
    refused(await page.sign_in(other, "ada", at="/other"), "no user here")
    assert provider


UNPROVEN: Mapping[str, Claims] = {
    "unverified": {"email": f"ada@{DOMAIN}", "email_verified": False},
    "verified in words": {"email": f"ada@{DOMAIN}", "email_verified": "yes"},
    "without a word": {"email": f"ada@{DOMAIN}"},
    "a name that is an address": {"preferred_username": f"ada@{DOMAIN}", "email_verified": True},
    "a look-alike": {"email": "ada@c\u043entoso.test", "email_verified": True},
    "a subdomain": {"email": f"ada@evil.{DOMAIN}", "email_verified": True},
    "two addresses": {"email": f"ada@{DOMAIN},eve@evil.test", "email_verified": True},
    "hosted by the claim": {
        "email": "ada@fabrikam.test",
        "hd": "fabrikam.test",
        "email_verified": True,
    },
}


@pytest.mark.parametrize("name", sorted(UNPROVEN))
async def test_an_unverified_address(page: Page, ada: User, name: str, running: Runtime) -> None:
    await invite(running, "bob", email="ada@fabrikam.test")
    provider = await page.provider(domains=[DOMAIN])
    refused(await page.sign_in(provider, "eve", **UNPROVEN[name]), "no user here")
    assert ada


async def test_an_address_of_a_domain_that_the_provider_may_not_speak_for(
    page: Page, ada: User
) -> None:
    provider = await page.provider(domains=["fabrikam.test"])
    refused(await page.sign_in(provider, "eve", **ADDRESS), "no user here")
    assert ada


async def test_an_address_that_moved_to_another_account(page: Page, provider: str) -> None:
    """Whoever gets Ada's address at the provider, later, does not get Ada's user."""
    refused(await page.sign_in(provider, "successor", **ADDRESS), "no user here")


async def test_state_fixation(page: Page, issuer: Forger, provider: str) -> None:
    """The attacker's state and code in the victim's browser, which has no secret for them."""
    attackers = await page.begin(provider)
    came = issuer.consent(attackers.url, "eve")
    for secret in ("x", attackers.state, attackers.secret[:-1]):
        answer = await page.finish(attackers.back(came, browserSecret=secret))
        assert answer.status == 400
        assert "another browser" in answer.json["message"]
    victims = await page.begin(provider)
    crossed = attackers.back(came, browserSecret=victims.secret)
    assert (await page.finish(crossed)).status == 400


async def test_a_replayed_state_and_a_replayed_code(
    page: Page, issuer: Forger, provider: str
) -> None:
    journey = await page.begin(provider)
    body = journey.back(issuer.consent(journey.url))
    assert (await page.finish(body)).status == 200
    again = await page.finish(body)
    assert (again.status, "finished before" in again.json["message"]) == (400, True)
    other = await page.begin(provider)
    stolen = await page.finish(other.back({"code": body["code"], "state": other.state}))
    refused(stolen, "refused the code")


@BOTH_STORES
async def test_a_replayed_state_at_the_same_time(page: Page, issuer: Forger, provider: str) -> None:
    journey = await page.begin(provider)
    body = journey.back(issuer.consent(journey.url))

    answers = await asyncio.gather(page.finish(body), page.finish(body))

    assert sorted(answer.status for answer in answers) == [200, 400]


async def test_a_code_of_another_sign_in(page: Page, issuer: Forger, provider: str) -> None:
    """Code injection: PKCE and nonce tie a code to the browser that asked for it."""
    victims = await page.begin(provider)
    code = issuer.consent(victims.url)["code"]
    query, claims = issuer.codes[code]
    attackers = await page.begin(provider)
    asked = dict(parse_qsl(urlsplit(attackers.url).query))
    # A provider that does not check PKCE: the nonce alone must do.
    issuer.codes[code] = ({**query, "code_challenge": asked["code_challenge"]}, claims)
    refused(await page.finish(attackers.back({"code": code, "state": attackers.state})), "another")


async def test_a_state_that_is_too_old(
    page: Page, issuer: Forger, provider: str, clock: StoppedClock
) -> None:
    journey = await page.begin(provider)
    came = issuer.consent(journey.url)
    clock.at += timedelta(minutes=10, seconds=1)
    assert (await page.finish(journey.back(came))).status == 400


@pytest.mark.parametrize("state", ["x", "1.x", "\u0661.x", ".", "|", "a" * 200, "%2e.x"])
async def test_a_made_up_state(page: Page, provider: str, state: str) -> None:
    journey = await page.begin(provider)
    assert (await page.finish(journey.back({"code": "x", "state": state}))).status == 400


async def test_session_fixation(page: Page, issuer: Forger, provider: str) -> None:
    """Neither a session nor a token that was there before goes on."""
    first, second = await page.sign_in(provider), await page.sign_in(provider)
    tokens = {answer.json[name] for answer in (first, second) for name in TOKENS}
    assert len(tokens) == 4
    journey = await page.begin(provider)
    body = journey.back(issuer.consent(journey.url), cookie=True)
    own = {**PAGE, "x-bifrost-client": "web", "origin": "https://bifrost.test"}
    fixed = {**own, "cookie": f"bifrost_refresh={first.json['refreshToken']}"}
    answer = await page.finish(body, fixed)
    assert first.json["refreshToken"] not in answer.headers["set-cookie"]


TOKENS = ("accessToken", "refreshToken")


async def test_cookie_tossing(page: Page, issuer: Forger, provider: str) -> None:
    """No cookie takes the place of the page's secret, whatever a neighbouring host sets."""
    journey = await page.begin(provider)
    came = issuer.consent(journey.url)
    tossed = {**PAGE, "cookie": f"browserSecret={journey.secret}; state={journey.state}"}
    answer = await page.finish(journey.back(came, browserSecret="x"), tossed)
    assert answer.status == 400


async def test_csrf_another_site_cannot_finish_with_a_cookie(
    page: Page, issuer: Forger, provider: str
) -> None:
    journey = await page.begin(provider)
    body = journey.back(issuer.consent(journey.url), cookie=True)
    assert (await page.finish(body, {**PAGE, "origin": "https://evil.test"})).status == 403
    named = {**PAGE, "origin": "https://evil.test", "x-bifrost-client": "web"}
    journey = await page.begin(provider)
    answer = await page.finish(journey.back(issuer.consent(journey.url), cookie=True), named)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "state", ["https://evil.test", "//evil.test", "\r\nSet-Cookie: a=b", "/../..", "x#y?z"]
)
async def test_open_redirect_and_header_injection_by_a_form_post(http: Http, state: str) -> None:
    provider = str(uuid4())
    body = f"state={state}&code=c&next=https://evil.test&redirect_uri=https://evil.test"
    answer = await http(
        "return_from_form_post", {"provider_id": provider}, body=body.encode(), headers=FORM
    )
    place = f"https://bifrost.test/sign-in/callback/{provider}#"
    assert answer.status == 303
    assert answer.headers["location"].startswith(place)
    assert "\n" not in answer.headers["location"]
    assert "evil.test" not in answer.headers["location"].partition("#")[0]
    assert "set-cookie" not in answer.headers


async def test_a_form_post_changes_nothing_and_puts_nothing_into_a_query(
    page: Page, issuer: Forger, provider: str
) -> None:
    journey = await page.begin(provider)
    came = issuer.consent(journey.url)
    body = f"state={came['state']}&code={came['code']}&user=%7B%22name%22%3A1%7D&id_token=x"
    for _ in range(2):
        answer = await page.http(
            "return_from_form_post", {"provider_id": provider}, body=body.encode(), headers=FORM
        )
        place, _, fragment = answer.headers["location"].partition("#")
        assert "?" not in place
        assert dict(parse_qsl(fragment)) == came
        assert answer.headers["referrer-policy"] == "no-referrer"
    assert (await page.finish(journey.back(came))).status == 200


async def test_a_provider_that_was_exchanged_under_way(
    page: Page, issuer: Forger, provider: str, http: Http
) -> None:
    journey = await page.begin(provider)
    came = issuer.consent(journey.url)
    route, body = {"provider_id": provider}, {"clientId": "another-client"}
    answer = await http("update_sign_in_provider", route, body=body, headers=page.root)
    assert answer.status == 200
    refused(await page.finish(journey.back(came)), "changed meanwhile")


async def test_no_answer_shows_a_secret(page: Page, http: Http, provider: str) -> None:
    listed = await http("list_sign_in_providers", headers=page.root)
    shown = await http("get_sign_in_provider", {"provider_id": provider}, headers=page.root)
    methods = await http("list_auth_methods", headers=PAGE)
    assert MARKER not in (listed.body + shown.body + methods.body).decode()
    assert shown.json["hasSecret"] is True


async def test_departures_are_limited_for_each_network(page: Page, provider: str) -> None:
    answers = [
        await page.http("begin_single_sign_on", body={"providerId": provider}, headers=PAGE)
        for _ in range(60)
    ]
    assert answers[-1].status == 429
