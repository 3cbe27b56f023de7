"""Attackers who try to get past a required second factor: by each door, and with each token."""

import asyncio
from datetime import timedelta

import pytest

from functions.app import API
from functions.auth.about import About
from functions.auth.access import Access
from functions.composition import Runtime
from shared.models.tokens import TokenUse
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import OURS, Enrolled, Headers, first_step, second_step
from tests.contract.http.mfa.policy_helpers import (
    GRACE,
    REFUSED,
    act,
    begin_setup,
    outcome,
    set_policy,
    set_up,
)
from tests.contract.sign_in import (
    HOME,
    OTHER,
    bearing,
    coming_from,
    link_for,
    log_in,
    me,
    refresh,
    set_password,
)
from tests.contract.users import add_user, signed_in
from tests.support.totp import code_at

ROUTES = {route.name: route for group in API for route in group.all}
#: What a user may do who still has to prove a second factor: see, add and prove one, and sign out.
UNPROVED = {
    "get_session",
    "get_own_security",
    "begin_enrolment",
    "confirm_enrolment",
    "give_fresh_proof",
    "list_own_sessions",
    "end_own_sessions",
    "end_own_session",
    "offer_passkey",
    "add_passkey",
    "challenge_own_passkey",
}
DOORS = sorted(
    name
    for name, route in ROUTES.items()
    if route.access not in (Access.ANYONE, Access.KEY) and not route.unproved
)


@pytest.fixture
async def setup_token(http: Http, ada: User, root: Headers, clock: StoppedClock) -> str:
    """Ada's, whose organization requires a second factor that she has not."""
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE
    return (await log_in(http, ada.email)).json["setupToken"]


def test_few_routes_admit_who_has_not_proved_a_required_factor() -> None:
    assert {name for name, route in ROUTES.items() if route.unproved} == UNPROVED


async def test_policy_bypass_every_door_refuses_a_session_without_the_factor(
    http: Http, running: Runtime, root: Headers, clock: StoppedClock
) -> None:
    """Whatever is in the path, the query or the body: the rule comes first."""
    admin = await add_user(running.platform.directory.users, "chief", is_admin=True)
    await set_password(http, await link_for(http, root, admin.email))
    clock.at += timedelta(hours=1)
    await set_policy(http, root, "requiredForAdministrators")
    clock.at += GRACE - timedelta(minutes=1)
    access = (await log_in(http, admin.email)).json["accessToken"]
    clock.at += timedelta(minutes=1)
    senders = {"session": bearing(access), "front end": signed_in("chief")}
    found: dict[tuple[str, str], tuple[int, str]] = {}

    for name in DOORS:
        about = {} if ROUTES[name].about is About.PLATFORM else {"x-organization-id": "acme"}
        for sender, headers in senders.items():
            answer = await http(name, headers={**headers, **about}, method=ROUTES[name].method)
            found[name, sender] = outcome(answer)

    assert len(found) > 300
    assert {door: seen for door, seen in found.items() if seen != REFUSED} == {}


