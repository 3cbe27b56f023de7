"""Who may change which user's rights, and what stays."""

import asyncio
import json
from urllib.parse import quote

import pytest

from functions.composition import Runtime
from functions.runtime import compose, use
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.http.users.users_helpers import Headers, change, emails, invite
from tests.contract.users import BOTH_STORES, ROOT, add_user, signed_in


@pytest.mark.parametrize(
    "more",
    [
        {"id": "00000000-0000-0000-0000-000000000001"},
        {"principals": ["test:root"]},
        {"isActive": True},
        {"createdBy": "me"},
        {"userType": "PLATFORM"},
        {"orgId": "nowhere"},
        {"memberships": [{"orgId": "acme", "role": "owner"}]},
        {"memberships": [{"orgId": "acme", "isPlatformAdmin": True}]},
        {"memberships": [{"orgId": "acme"}, {"orgId": "acme", "role": "admin"}]},
        {"memberships": [{"orgId": "GLOBAL", "role": "admin"}]},
        {"memberships": [{"orgId": f"o{n}"} for n in range(41)]},
    ],
)
async def test_an_invitation_cannot_say_more_than_it_may(
    http: Http, root: Headers, more: dict[str, object]
) -> None:
    assert (await invite(http, root, "eve@a.test", **more)).status == 400


@pytest.mark.parametrize("name", ["id", "principals", "email", "createdAt", "userType", "rules"])
async def test_a_change_cannot_say_more_than_it_may(http: Http, root: Headers, name: str) -> None:
    await invite(http, root, "eve@a.test")

    assert (await change(http, root, "eve@a.test", **{name: "x"})).status == 400


@pytest.mark.parametrize("who", ["owner", "member", "nobody"])
async def test_rights_are_given_by_platform_administrators_only(
    http: Http, running: Runtime, who: str
) -> None:
    users = running.platform.directory.users
    user = await add_user(users, who, {"acme": "admin"} if who == "owner" else {"acme": "member"})
    headers = signed_in(who, "acme")

    answers = [
        await change(http, headers, str(user.id), isPlatformAdmin=True),
        await invite(http, headers, "friend@a.test", isPlatformAdmin=True),
    ]

    assert [answer.status for answer in answers] == [403, 403]
    assert not (await users.get(user.id)).user.is_platform_admin


@pytest.mark.parametrize(
    "body",
    [
        {"isPlatformAdmin": False},
        {"isPlatformAdmin": True},
        {"isActive": False},
        {"memberships": [{"orgId": "acme", "role": "admin"}]},
        {"displayName": "Me", "memberships": []},
    ],
)
@pytest.mark.parametrize("by", ["id", "email"])
async def test_nobody_changes_their_own_rights(
    http: Http, root: Headers, body: dict[str, object], by: str
) -> None:
    me = (await http("get_current_user", headers=root)).json

    answer = await change(http, root, me[by], **body)

    assert (answer.status, answer.json["error"]) == (403, "NotPermitted")
    assert (await http("get_current_user", headers=root)).json == me


async def test_nobody_deletes_themselves_but_may_take_another_name(
    http: Http, root: Headers, running: Runtime
) -> None:
    await add_user(running.platform.directory.users, "other", is_admin=True)
    me = f"{ROOT}@example.test"

    deleted = await http("delete_user", {"user": me}, headers=root)
    renamed = await change(http, root, me, displayName="Her Majesty")

    assert (deleted.status, renamed.status) == (403, 200)


async def test_a_user_of_several_organizations_chooses_one(http: Http, running: Runtime) -> None:
    roles = {"acme": "member", "globex": "admin"}
    await add_user(running.platform.directory.users, "both", roles)

    unsaid = await http("list_workflow_keys", headers=signed_in("both"))
    as_member = await http("list_workflow_keys", headers=signed_in("both", "acme"))
    as_admin = await http("list_workflow_keys", headers=signed_in("both", "globex"))

    assert [unsaid.status, as_member.status, as_admin.status] == [400, 403, 200]


@pytest.mark.parametrize(
    "body",
    [{"isActive": False}, {"memberships": []}, {"memberships": [{"orgId": "globex"}]}, None],
)
@BOTH_STORES
async def test_what_is_taken_away_is_gone_at_once(
    http: Http, root: Headers, running: Runtime, body: dict[str, object] | None
) -> None:
    user = await add_user(running.platform.directory.users, "alice", {"acme": "member"})
    alice, place = signed_in("alice", "acme"), {"user": str(user.id)}
    before = await http("list_executions", headers=alice)

    if body is None:
        await http("delete_user", place, headers=root)
    else:
        await http("update_user", place, body=body, headers=root)

    after = await http("list_executions", headers=alice)
    assert before.status == 200
    assert after.status in (401, 403)


@BOTH_STORES
async def test_a_change_is_not_undone_by_a_read_that_began_before(
    http: Http, root: Headers, running: Runtime
) -> None:
    users = running.platform.directory.users
    for number in range(5):
        name = f"user{number}"
        user = await add_user(users, name, {"acme": "member"})

        async with asyncio.TaskGroup() as together:
            for _ in range(5):
                together.create_task(http("list_executions", headers=signed_in(name)))
            together.create_task(change(http, root, str(user.id), isActive=False))

        assert (await http("list_executions", headers=signed_in(name))).status == 401


