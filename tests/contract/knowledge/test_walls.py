"""A planted sentence in each organization is found by nobody else, by any door, warm or cold."""

from typing import Any
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.repositories.cache import TtlCache
from shared.services.knowledge.cache import SegmentCache
from tests.contract.broker_calls import answered, refusal
from tests.contract.client import Http
from tests.contract.knowledge.conftest import Headers, Work, add_source, found, upload
from tests.contract.users import add_user, signed_in

PLANTED = {"acme": "The safe of Acme opens with 4711.", "globex": "The safe of Globex is 0815."}
GENERAL = "A safe is ordered from the platform's own shop."
ASKED = "How does the safe open?"


@pytest.fixture
async def planted(
    http: Http, enabled: None, root: Headers, admin: Headers, other: Headers, work: Work
) -> None:
    """A source of one name in both organizations and in GLOBAL."""
    texts = ((admin, PLANTED["acme"]), (other, PLANTED["globex"]), (root, GENERAL))
    for headers, text in texts:
        await add_source(http, headers)
        await upload(http, headers, text)
    await work()


@pytest.mark.parametrize("way", ["cold", "warm"])
async def test_each_finds_its_own_and_globals(
    http: Http, planted: None, admin: Headers, other: Headers, root: Headers, way: str
) -> None:
    if way == "warm":
        for headers in (admin, other, root):
            await found(http, headers, ASKED, limit=50)
    own = await found(http, admin, ASKED, limit=50)
    theirs = await found(http, other, ASKED, limit=50)
    general = await found(http, root, ASKED, limit=50)

    assert {*own} == {PLANTED["acme"], GENERAL}
    assert {*theirs} == {PLANTED["globex"], GENERAL}
    assert {*general} == {GENERAL}
    assert await found(http, admin, ASKED, fallback=False) == [PLANTED["acme"]]
    ids = (await http("list_knowledge_documents", {"namespace": "desk"}, headers=other)).json
    narrowed = await found(http, admin, ASKED, documentIds=[each["id"] for each in ids])
    assert PLANTED["globex"] not in narrowed


async def test_runs_find_what_their_organization_has(planted: None, running: Runtime) -> None:
    wanted = {"query": ASKED, "limit": 50}
    for who in ("member", "owner", "api key", "schedule", "trigger"):
        passages: Any = await answered(running, who, "knowledge.search", wanted=wanted)
        assert {each["text"] for each in passages} == {PLANTED["acme"], GENERAL}, who
        got: Any = await answered(running, who, "knowledge.get", namespace="desk", key="a.md")
        assert got["text"] == PLANTED["acme"]
    for who in ("member", "owner", "api key", "function key", "schedule", "trigger"):
        for call, more in (
            ("knowledge.search", {"wanted": wanted}),
            ("knowledge.get", {"namespace": "desk", "key": "a.md"}),
            ("knowledge.list_namespaces", {}),
            ("knowledge.delete", {"namespace": "desk", "key": "a.md"}),
            ("knowledge.store", {"namespace": "desk", "documents": [{"content": "x"}]}),
        ):
            named = {**more, "org_id": "globex"}
            assert await refusal(running, who, call, **named) == "NotPermitted", (who, call)


async def test_roles_decide_who_reads_a_source(
    http: Http, enabled: None, admin: Headers, member: Headers, work: Work, running: Runtime
) -> None:
    role = (await http("create_role", body={"name": "Finance"}, headers=admin)).json["id"]
    await add_source(http, admin, "money", roleIds=[role])
    await upload(http, admin, PLANTED["acme"], namespace="money")
    await work()

    assert await found(http, admin, ASKED) == [PLANTED["acme"]]
    assert await found(http, member, ASKED) == []
    listed = await http("list_knowledge_sources", headers=member)
    assert listed.json == []
    for function in ("get_knowledge_source", "list_knowledge_documents"):
        assert (await http(function, {"namespace": "money"}, headers=member)).status == 404
    user = await add_user(running.platform.directory.users, "fin", {"acme": "member"})
    body = {"userIds": [str(user.id)]}
    await http("add_users_to_role", {"role_id": role}, body=body, headers=admin)
    assert await found(http, signed_in("fin", "acme"), ASKED) == [PLANTED["acme"]]
    for who in ("schedule", "trigger", "api key"):
        wanted = {"query": ASKED}
        assert await answered(running, who, "knowledge.search", wanted=wanted) == []


async def test_a_role_of_another_organization_is_no_role(
    http: Http, admin: Headers, other: Headers
) -> None:
    role = (await http("create_role", body={"name": "Finance"}, headers=other)).json["id"]

    for role_id in (role, str(UUID(int=7))):
        body = {"namespace": "money", "roleIds": [role_id]}
        assert (await http("create_knowledge_source", body=body, headers=admin)).status == 400


async def test_globals_sources_with_roles_stay_in_global(
    http: Http, enabled: None, root: Headers, admin: Headers, work: Work
) -> None:
    role = (await http("create_role", body={"name": "Staff"}, headers=root)).json["id"]
    await add_source(http, root, "staff", roleIds=[role])
    await upload(http, root, GENERAL, namespace="staff")
    await work()

    assert await found(http, admin, ASKED) == []
    assert await found(http, root, ASKED) == [GENERAL]


async def test_the_cache_has_the_organization_first(planted: None, running: Runtime) -> None:
    directory = running.platform.directory
    assert isinstance(directory.segments, SegmentCache)
    assert not isinstance(directory.segments, TtlCache)
    own = (await directory.knowledge_of("acme").sources())[0]
    theirs = await directory.knowledge_of("globex").segment(own, own.segments[0].id)

    assert theirs is None
