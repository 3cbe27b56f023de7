"""Devices that sign in (RFC 8628), and what attackers try with their codes."""

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.http.mfa.mfa_helpers import enrol
from tests.contract.http.mfa.policy_helpers import GRACE, REFUSED, outcome, set_policy
from tests.contract.sign_in import AWAY, HOME, PASSWORD, bearing
from tests.contract.users import BOTH_STORES, add_user, signed_in

FORM = "application/x-www-form-urlencoded"
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"


async def send(http: Http, route: str, address: str = AWAY, **fields: str) -> Answer:
    headers = {"content-type": FORM, "x-forwarded-for": f"{address}:5000"}
    return await http(route, body=urlencode(fields).encode(), headers=headers, method="POST")


async def begin(http: Http, address: str = AWAY) -> dict[str, Any]:
    answer = await send(http, "authorize_device", address, client_id="Bifrost 1.0 on laptop")
    assert answer.status == 200, answer.json
    return answer.json


async def poll(http: Http, begun: dict[str, Any]) -> Answer:
    code = begun["device_code"]
    return await send(http, "get_device_token", grant_type=GRANT_TYPE, device_code=code)


async def look(http: Http, headers: Headers, code: str) -> Answer:
    return await http("look_at_device", body={"userCode": code}, headers=headers)


async def decide(
    http: Http, headers: Headers, code: str, *, allow: bool = True, org_id: str | None = "acme"
) -> Answer:
    body = {"userCode": code, "allow": allow, "orgId": org_id}
    return await http("decide_on_device", body=body, headers=headers)


async def granted(http: Http, headers: Headers) -> str:
    """The token of a device that the user allowed."""
    begun = await begin(http)
    assert (await decide(http, headers, begun["user_code"])).status == 204
    answer = await poll(http, begun)
    assert answer.status == 200, answer.json
    return answer.json["access_token"]


async def test_a_device_signs_in_and_runs_workflows(
    http: Http, ada: User, session: Headers
) -> None:
    begun = await begin(http)

    assert begun["verification_uri"] == "https://bifrost.test/device"
    assert begun["user_code"] not in begun["verification_uri"]
    assert (begun["expires_in"], begun["interval"]) == (600, 5)
    assert (await poll(http, begun)).json == {"error": "authorization_pending"}
    assert (await decide(http, session, begun["user_code"])).status == 204
    token = (await poll(http, begun)).json

    assert (token["token_type"], token["scope"]) == ("Bearer", "cli")
    assert (token["organization"], token["expires_in"]) == ("acme", 30 * 86400)
    headers = bearing(token["access_token"])
    assert (await http("list_workflows", headers=headers)).status == 200


async def test_a_device_proves_no_more_factors_than_the_session_that_allowed_it(
    http: Http, root: Headers, session: Headers, clock: StoppedClock
) -> None:
    """Attack: a password alone makes a command line, which shall pass for two factors."""
    headers = bearing(await granted(http, session))
    clock.at += timedelta(minutes=1)  # the user was there before the policy
    await set_policy(http, {**root, "X-Organization-Id": "acme"}, "required")

    within_grace = await http("list_workflows", headers=headers)
    clock.at += GRACE + timedelta(seconds=1)
    after = await http("list_workflows", headers=headers)

    assert (within_grace.status, outcome(after)) == (200, REFUSED)


async def test_the_page_is_told_who_asks_and_from_where(http: Http, session: Headers) -> None:
    far, near = await begin(http), await begin(http, HOME)
    headers = {**session, "x-forwarded-for": f"{HOME}:5000"}

    other = (await look(http, headers, far["user_code"])).json
    same = (await look(http, headers, near["user_code"].lower().replace("-", " "))).json

    assert (other["client"], other["address"]) == ("Bifrost 1.0 on laptop", AWAY)
    assert (other["place"], same["place"]) == ("elsewhere", "sameNetwork")


