"""How long tokens last, and whose rights they carry."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.models.credentials import SignInSession
from shared.models.tokens import TokenUse
from shared.services.clock import StoppedClock
from shared.services.identity.tokens import Key
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.edge.tokens.tokens_helpers import SETTING, Facts, forged
from tests.contract.edge.tokens.tokens_keys import with_keys
from tests.contract.sign_in import bearing, me, refresh
from tests.contract.users import add_session, add_user, signed_in

Headers = Mapping[str, str]


ROOT = Path(__file__).parents[4]


OLD, NEW = "an old key, which is also long enough", "a new key, which is also long enough"


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
