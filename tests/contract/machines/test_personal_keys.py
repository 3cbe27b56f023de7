"""Personal keys: the user's rights or less, asked at each use, and gone with the sign-in."""

from datetime import timedelta
from typing import Any

import pytest

from functions.app import API
from functions.auth.access import Access
from functions.composition import Runtime
from functions.edge.machine_limits import require_within
from functions.runtime import compose
from shared.call import Caller
from shared.errors import NotPermitted
from shared.models.callers import Actor, CallerKind, Machine
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.http.mfa.mfa_helpers import enrol
from tests.contract.sign_in import PASSWORD, bearing
from tests.contract.users import add_user, signed_in, with_key
from tests.support.counted_stores import CountedStores

ROUTES = [route for group in API for route in group.all]


async def key(http: Http, headers: Headers, **more: object) -> dict[str, Any]:
    answer = await http("create_own_key", body={"name": "script", **more}, headers=headers)
    assert answer.status == 201, answer.json
    return answer.json


async def status(http: Http, raw: str, route: str = "list_workflows", **more: str) -> int:
    return (await http(route, headers={**with_key(raw), **more})).status


async def test_a_key_acts_as_its_user(http: Http, ada: User, session: Headers) -> None:
    raw = (await key(http, session))["rawKey"]

    me = await http("get_current_user", headers=with_key(raw))

    assert me.json["id"] == str(ada.id)
    assert await status(http, raw) == 200


async def test_a_key_is_a_bearer_too(http: Http, session: Headers) -> None:
    assert (
        await http("list_workflows", headers=bearing((await key(http, session))["rawKey"]))
    ).status == 200


@pytest.mark.parametrize("change", ["", "x", "_", "0"])
async def test_a_forged_key_is_refused(http: Http, session: Headers, change: str) -> None:
    raw = (await key(http, session))["rawKey"]
    forged = raw[:-1] + change if change != "0" else raw.replace("bfp_", "bfp_0")

    assert await status(http, forged) == 401


async def test_the_rights_are_asked_of_the_owner_at_each_use(
    http: Http, running: Runtime, root: Headers
) -> None:
    """Attack: a key that was made as an administrator, used after the demotion."""
    await add_user(running.platform.directory.users, "boss", {"acme": "admin"})
    raw = (await key(http, signed_in("boss")))["rawKey"]
    assert await status(http, raw, "list_members") == 200

    body = {"memberships": [{"orgId": "acme", "role": "member"}]}
    await http("update_user", {"user": "boss@example.test"}, body=body, headers=root)

    assert await status(http, raw, "list_members") == 403


async def test_a_key_of_one_organization_acts_nowhere_else(
    http: Http, running: Runtime, root: Headers
) -> None:
    """Attack: a leaked key of a platform administrator, used in another customer's organization."""
    raw = (await key(http, root, orgId="acme"))["rawKey"]

    assert await status(http, raw, "list_members") == 200
    assert await status(http, raw, "list_members", **{"x-organization-id": "globex"}) == 403
    assert await status(http, raw, "list_users") == 403


async def test_a_key_is_not_made_for_another_organization(http: Http, session: Headers) -> None:
    body = {"name": "x", "orgId": "globex"}

    assert (await http("create_own_key", body=body, headers=session)).status == 400


async def test_a_reading_key_starts_nothing(http: Http, session: Headers) -> None:
    raw = (await key(http, session, readsOnly=True))["rawKey"]

    started = await http(
        "execute_workflow", {"name": "x"}, body={"inputData": {}}, headers=with_key(raw)
    )

    assert started.status == 403
    assert await status(http, raw) == 200


async def test_a_key_makes_no_key(http: Http, session: Headers, owner: Headers) -> None:
    """Attack: a leaked key that makes itself another."""
    mine = (await key(http, session))["rawKey"]
    assert owner
    administrators = (await key(http, signed_in("owner")))["rawKey"]

    own = await http("create_own_key", body={"name": "y"}, headers=with_key(mine))
    other = await http("create_workflow_key", body={}, headers=with_key(administrators))

    assert (own.status, other.status) == (403, 403)


@pytest.mark.parametrize("machine", list(Machine))
def test_no_machine_is_admitted_where_a_fresh_proof_is_asked_or_a_sign_in_changes(
    machine: Machine,
) -> None:
    """Attack: step-up bypass. Also of routes that later versions add."""
    actor = Actor(kind=CallerKind.USER, id="x", name="X", is_admin=True, is_platform_admin=True)
    caller = Caller(actor, is_platform_admin=True, machine=machine)
    for route in ROUTES:
        is_own = route.access is Access.SIGNED_IN or route.path.startswith("auth/")
        if route.fresh or (is_own and not route.is_pure_read):
            with pytest.raises(NotPermitted):
                require_within(route, caller)


async def test_making_a_key_needs_a_fresh_proof(
    http: Http, session: Headers, clock: StoppedClock
) -> None:
    clock.at += timedelta(minutes=11)

    answer = await http("create_own_key", body={"name": "x"}, headers=session)

    assert (answer.status, answer.json["error"]) == (403, "FreshProofNeeded")