@pytest.mark.parametrize(
    "body",
    [{"isPlatformAdmin": False}, {"isActive": False}, None],
    ids=["demote", "stop", "delete"],
)
@BOTH_STORES
async def test_the_last_active_administrator_stays(
    http: Http, root: Headers, running: Runtime, body: dict[str, object] | None
) -> None:
    """Two remove each other at once, again and again; one of them must be left."""
    users = running.platform.directory.users
    ours = await users.find_by_email(f"{ROOT}@example.test")
    assert ours is not None
    rivals = {ROOT: str(ours.id)}
    for number in range(5):
        name = f"rival{number}"
        rivals[name] = str((await add_user(users, name, is_admin=True)).id)
        (one, its_id), (other, others_id) = rivals.items()

        async with asyncio.TaskGroup() as together:
            tasks = [
                together.create_task(_remove(http, signed_in(one), others_id, body)),
                together.create_task(_remove(http, signed_in(other), its_id, body)),
            ]

        statuses = sorted(task.result().status for task in tasks)
        assert statuses[0] in (200, 204)
        assert statuses[1] in (401, 403, 409)
        left = [n for n in rivals if (await _me(http, n)) == 200]
        assert len(left) == 1
        rivals = {left[0]: rivals[left[0]]}


@pytest.mark.parametrize(
    "body",
    [{"isPlatformAdmin": False}, {"isActive": False}, None],
    ids=["demote", "stop", "delete"],
)
async def test_the_last_administrator_is_named_in_the_refusal(
    http: Http,
    root: Headers,
    running: Runtime,
    memory_settings: Settings,
    body: dict[str, object] | None,
) -> None:
    """Another instance may take somebody for an administrator for 30 s more."""
    elsewhere = compose(memory_settings, running.platform.services)
    other = await add_user(running.platform.directory.users, "other", is_admin=True)
    use(elsewhere)
    assert await _me(http, "other") == 200
    use(running)
    await change(http, root, str(other.id), isActive=False)
    use(elsewhere)

    answer = await _remove(http, signed_in("other"), f"{ROOT}@example.test", body)

    await elsewhere.platform.engine.close()
    assert (answer.status, answer.json["error"]) == (409, "LastAdministrator")
    assert f"{ROOT}@example.test" in answer.json["message"]


@BOTH_STORES
async def test_all_memberships_can_be_exchanged_in_one_change(http: Http, root: Headers) -> None:
    organizations = [
        (await http("create_organization", body={"name": "x"}, headers=root)).json["id"]
        for _ in range(80)
    ]
    old, new = organizations[:40], organizations[40:]
    await invite(http, root, "many@a.test", memberships=[{"orgId": one} for one in old])

    answer = await change(
        http,
        root,
        "many@a.test",
        memberships=[{"orgId": one} for one in new],
        isPlatformAdmin=True,
    )

    assert answer.status == 200
    assert [m["orgId"] for m in answer.json["memberships"]] == new
    assert await emails(http, root, orgId=old[0]) == []
    assert await emails(http, root, orgId=new[-1]) == ["many@a.test"]


async def test_nothing_of_a_sign_in_is_shown(http: Http, root: Headers) -> None:
    answers = [
        await http("get_current_user", headers=root),
        await http("list_users", headers=root),
    ]

    for answer in answers:
        assert "principals" not in json.dumps(answer.json)
        assert quote("test:root") not in answer.body.decode()


@BOTH_STORES
async def test_a_principal_that_a_user_loses_is_free(running: Runtime) -> None:
    users = running.platform.directory.users
    user = await add_user(users, "loser")
    assert await users.known_by_principal("test:loser") == user

    await users.replace(await users.get(user.id), user.model_copy(update={"principals": ("a:b",)}))

    assert await users.find_by_principal("test:loser") is None
    assert await users.known_by_principal("test:loser") is None
    winner = await add_user(users, "winner")
    more = winner.model_copy(update={"principals": ("test:winner", "test:loser")})
    await users.replace(await users.get(winner.id), more)
    assert await users.known_by_principal("test:loser") == more


async def _remove(http: Http, who: Headers, user: str, body: dict[str, object] | None) -> Answer:
    if body is None:
        return await http("delete_user", {"user": user}, headers=who)
    return await change(http, who, user, **body)


async def _me(http: Http, name: str) -> int:
    answer = await http("list_users", headers=signed_in(name))
    return answer.status


@pytest.mark.parametrize("who", ["owner", "member", "both"])
async def test_users_change_their_own_name_and_nothing_else(
    http: Http, running: Runtime, who: str
) -> None:
    users = running.platform.directory.users
    memberships = {"acme": "member", **({"globex": "admin"} if who == "both" else {})}
    user = await add_user(users, who, memberships)
    headers = signed_in(who)
    tag = (await http("get_current_user", headers=headers)).headers["etag"]

    renamed = await http("rename_own_user", body={"displayName": " Ada "}, headers=headers)
    late = await http(
        "rename_own_user", body={"displayName": "Eve"}, headers={**headers, "if-match": tag}
    )
    more = await http(
        "rename_own_user", body={"displayName": "x", "isPlatformAdmin": True}, headers=headers
    )

    assert (renamed.status, late.status, more.status) == (200, 412, 400)
    after = (await users.get(user.id)).user
    assert (after.display_name, after.memberships) == ("Ada", user.memberships)