async def test_policy_bypass_a_refresh_renews_a_session_that_still_may_nothing(
    http: Http, ada: User, root: Headers, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE - timedelta(minutes=1)
    tokens = (await log_in(http, ada.email)).json
    clock.at += timedelta(minutes=1)

    renewed = (await refresh(http, tokens["refreshToken"])).json["accessToken"]

    assert await act(http, renewed) == REFUSED


async def test_the_setup_token_is_good_for_nothing_else(
    http: Http, ada: User, setup_token: str
) -> None:
    body = {"mfaToken": setup_token, "code": "000000"}

    assert await me(http, setup_token) == 401
    assert await act(http, setup_token) == (401, "NotAuthenticated")
    assert (await refresh(http, setup_token)).status == 401
    assert (await http("verify_second_factor", body=body, headers=OURS)).status == 401
    for name in sorted(UNPROVED):
        answer = await http(name, headers=bearing(setup_token), method=ROUTES[name].method)
        assert answer.status == 401, name
    assert ada


async def test_no_other_token_sets_a_factor_up(
    http: Http, enrolled: Enrolled, running: Runtime, ada: User
) -> None:
    """Neither an access or refresh token, nor the one between password and code."""
    tokens = running.platform.tokens
    credentials = await running.platform.directory.credentials.get(ada.id)
    issue = tokens.issue
    others = [issue(use, credentials.sessions[-1]) for use in (TokenUse.ACCESS, TokenUse.REFRESH)]
    others.append(await first_step(http, enrolled.user))

    assert [(await begin_setup(http, token)).status for token in others] == [401, 401, 401]


async def test_mfa_token_used_for_anything_else_the_setup_token_of_one_with_a_factor_is_void(
    http: Http, enrolled: Enrolled, running: Runtime, ada: User
) -> None:
    """Else the password alone would replace the app."""
    now = await running.platform.directory.credentials.get(ada.id)
    issue = running.platform.tokens.issue_between
    made_up = issue(TokenUse.MFA_SETUP, ada.id, now.password_id, ("pwd",))

    begun = await begin_setup(http, made_up)
    signed = await second_step(http, made_up, enrolled.next_code())

    assert (begun.status, signed.status) == (401, 401)


async def test_a_setup_token_ends_after_fifteen_minutes_and_with_the_password(
    http: Http, ada: User, root: Headers, clock: StoppedClock, setup_token: str
) -> None:
    clock.at += timedelta(minutes=15, seconds=-1)
    in_time = (await begin_setup(http, setup_token)).status
    clock.at += timedelta(seconds=1)
    late = (await begin_setup(http, setup_token)).status
    fresh = (await log_in(http, ada.email)).json["setupToken"]
    await set_password(http, await link_for(http, root, ada.email), OTHER)
    changed = (await begin_setup(http, fresh)).status

    assert (in_time, late, changed) == (201, 401, 401)


async def test_a_setup_token_ends_with_the_users_activity(
    http: Http, ada: User, root: Headers, setup_token: str
) -> None:
    place, body = {"user": str(ada.id)}, {"isActive": False}
    ended = await http("update_user", place, body=body, headers=root, method="PATCH")

    assert ended.status == 200, ended.json
    assert (await begin_setup(http, setup_token)).status == 401


async def test_two_who_know_the_password_add_one_factor(
    http: Http, setup_token: str, clock: StoppedClock, ada: User
) -> None:
    """The second confirmation finds that there is one, and opens no session."""
    other = (await log_in(http, ada.email)).json["setupToken"]
    secret = (await begin_setup(http, setup_token)).json["secret"]
    code = code_at(secret, clock.at.timestamp())
    bodies = [{"setupToken": token, "code": code} for token in (setup_token, other)]

    answers = await asyncio.gather(
        *(http("confirm_factor_setup", body=body, headers=coming_from(HOME)) for body in bodies)
    )

    assert sorted(answer.status for answer in answers) == [200, 401]


async def test_a_wrong_first_code_opens_no_session(http: Http, setup_token: str, ada: User) -> None:
    await begin_setup(http, setup_token)
    body = {"setupToken": setup_token, "code": "000000"}

    answer = await http("confirm_factor_setup", body=body, headers=coming_from(HOME))

    assert outcome(answer) == (400, "InvalidInput")
    assert (await log_in(http, ada.email)).json["status"] == "mfa_setup_required"


async def test_other_sessions_end_when_the_sign_in_adds_a_factor(
    http: Http, ada: User, root: Headers, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE - timedelta(minutes=1)
    before = (await log_in(http, ada.email)).json["accessToken"]
    clock.at += timedelta(minutes=1)
    token = (await log_in(http, ada.email)).json["setupToken"]

    assert (await set_up(http, token, clock)).status == 200
    assert await me(http, before) == 401


async def test_a_page_gets_its_refresh_token_in_the_cookie_alone(
    http: Http, setup_token: str, clock: StoppedClock
) -> None:
    secret = (await begin_setup(http, setup_token)).json["secret"]
    code = code_at(secret, clock.at.timestamp())
    body = {"setupToken": setup_token, "code": code, "cookie": True}

    stranger = await http("confirm_factor_setup", body=body, headers=coming_from(HOME))
    answer = await http("confirm_factor_setup", body=body, headers=OURS)

    assert stranger.status == 403
    assert answer.json["refreshToken"] is None
    assert "bifrost_refresh=" in answer.headers["set-cookie"]
    assert len(answer.json["recoveryCodes"]) == 10
