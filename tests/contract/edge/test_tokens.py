"""Platform tokens, and those who forge them, swap them, or are not who they were any more."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.models.credentials import SignInSession
from shared.models.tokens import TokenUse
from shared.services.clock import StoppedClock
from shared.services.identity.tokens import Key
from shared.services.services import Services, in_memory
from shared.services.tables import Table
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.sign_in import bearing, me, refresh
from tests.contract.users import add_session, add_user, signed_in

Headers = Mapping[str, str]
Facts = dict[str, Any]

ROOT = Path(__file__).parents[3]
SETTING = "the key of this test, which is long enough"
OLD, NEW = "an old key, which is also long enough", "a new key, which is also long enough"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def services(store: Table, clock: StoppedClock) -> Services:
    return replace(in_memory({}, clock), directory=store)


@pytest.fixture
def memory_settings(memory_settings: Settings) -> Settings:
    return with_keys(memory_settings, SETTING)


def with_keys(settings: Settings, key: str, previous: str | None = None) -> Settings:
    facts = settings.model_dump(by_alias=True)
    facts |= {"BIFROST_SECRET_KEY": key, "BIFROST_SECRET_KEY_PREVIOUS": previous}
    return Settings.model_validate(facts)


@pytest.fixture
async def session(running: Runtime) -> SignInSession:
    """Of a member of acme."""
    directory = running.platform.directory
    user = await add_user(directory.users, "ada", {"acme": "member"})
    return await add_session(directory, user)


@pytest.fixture
def access(running: Runtime, session: SignInSession) -> str:
    return running.platform.tokens.issue(TokenUse.ACCESS, session)


@pytest.fixture
def facts(access: str) -> Facts:
    """What a good access token says."""
    return jwt.decode(access, options={"verify_signature": False})


def forged(facts: Facts, *, key: bytes | None = None, **header: Any) -> str:
    """Signed as ours are, unless it is said otherwise."""
    own = Key.of(SETTING)
    headers = {"alg": "HS256", "typ": "JWT", "kid": own.id, **header}
    body = f"{encoded(headers)}.{encoded(facts)}"
    digest = {"HS512": "sha512", "HS384": "sha384"}.get(str(headers["alg"]), "sha256")
    return f"{body}.{plain(hmac.digest(key or own.secret, body.encode(), digest))}"


def encoded(value: object) -> str:
    return plain(json.dumps(value).encode())


def plain(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


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


async def test_a_token_is_good_for_half_an_hour_and_not_before(
    http: Http, access: str, clock: StoppedClock
) -> None:
    begun = clock.at.replace(microsecond=0)
    seen: list[int] = []

    for seconds in (-31, -29, 0, 1799, 1800):
        clock.at = begun + timedelta(seconds=seconds)
        seen.append(await me(http, access))

    assert seen == [401, 200, 200, 200, 401]


async def test_a_refresh_token_and_an_access_token_are_never_each_other(
    http: Http, running: Runtime, session: SignInSession, access: str
) -> None:
    token = running.platform.tokens.issue(TokenUse.REFRESH, session)

    assert await me(http, token) == 401
    assert (await refresh(http, access)).status == 401
    assert (await refresh(http, token)).status == 200


async def test_another_users_session_is_no_use(
    http: Http, running: Runtime, session: SignInSession
) -> None:
    ben = await add_user(running.platform.directory.users, "ben", {"acme": "member"})
    swapped = session.model_copy(update={"user_id": ben.id})
    tokens = running.platform.tokens

    assert (await refresh(http, tokens.issue(TokenUse.REFRESH, swapped))).status == 401
    assert await me(http, tokens.issue(TokenUse.ACCESS, swapped)) == 401


async def test_a_token_says_for_whom_it_is_and_how_its_user_signed_in(facts: Facts) -> None:
    assert (facts["iss"], facts["aud"]) == ("bifrost-api", "bifrost")
    assert (facts["use"], facts["amr"]) == ("access", ["pwd"])
    assert facts["exp"] - facts["iat"] == 1800


async def test_keys_are_changed_without_signing_anybody_out(
    http: Http, memory_settings: Settings, services: Services, session: SignInSession
) -> None:
    before, during, after = (
        compose(with_keys(memory_settings, *keys), services)
        for keys in [(OLD,), (NEW, OLD), (NEW,)]
    )
    old = before.platform.tokens.issue(TokenUse.ACCESS, session)
    new = during.platform.tokens.issue(TokenUse.ACCESS, session)
    seen: list[tuple[int, int]] = []

    for process in (before, during, after):
        runtime.use(process)
        seen.append((await me(http, old), await me(http, new)))

    assert seen == [(200, 401), (200, 200), (401, 200)]


async def test_keys_that_are_swapped_sign_nothing(http: Http, facts: Facts) -> None:
    other = Key.of("another key, that is long enough as well")
    tokens = [
        forged(facts, key=other.secret),
        forged(facts, kid=other.id),
        forged(facts, kid=other.id, key=other.secret),
        forged(facts, key=SETTING.encode()),
    ]

    assert [await me(http, token) for token in tokens] == [401] * 4


def test_the_name_of_a_key_does_not_give_it_away() -> None:
    key = Key.of(SETTING)

    assert key == Key.of(SETTING)
    for known in (SETTING.encode(), key.secret):
        assert not hashlib.sha256(known).hexdigest().startswith(key.id)


async def test_a_token_is_its_user_as_the_user_is_now(
    http: Http, running: Runtime, root: Headers
) -> None:
    directory = running.platform.directory
    user = await add_user(directory.users, "cleo", {"acme": "admin"}, is_admin=True)
    token = running.platform.tokens.issue(TokenUse.ACCESS, await add_session(directory, user))

    async def after(**change: object) -> list[int]:
        await http("update_user", {"user": str(user.id)}, body=change, headers=root)
        asked = ("list_users", "list_roles", "list_executions")
        return [(await http(name, headers=bearing(token, "acme"))).status for name in asked]

    assert await after(displayName="Cleo") == [200, 200, 200]
    assert await after(isPlatformAdmin=False) == [403, 200, 200]
    assert await after(memberships=[{"orgId": "acme"}]) == [403, 403, 200]
    assert await after(memberships=[{"orgId": "globex"}]) == [403, 403, 403]
    assert await after(isActive=False) == [401, 401, 401]
    await http("delete_user", {"user": str(user.id)}, headers=root)
    assert await me(http, token) == 401


@pytest.mark.parametrize(
    ("org_id", "status"),
    [("", 200), ("acme", 200), ("globex", 403), ("nowhere", 403), ("closed", 403), ("GLOBAL", 403)],
)
async def test_a_token_goes_no_further_than_its_users_organizations(
    http: Http, access: str, org_id: str, status: int
) -> None:
    answer = await http("list_executions", headers=bearing(access, org_id))

    assert answer.status == status


async def test_a_bad_token_is_not_rescued_by_a_good_principal(http: Http, access: str) -> None:
    good = {**signed_in("ada"), **bearing(access)}
    bad = {**signed_in("ada"), **bearing("x")}

    answers = [await http("get_current_user", headers=headers) for headers in (good, bad)]

    assert [answer.status for answer in answers] == [200, 401]


async def test_what_the_front_end_writes_into_authorization_is_not_read(
    http: Http, access: str
) -> None:
    answer = await http("get_current_user", headers={"authorization": f"Bearer {access}"})

    assert answer.status == 401


ASK = """
import asyncio, azure.functions as func, function_app
[health] = [f for f in function_app.app.get_functions() if f.get_function_name() == "get_health"]
request = func.HttpRequest(method="GET", url="http://localhost", body=b"")
answer = asyncio.run(health.get_user_function()(request))
print(answer.status_code, answer.get_body().decode())
"""


def test_production_without_a_key_answers_nothing_and_its_log_says_why() -> None:
    environment = {"AzureWebJobsStorage__accountName": "none", "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.startswith("500 ")
    assert "BIFROST" not in done.stdout
    assert "set BIFROST_SECRET_KEY" in done.stderr
