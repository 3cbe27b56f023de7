"""The refresh cookie: what pages get in place of a refresh token, and who may not use it."""

import logging
import re
from collections.abc import Mapping

import pytest

from functions.edge.cookies import cookies_in
from shared.handlers.sessions import GRACE
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.auth.auth_helpers import EMAIL, Headers
from tests.contract.sign_in import HOME, PASSWORD, bearing, coming_from, log_in, me, refresh
from tests.contract.users import BOTH_STORES, JSON

OURS = {**JSON, "x-bifrost-client": "web", "origin": "https://bifrost.test"}
PORTAL = {**OURS, "origin": "https://portal.test:8443"}
COOKIE = {"cookie": True}


async def enter(http: Http, headers: Headers = OURS) -> Answer:
    body = {"email": EMAIL, "password": PASSWORD, **COOKIE}
    return await http("log_in", body=body, headers={**coming_from(HOME), **headers})


def kept(answer: Answer) -> str:
    """The cookie's value, as the browser sends it back."""
    return answer.headers["set-cookie"].partition(";")[0].partition("=")[2]


def bringing(token: str, headers: Headers = OURS) -> dict[str, str]:
    return {**headers, "cookie": f"theme=dark; bifrost_refresh={token}; other={{}}"}


async def again(http: Http, token: str, headers: Headers = OURS) -> Answer:
    return await http("refresh_tokens", body=COOKIE, headers=bringing(token, headers))


def limits_of(answer: Answer) -> set[str]:
    return {part.strip() for part in answer.headers["set-cookie"].split(";")[1:]}


@BOTH_STORES
async def test_a_page_stays_signed_in_without_ever_holding_the_refresh_token(
    http: Http, ada: User
) -> None:
    signed = await enter(http)
    following = await again(http, kept(signed))

    for answer in (signed, following):
        assert answer.status == 200
        assert answer.json["refreshToken"] is None
        assert answer.json["refreshCookie"] == {"isSet": True, "reason": None}
        assert kept(answer).encode() not in answer.body
        assert await me(http, answer.json["accessToken"]) == 200
        assert limits_of(answer) == {
            "Max-Age=604800",
            "Path=/api/auth",
            "HttpOnly",
            "SameSite=Strict",
            "Secure",
        }
    assert ada.email == EMAIL
    assert kept(signed) != kept(following)


@pytest.mark.usefixtures("ada")
async def test_a_cookie_that_was_copied_ends_the_session(http: Http, clock: StoppedClock) -> None:
    first = await enter(http)
    second = await again(http, kept(first))
    clock.at += GRACE
    stolen = await again(http, kept(first))

    assert (second.status, stolen.status) == (200, 401)
    assert (await again(http, kept(second))).status == 401
    assert await me(http, second.json["accessToken"]) == 401


@pytest.mark.usefixtures("ada")
async def test_csrf_on_refresh_the_cookie_works_from_our_own_pages_only(http: Http) -> None:
    token = kept(await enter(http))
    without_client = {**JSON, "origin": "https://bifrost.test"}
    wrong = [
        without_client,
        {**without_client, "x-bifrost-client": " "},
        {**OURS, "origin": "https://evil.test"},
        {**OURS, "origin": "http://bifrost.test"},
        {**OURS, "origin": "https://bifrost.test.evil.test"},
        {**OURS, "origin": "null"},
        {**OURS, "origin": "http://["},
        {**JSON, "x-bifrost-client": "web"},
        {**JSON, "x-bifrost-client": "web", "sec-fetch-site": "same-origin"},
        {**OURS, "origin": "http://localhost:7071", "host": "localhost:7071"},
    ]

    for headers in wrong:
        assert (await again(http, token, headers)).status == 403, headers
        out = await http("log_out", body=COOKIE, headers=bringing(token, headers))
        assert out.status == 403, headers
    assert (await again(http, token, PORTAL)).status == 200