async def test_a_new_password_ends_every_key(http: Http, session: Headers) -> None:
    raw = (await key(http, session))["rawKey"]
    body = {"currentPassword": PASSWORD, "newPassword": "quite another password"}

    assert (await http("change_password", body=body, headers=session)).status == 204

    assert await status(http, raw) == 401


async def test_a_reset_of_the_second_factor_ends_every_key(
    http: Http, root: Headers, ada: User, clock: StoppedClock
) -> None:
    enrolled = await enrol(http, ada, clock)
    raw = (await key(http, bearing(enrolled.access)))["rawKey"]

    await http("reset_second_factor", {"user": ada.email}, headers=root, method="DELETE")

    assert await status(http, raw) == 401


async def test_a_deactivation_ends_every_key_also_after_a_new_activation(
    http: Http, root: Headers, ada: User, session: Headers
) -> None:
    raw = (await key(http, session))["rawKey"]

    for is_active in (False, True):
        body = {"isActive": is_active}
        await http("update_user", {"user": ada.email}, body=body, headers=root)
        assert await status(http, raw) == 401


async def test_a_key_ends_with_its_days_and_its_revocation(
    http: Http, session: Headers, clock: StoppedClock
) -> None:
    short, long = await key(http, session, expiresInDays=1), await key(http, session)
    place = {"key_id": long["id"]}
    assert (await http("revoke_own_key", place, headers=session, method="DELETE")).status == 204
    clock.at += timedelta(days=1)

    assert await status(http, short["rawKey"]) == 401
    assert await status(http, long["rawKey"]) == 401


async def test_an_administrator_lists_and_revokes_a_users_keys(
    http: Http, ada: User, session: Headers, root: Headers, running: Runtime
) -> None:
    made = await key(http, session)
    listed = await http("list_user_keys", {"user": ada.email}, headers=root)
    place = {"user": ada.email, "key_id": made["id"]}

    revoked = [
        await http("revoke_user_key", place, headers=root, method="DELETE") for _ in range(2)
    ]

    assert [(one["name"], one["rawKey"]) for one in listed.json] == [("script", None)]
    assert [answer.status for answer in revoked] == [204, 404]
    assert await status(http, made["rawKey"]) == 401
    page = await running.platform.directory.audit_of("GLOBAL").page(limit=100)
    assert "personalKey.revokeUser" in {one.operation for one in page.entries}


async def test_members_and_administrators_of_an_organization_see_no_keys_of_others(
    http: Http, ada: User, session: Headers, owner: Headers
) -> None:
    made = await key(http, session)
    place = {"user": ada.email, "key_id": made["id"]}
    for headers in (session, owner):
        seen = await http("list_user_keys", {"user": ada.email}, headers=headers)
        gone = await http("revoke_user_key", place, headers=headers, method="DELETE")
        assert (seen.status, gone.status) == (403, 403)
    assert await status(http, made["rawKey"]) == 200


async def test_a_key_of_another_user_is_not_found(
    http: Http, running: Runtime, session: Headers
) -> None:
    await add_user(running.platform.directory.users, "eve", {"acme": "member"})
    place = {"key_id": (await key(http, session))["id"]}

    revoked = await http("revoke_own_key", place, headers=signed_in("eve"), method="DELETE")

    assert revoked.status == 404


async def test_both_secrets_are_good_while_a_rotation_overlaps(
    http: Http, session: Headers, clock: StoppedClock
) -> None:
    made = await key(http, session)
    place, body = {"key_id": made["id"]}, {"overlapHours": 1}

    after = (await http("rotate_own_key", place, body=body, headers=session)).json

    assert [await status(http, raw) for raw in (made["rawKey"], after["rawKey"])] == [200, 200]
    clock.at += timedelta(hours=1)
    assert [await status(http, raw) for raw in (made["rawKey"], after["rawKey"])] == [401, 200]


async def test_a_list_shows_no_secret(http: Http, session: Headers) -> None:
    made = await key(http, session)

    listed = await http("list_own_keys", headers=session)

    assert made["rawKey"].rpartition("_")[2] not in listed.body.decode()
    assert [each["name"] for each in listed.json] == ["script"]
    assert listed.json[0]["rawKey"] is None


async def test_there_are_twenty_keys_at_most(http: Http, session: Headers) -> None:
    for _ in range(20):
        await key(http, session)

    assert (await http("create_own_key", body={"name": "x"}, headers=session)).status == 409


async def test_it_costs_three_transactions_cold_and_none_warm(
    http: Http, session: Headers, services: Services, memory_settings: Settings
) -> None:
    raw = (await key(http, session))["rawKey"]
    await status(http, raw)  # the hour's note of its use
    counted = CountedStores()
    cold = compose(memory_settings, counted.over(services))

    with counted.own() as first:
        await cold.authenticator.caller(Access.USER, with_key(raw), takes_keys=True)
    with counted.own() as second:
        await cold.authenticator.caller(Access.USER, with_key(raw), takes_keys=True)

    assert len(first) <= 3, first
    assert second == []
    await cold.platform.engine.close()
