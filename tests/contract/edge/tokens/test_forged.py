"""Tokens that were forged or spoilt are refused, all in the same words."""

import hmac
from uuid import uuid4

import jwt
import pytest

from functions.composition import Runtime
from shared.models.credentials import SignInSession
from shared.models.tokens import TokenUse
from shared.services.identity.tokens import Key
from tests.contract.client import Http
from tests.contract.edge.tokens.tokens_helpers import SETTING, Facts, encoded, forged, plain
from tests.contract.sign_in import bearing, me, refresh
from tests.contract.users import add_session, add_user


async def test_what_is_forged_here_with_the_right_key_is_good(http: Http, facts: Facts) -> None:
    assert await me(http, forged(facts)) == 200


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "None"},
        {"alg": "HS512"},
        {"alg": "HS384"},
        {"alg": "RS256"},
        {"alg": "ES256"},
        {"alg": "hs256"},
        {"alg": ""},
        {"alg": None},
        {"alg": ["HS256"]},
        {"kid": "0" * 16},
        {"kid": ""},
        {"kid": None},
        {"kid": 7},
        {"kid": ["x"]},
        {"kid": "../../dev/null"},
        {"crit": ["exp"], "exp": 0},
        {"crit": ["b64"], "b64": False},
        {"b64": False},
    ],
    ids=str,
)
async def test_a_header_that_asks_for_something_else_is_refused(
    http: Http, facts: Facts, header: Facts
) -> None:
    assert await me(http, forged(facts, **header)) == 401


async def test_a_header_that_brings_its_own_key_is_not_listened_to(
    http: Http, facts: Facts
) -> None:
    own = b"k" * 32
    tokens = [
        forged(facts, key=own, jwk={"kty": "oct", "k": plain(own)}),
        forged(facts, key=own, jku="https://evil.test/keys"),
        forged(facts, key=own, x5c=["x"]),
    ]

    assert [await me(http, token) for token in tokens] == [401] * 3


async def test_none_with_an_empty_signature_is_refused(http: Http, facts: Facts) -> None:
    body = f"{encoded({'alg': 'none', 'kid': Key.of(SETTING).id})}.{encoded(facts)}"

    assert await me(http, f"{body}.") == 401
    assert await me(http, body) == 401


async def test_a_token_that_does_not_name_its_key_is_refused(http: Http, facts: Facts) -> None:
    assert await me(http, jwt.encode(facts, Key.of(SETTING).secret, "HS256")) == 401


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "bifrost-client"},
        {"aud": ["bifrost"]},
        {"aud": ["bifrost", "other"]},
        {"aud": None},
        {"iss": "bifrost"},
        {"iss": "https://login.microsoftonline.com/common"},
        {"iss": ["bifrost-api"]},
        {"iss": None},
        {"use": "refresh"},
        {"use": "mfa"},
        {"use": None},
        {"sub": str(uuid4())},
        {"sub": "ada@example.test"},
        {"sub": None},
        {"sid": str(uuid4())},
        {"sid": None},
        {"exp": None},
        {"exp": 0},
        {"exp": "tomorrow"},
        {"exp": float("inf")},
        {"nbf": None},
        {"nbf": 9_999_999_999},
        {"jti": None},
        {"amr": None},
        {"is_platform_admin": True},
    ],
    ids="-".join,
)
@pytest.mark.parametrize("how", ["null", "left out"])
async def test_a_claim_that_is_not_as_we_write_it_is_refused(
    http: Http, facts: Facts, change: Facts, how: str
) -> None:
    changed = {**facts, **change}
    if how == "left out":
        changed = {name: value for name, value in changed.items() if value is not None}

    assert await me(http, forged(changed)) == 401


async def test_a_token_that_was_tampered_with_is_refused(
    http: Http, facts: Facts, access: str
) -> None:
    header, payload, signature = access.split(".")
    other = encoded({**facts, "sub": str(uuid4())})
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    spoilt = [
        f"{header}.{other}.{signature}",
        f"{header}.{payload}.{flipped}",
        f"{header}.{payload}.",
        f"{header}.{payload}",
        f"{header}.{payload}.{signature}.{signature}",
        f"{payload}.{header}.{signature}",
        access[:-2],
        access.swapcase(),
    ]

    assert [await me(http, token) for token in spoilt] == [401] * len(spoilt)


@pytest.mark.parametrize(
    "token",
    [
        "x",
        ".",
        "..",
        "e30.e30.e30",
        chr(0),
        "é" * 20,
        "a" * 100_000,
        "." * 100_000,
        plain(b"[" * 3000),
        f"{plain(b'[' * 2000)}.e30.x",
        f"{plain(b'{' * 50)}.{plain(b'{' * 50)}.x",
    ],
    ids=lambda token: ascii(token[:8]),
)
async def test_what_is_no_token_is_refused(http: Http, token: str) -> None:
    assert await me(http, token) == 401
    assert (await refresh(http, token)).status in (400, 401, 413)


async def test_a_payload_nested_without_end_is_refused(http: Http) -> None:
    own = Key.of(SETTING)
    body = f"{encoded({'alg': 'HS256', 'kid': own.id})}.{plain(b'[' * 2500)}"
    signature = plain(hmac.digest(own.secret, body.encode(), "sha256"))

    assert await me(http, f"{body}.{signature}") == 401


async def test_a_huge_token_is_refused_though_it_is_genuine(http: Http, facts: Facts) -> None:
    assert await me(http, forged({**facts, "amr": ["pwd"] * 2000})) == 401


async def test_every_refusal_of_a_token_sounds_the_same(
    http: Http, facts: Facts, running: Runtime, session: SignInSession
) -> None:
    directory, tokens = running.platform.directory, running.platform.tokens
    inactive = await add_user(directory.users, "ben", is_active=False)
    bad = [
        "x",
        forged(facts, kid="0" * 16),
        forged({**facts, "aud": "x"}),
        forged({**facts, "exp": 0}),
        tokens.issue(TokenUse.REFRESH, session),
        tokens.issue(TokenUse.ACCESS, await add_session(directory, inactive)),
        tokens.issue(TokenUse.ACCESS, session.model_copy(update={"id": uuid4()})),
    ]

    answers = [await http("get_current_user", headers=bearing(token)) for token in bad]

    said = {(a.status, a.json["error"], a.json["message"]) for a in answers}
    assert said == {(401, "NotAuthenticated", "this token is not valid: sign in again")}