@pytest.mark.usefixtures("ada")
async def test_signing_in_for_a_cookie_needs_the_client_header(http: Http) -> None:
    answer = await enter(http, {**JSON, "origin": "https://bifrost.test"})

    assert (answer.status, "set-cookie" in answer.headers) == (403, False)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    ("headers", "word"),
    [
        ({**OURS, "origin": "http://192.0.2.9:7071", "host": "192.0.2.9:7071"}, "plain http"),
        ({**OURS, "origin": "http://bifrost.test"}, "plain http"),
        ({**OURS, "origin": "https://elsewhere.test"}, "BIFROST_PUBLIC_URL"),
        ({**OURS, "origin": "null"}, "BIFROST_PUBLIC_URL"),
        ({**JSON, "x-bifrost-client": "web"}, "BIFROST_PUBLIC_URL"),
    ],
)
async def test_a_sign_in_that_does_not_last_says_why(
    http: Http, headers: Mapping[str, str], word: str
) -> None:
    answer = await enter(http, headers)

    assert answer.status == 200
    assert answer.json["refreshToken"] is None
    assert not answer.json["refreshCookie"]["isSet"]
    assert word in answer.json["refreshCookie"]["reason"]
    assert "set-cookie" not in answer.headers
    assert await me(http, answer.json["accessToken"]) == 200


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("public_url", [""])
@pytest.mark.parametrize("host", ["localhost:7071", "127.0.0.1:7071", "[::1]:7071"])
async def test_on_this_machine_plain_http_is_enough(http: Http, host: str) -> None:
    here = {**OURS, "origin": f"http://{host}", "host": host}

    answer = await enter(http, here)

    assert "Secure" not in limits_of(answer)
    assert (await again(http, kept(answer), here)).status == 200
    assert (await again(http, kept(answer), {**here, "host": "evil.test"})).status == 403


@pytest.mark.usefixtures("ada")
async def test_signing_out_removes_the_cookie_and_ends_the_session(http: Http) -> None:
    signed, other = await enter(http), await enter(http)

    out = await http("log_out", body=COOKIE, headers=bringing(kept(signed)))
    without = await http("log_out", body=COOKIE, headers=OURS)
    everywhere = {**COOKIE, "everywhere": True}

    assert (out.status, without.status) == (204, 204)
    assert kept(out) == ""
    assert {"Max-Age=0", "Path=/api/auth", "Secure"} <= limits_of(out)
    assert await me(http, signed.json["accessToken"]) == 401
    assert await me(http, other.json["accessToken"]) == 200
    await http("log_out", body=everywhere, headers=bringing(kept(other)))
    assert await me(http, other.json["accessToken"]) == 401


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("route", ["refresh_tokens", "log_out"])
@pytest.mark.parametrize("body", [{}, {"cookie": False}, {"cookie": True, "refreshToken": "x"}])
async def test_a_request_has_one_source_of_its_token(http: Http, route: str, body: object) -> None:
    answer = await http(route, body=body, headers=bringing("x"))

    assert answer.status == 400
    assert "cookie" in str(answer.json["details"])


@pytest.mark.usefixtures("ada")
async def test_without_a_cookie_a_page_is_told_to_sign_in(http: Http) -> None:
    assert (await http("refresh_tokens", body=COOKIE, headers=OURS)).status == 401
    assert (await again(http, "")).status == 401
    assert (await again(http, "forged")).status == 401


@pytest.mark.usefixtures("ada")
async def test_clients_that_are_no_pages_get_tokens_as_before(http: Http) -> None:
    tokens = (await log_in(http, EMAIL)).json
    from_cookie = await refresh(http, tokens["refreshToken"])

    assert tokens["refreshCookie"] is None
    assert "set-cookie" not in from_cookie.headers
    assert await me(http, from_cookie.json["accessToken"]) == 200


@pytest.mark.usefixtures("ada")
async def test_the_cookie_is_no_credential_of_any_other_route(http: Http) -> None:
    token = kept(await enter(http))

    assert (await http("get_session", headers=bringing(token))).status == 401
    assert (await http("get_session", headers=bearing(token))).status == 401


@pytest.mark.usefixtures("ada")
async def test_no_log_line_has_the_token(http: Http, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    first = await enter(http)
    second = await again(http, kept(first))
    await again(http, kept(second), {**OURS, "origin": "https://evil.test"})

    told = "".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert caplog.records
    assert kept(first) not in told
    assert kept(second) not in told


def test_a_foreign_cookie_hides_no_other() -> None:
    header = 'a={"b": [1]}; ; bifrost_refresh=x; bifrost_refresh=y; =z; c'

    assert cookies_in(header)["bifrost_refresh"] == "x"
    assert re.fullmatch(r"\{.*\}", cookies_in(header)["a"])
