"""Making an administrator with a session whose proof is old: a thief's way to stay."""

from datetime import timedelta
from typing import Any

import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.mfa.mfa_helpers import Headers, prove
from tests.contract.sign_in import PASSWORD, bearing, link_for, log_in, set_password
from tests.contract.users import add_user

ADMIN_OF_ACME = [{"orgId": "acme", "role": "admin"}]


@pytest.fixture
async def access(http: Http, running: Runtime, root: Headers, clock: StoppedClock) -> str:
    """The session of a platform administrator, who proved who they are ten minutes ago."""
    users = running.platform.directory.users
    chief = await add_user(users, "chief", {"acme": "admin"}, is_admin=True)
    await add_user(users, "max", {"acme": "member"})
    await add_user(users, "ada", {"acme": "admin"})
    await set_password(http, await link_for(http, root, chief.email))
    token = (await log_in(http, chief.email)).json["accessToken"]
    clock.at += timedelta(minutes=10)
    return token


async def send(http: Http, access: str, route: str, user: str, body: Any) -> Answer:
    place = {} if route == "create_user" else {"user": f"{user}@example.test"}
    headers = bearing(access)
    if route == "update_member":
        headers |= {"x-organization-id": "acme"}
    method = "POST" if route == "create_user" else "PATCH"
    return await http(route, place, body=body, headers=headers, method=method)


def new(**more: object) -> dict[str, object]:
    return {"email": "kim@example.test", "displayName": "Kim", **more}


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("create_user", new(isPlatformAdmin=True)),
        ("create_user", new(memberships=ADMIN_OF_ACME)),
        ("update_user", {"isPlatformAdmin": True}),
        ("update_user", {"memberships": ADMIN_OF_ACME}),
        ("update_member", {"role": "admin"}),
    ],
)
async def test_step_up_bypass_an_old_session_makes_no_administrator(
    http: Http, access: str, route: str, body: Any
) -> None:
    refused = await send(http, access, route, "max", body)

    assert (refused.status, refused.json["error"]) == (403, "FreshProofNeeded")
    assert (await prove(http, access, password=PASSWORD)).status == 200
    assert (await send(http, access, route, "max", body)).status < 300


@pytest.mark.parametrize(
    ("route", "user", "body"),
    [
        ("create_user", "kim", new(memberships=[{"orgId": "acme", "role": "member"}])),
        ("update_user", "max", {"displayName": "Max Member"}),
        ("update_user", "ada", {"displayName": "Ada"}),
        ("update_user", "ada", {"isActive": False}),
        ("update_member", "ada", {"role": "member"}),
    ],
)
async def test_what_makes_no_administrator_takes_no_proof(
    http: Http, access: str, route: str, user: str, body: Any
) -> None:
    assert (await send(http, access, route, user, body)).status < 300


async def test_an_administrator_who_was_deactivated_comes_back_with_a_proof(
    http: Http, access: str
) -> None:
    assert (await send(http, access, "update_user", "ada", {"isActive": False})).status == 200

    refused = await send(http, access, "update_user", "ada", {"isActive": True})

    assert (refused.status, refused.json["error"]) == (403, "FreshProofNeeded")
