"""/api/users/me/sessions: a user sees and ends their own sign-ins, and nobody else's."""

from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.models.users import User
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.sign_in import bearing, log_in, me, refresh
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
