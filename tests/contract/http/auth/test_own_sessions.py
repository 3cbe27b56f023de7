"""/api/users/me/sessions: a user sees and ends their own sign-ins, and nobody else's."""

from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.models.users import User
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.sign_in import HOME, PASSWORD, bearing, coming_from, log_in, me, refresh
from tests.contract.users import add_session, add_user, signed_in


async def test_a_user_sees_their_sessions_and_ends_one(http: Http, ada: User) -> None:
    own, other = [(await log_in(http, ada.email)).json for _ in range(2)]
    headers = bearing(own["accessToken"])

    found = (await http("list_own_sessions", headers=headers)).json
    [current] = [one["id"] for one in found if one["isCurrent"]]
    [elsewhere] = [one["id"] for one in found if not one["isCurrent"]]
    ended = await http(
        "end_own_session", {"session_id": elsewhere}, headers=headers, method="DELETE"
    )
    again = await http(
        "end_own_session", {"session_id": elsewhere}, headers=headers, method="DELETE"
    )
    session = (await http("get_session", headers=headers)).json

    assert (ended.status, again.status) == (204, 404)
    assert (session["sessionId"], session["signedInBy"]) == (current, "password")
    assert [await me(http, one["accessToken"]) for one in (own, other)] == [200, 401]


async def test_signing_out_everywhere_ends_this_session_too(http: Http, ada: User) -> None:
    own, other = [(await log_in(http, ada.email)).json for _ in range(2)]

    out = await http("end_own_sessions", headers=bearing(own["accessToken"]), method="DELETE")

    assert out.status == 204
    assert [await me(http, one["accessToken"]) for one in (own, other)] == [401, 401]
    assert (await refresh(http, own["refreshToken"])).status == 401


async def test_the_list_says_where_and_how_a_user_signed_in(http: Http, ada: User) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    body = {"email": ada.email, "password": PASSWORD}
    headers = {**coming_from(HOME), "user-agent": agent}
    signed = (await http("log_in", body=body, headers=headers)).json

    [found] = (await http("list_own_sessions", headers=bearing(signed["accessToken"]))).json

    assert (found["device"], found["address"]) == ("Firefox on Linux", HOME)
    assert found["methods"] == ["pwd"]


async def test_all_other_sessions_end_and_this_one_stays(http: Http, ada: User) -> None:
    own, *others = [(await log_in(http, ada.email)).json for _ in range(3)]
    headers, kept = bearing(own["accessToken"]), {"keepCurrent": "true"}

    ended = await http("end_own_sessions", query=kept, headers=headers, method="DELETE")

    assert ended.status == 204
    assert [await me(http, one["accessToken"]) for one in (own, *others)] == [200, 401, 401]


async def test_an_administrator_ends_a_users_sessions(http: Http, ada: User, root: Headers) -> None:
    own = (await log_in(http, ada.email)).json
    place = {"user": ada.email}

    listed = await http("list_user_sessions", place, headers=root)
    ended = await http("end_user_sessions", place, headers=root, method="DELETE")
    entries = (await http("list_audit_entries", headers=root)).json

    assert len(listed.json) == 1
    assert "isCurrent" not in listed.json[0]
    assert ended.status == 204
    assert await me(http, own["accessToken"]) == 401
    assert (await refresh(http, own["refreshToken"])).status == 401
    assert (await log_in(http, ada.email)).status == 200
    assert "session.endUser" in [entry["operation"] for entry in entries]


async def test_a_session_of_somebody_else_is_unknown(
    http: Http, running: Runtime, ada: User
) -> None:
    directory = running.platform.directory
    await add_user(directory.users, "eve", {"acme": "member"})
    session = await add_session(directory, ada)
    statuses = [
        (await http("end_own_session", route, headers=signed_in("eve"), method="DELETE")).status
        for route in ({"session_id": str(session.id)}, {"session_id": str(uuid4())})
    ]

    assert statuses == [404, 404]
    assert await directory.credentials.known_session(ada.id, session.id)


async def test_another_page_cannot_sign_a_user_out(http: Http, running: Runtime) -> None:
    await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    headers = {**signed_in("ada"), "origin": "https://evil.test"}

    assert (await http("end_own_sessions", headers=headers, method="DELETE")).status == 403


@pytest.mark.usefixtures("ada")
async def test_ending_sessions_is_in_the_audit_log(http: Http, root: Headers) -> None:
    headers = signed_in("ada")
    await http("end_own_sessions", headers=headers, method="DELETE")

    entries = (await http("list_audit_entries", headers=root)).json

    assert "session.endAll" in [entry["operation"] for entry in entries]