async def test_a_code_is_good_once(http: Http, session: Headers) -> None:
    begun = await begin(http)
    await decide(http, session, begun["user_code"])

    assert (await poll(http, begun)).status == 200
    assert (await poll(http, begun)).json == {"error": "expired_token"}
    assert (await decide(http, session, begun["user_code"])).status == 404


@BOTH_STORES
async def test_a_code_is_good_once_for_two_polls_at_one_instant(
    http: Http, session: Headers
) -> None:
    begun = await begin(http)
    await decide(http, session, begun["user_code"])

    answers = await asyncio.gather(poll(http, begun), poll(http, begun))

    assert sorted(answer.status for answer in answers) == [200, 400]


async def test_a_code_ends_after_ten_minutes(
    http: Http, session: Headers, clock: StoppedClock
) -> None:
    begun = await begin(http)
    clock.at += timedelta(minutes=9, seconds=59)
    assert (await decide(http, session, begun["user_code"])).status == 204
    clock.at += timedelta(seconds=1)

    assert (await poll(http, begun)).json == {"error": "expired_token"}


async def test_five_wrong_codes_are_enough_for_a_quarter_of_an_hour(
    http: Http, session: Headers, clock: StoppedClock
) -> None:
    """Attack: guessing the code of a device that waits."""
    begun = await begin(http)

    wrong = [(await look(http, session, "BCDF-GHJK")).status for _ in range(6)]
    right = await look(http, session, begun["user_code"])

    assert wrong == [404] * 5 + [429]
    assert right.status == 429


async def test_a_right_code_costs_no_try(http: Http, session: Headers) -> None:
    begun = await begin(http)

    looks = [(await look(http, session, begun["user_code"])).status for _ in range(7)]

    assert looks == [200] * 7


async def test_a_denied_device_gets_nothing(http: Http, session: Headers) -> None:
    begun = await begin(http)
    await decide(http, session, begun["user_code"], allow=False)

    assert (await poll(http, begun)).json == {"error": "access_denied"}


async def test_a_device_that_polls_too_fast_is_told_to_slow_down(
    http: Http, clock: StoppedClock
) -> None:
    begun = await begin(http)
    await poll(http, begun)
    clock.at += timedelta(seconds=4)
    assert (await poll(http, begun)).json == {"error": "slow_down"}
    clock.at += timedelta(seconds=1)
    assert (await poll(http, begun)).json == {"error": "authorization_pending"}


async def test_allowing_needs_a_fresh_proof(
    http: Http, session: Headers, clock: StoppedClock
) -> None:
    """Attack: step-up bypass by a session that was left open."""
    clock.at += timedelta(minutes=11)
    begun = await begin(http)

    for answer in (
        await look(http, session, begun["user_code"]),
        await decide(http, session, begun["user_code"]),
    ):
        assert (answer.status, answer.json["error"]) == (403, "FreshProofNeeded")


@pytest.mark.parametrize("org_id", ["globex", "closed", "nowhere", None])
async def test_a_device_acts_only_where_its_user_may(
    http: Http, session: Headers, org_id: str | None
) -> None:
    begun = await begin(http)

    assert (await decide(http, session, begun["user_code"], org_id=org_id)).status == 400
    assert (await poll(http, begun)).json == {"error": "authorization_pending"}


async def test_its_token_is_for_one_organization_and_for_runs_only(
    http: Http, running: Runtime, root: Headers
) -> None:
    """Attack: the token of an administrator's command line, used as if it was the administrator."""
    headers = bearing(await granted(http, root))

    assert (await http("list_executions", headers=headers)).status == 200
    for route in ("list_members", "list_users", "get_session", "list_workflow_keys"):
        assert (await http(route, headers=headers)).status == 403, route
    elsewhere = {**headers, "x-organization-id": "globex"}
    assert (await http("list_executions", headers=elsewhere)).status == 403
    allowed = await decide(http, headers, (await begin(http))["user_code"])
    assert allowed.status == 403


async def test_it_is_listed_as_a_session_and_ends_with_it(
    http: Http, ada: User, session: Headers
) -> None:
    headers = bearing(await granted(http, session))
    listed = (await http("list_own_sessions", headers=session)).json
    (found,) = [each for each in listed if each["organization"] == "acme"]
    assert found["device"] == "Bifrost 1.0 on laptop"

    place = {"session_id": found["id"]}
    await http("end_own_session", place, headers=session, method="DELETE")

    assert (await http("list_workflows", headers=headers)).status == 401


async def test_it_ends_after_thirty_days(http: Http, session: Headers, clock: StoppedClock) -> None:
    headers = bearing(await granted(http, session))
    clock.at += timedelta(days=29)
    assert (await http("list_workflows", headers=headers)).status == 200
    clock.at += timedelta(days=1)

    assert (await http("list_workflows", headers=headers)).status == 401


@pytest.mark.parametrize("when", ["before the token", "after the token"])
async def test_a_new_password_ends_it(http: Http, session: Headers, when: str) -> None:
    begun = await begin(http)
    await decide(http, session, begun["user_code"])
    token = "" if when.startswith("before") else (await poll(http, begun)).json["access_token"]
    body = {"currentPassword": PASSWORD, "newPassword": "quite another password"}
    assert (await http("change_password", body=body, headers=session)).status == 204

    if token:
        assert (await http("list_workflows", headers=bearing(token))).status == 401
    else:
        assert (await poll(http, begun)).json == {"error": "access_denied"}


async def test_a_reset_of_factors_and_a_deactivation_end_it(
    http: Http, root: Headers, ada: User, clock: StoppedClock
) -> None:
    enrolled = await enrol(http, ada, clock)
    first = bearing(await granted(http, bearing(enrolled.access)))
    await http("reset_second_factor", {"user": ada.email}, headers=root, method="DELETE")
    assert (await http("list_workflows", headers=first)).status == 401

    begun = await begin(http)
    await decide(http, root, begun["user_code"])
    await http("update_user", {"user": ada.email}, body={"isActive": False}, headers=root)
    assert (await http("list_workflows", headers=first)).status == 401


async def test_a_user_without_the_organization_loses_the_device(
    http: Http, running: Runtime, root: Headers
) -> None:
    await add_user(running.platform.directory.users, "kim", {"acme": "member"})
    headers = bearing(await granted(http, signed_in("kim")))

    body: dict[str, object] = {"memberships": []}
    await http("update_user", {"user": "kim@example.test"}, body=body, headers=root)

    assert (await http("list_workflows", headers=headers)).status == 403


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": GRANT_TYPE, "device_code": "guessed"}, "expired_token"),
        ({"grant_type": GRANT_TYPE}, "expired_token"),
    ],
)
async def test_what_is_no_grant_is_refused(http: Http, fields: dict[str, str], error: str) -> None:
    answer = await send(http, "get_device_token", **fields)

    assert (answer.status, answer.json) == (400, {"error": error})


async def test_a_network_asks_ten_times_a_minute(http: Http) -> None:
    answers = [(await send(http, "authorize_device", client_id="x")).status for _ in range(11)]

    assert answers == [200] * 10 + [429]


async def test_what_a_device_says_of_itself_is_one_short_line(http: Http, session: Headers) -> None:
    """Attack: a client's name that looks like another part of the page."""
    answer = await send(http, "authorize_device", client_id="A\nB\u202e" + "x" * 500)

    client = (await look(http, session, answer.json["user_code"])).json["client"]

    assert client.startswith("A B x")
    assert len(client) <= 80


async def test_a_store_tells_no_code(http: Http, running: Runtime) -> None:
    begun = await begin(http)

    page = await running.platform.services.directory.page("device", " ", "~", limit=10)

    assert len(page.rows) == 2
    assert begun["device_code"] not in str(page.rows)
    assert begun["user_code"].replace("-", "") not in str(page.rows)
