"""/api/workflow-keys: what an API key is, what it opens, and when it stops."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.services.tables import Table
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user, signed_in, with_key

Headers = Mapping[str, str]
PARTITIONS = ("key", "user", "organization")


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    return signed_in("owner")


async def make(http: Http, owner: Headers, **body: object) -> Answer:
    return await http("create_workflow_key", body=body, headers=owner)


async def run(http: Http, headers: Headers, name: str = "succeeds", value: object = 1) -> Answer:
    body = {"inputData": {"value": value} if name == "succeeds" else {}}
    return await http("execute_workflow", {"name": name}, body=body, headers=headers)


async def revoke(http: Http, owner: Headers, key_id: str) -> Answer:
    return await http("revoke_workflow_key", {"key_id": key_id}, headers=owner)


@BOTH_STORES
async def test_a_key_is_shown_once_and_kept_as_a_hash(
    http: Http, owner: Headers, store: Table
) -> None:
    made = await make(http, owner, description="CRM", workflowId="succeeds")
    raw: str = made.json["rawKey"]
    secret = raw.rpartition("_")[2] if raw.count("_") == 2 else raw.split("_", 2)[2]

    used = await run(http, with_key(raw))
    listed = await http("list_workflow_keys", headers=owner)

    rows = [await store.page(p, "!", "~", limit=1000) for p in PARTITIONS]
    kept = json.dumps([dict(row.columns) for page in rows for row in page.rows])
    assert (made.status, used.status) == (201, 200)
    assert raw == f"bfk_{UUID(made.json['id']).hex}_{secret}"
    assert len(secret) >= 43
    assert secret not in kept
    assert secret not in listed.body.decode()
    assert [key["id"] for key in listed.json] == [made.json["id"]]
    assert "rawKey" not in listed.json[0] or listed.json[0]["rawKey"] is None
    assert "secretHash" not in listed.body.decode()
    assert listed.json[0]["lastUsedAt"]


@BOTH_STORES
async def test_a_revoked_key_is_refused_at_once(http: Http, owner: Headers) -> None:
    made = await make(http, owner)
    before = await run(http, with_key(made.json["rawKey"]))

    revoked = [await revoke(http, owner, made.json["id"]) for _ in range(2)]

    after = await run(http, with_key(made.json["rawKey"]))
    listed = await http("list_workflow_keys", headers=owner)
    assert [before.status, *(answer.status for answer in revoked), after.status] == [
        200,
        204,
        204,
        401,
    ]
    assert listed.json[0]["revoked"] is True


@BOTH_STORES
async def test_a_key_in_use_can_be_revoked(http: Http, owner: Headers) -> None:
    for _ in range(5):
        made = await make(http, owner)
        key = with_key(made.json["rawKey"])

        async with asyncio.TaskGroup() as together:
            for _ in range(3):
                together.create_task(http("list_executions", headers=key))
            revoked = together.create_task(revoke(http, owner, made.json["id"]))

        after = await http("list_executions", headers=key)
        assert (revoked.result().status, after.status) == (204, 401)


@BOTH_STORES
async def test_keys_are_listed_in_pages_of_their_own_organization(
    http: Http, owner: Headers, root: Headers
) -> None:
    mine = {(await make(http, owner)).json["id"] for _ in range(3)}
    foreign = await make(http, {**root, "x-organization-id": "globex"})
    query = {"limit": "2"}

    first = await http("list_workflow_keys", query=query, headers=owner)
    token = first.headers["x-continuation-token"]
    second = await http(
        "list_workflow_keys", query={**query, "continuationToken": token}, headers=owner
    )
    stolen = await http(
        "list_workflow_keys",
        query={"continuationToken": token},
        headers={**root, "x-organization-id": "globex"},
    )

    assert foreign.status == 201
    assert [len(first.json), len(second.json)] == [2, 1]
    assert {key["id"] for key in [*first.json, *second.json]} == mine
    assert stolen.status == 400


async def test_another_organizations_key_is_not_there(
    http: Http, owner: Headers, root: Headers
) -> None:
    foreign = await make(http, {**root, "x-organization-id": "globex"})

    of_foreign = await revoke(http, owner, foreign.json["id"])
    of_unknown = await revoke(http, owner, str(uuid4()))

    still = await run(http, with_key(foreign.json["rawKey"]))
    assert (of_foreign.status, of_unknown.status, still.status) == (404, 404, 200)
    assert of_foreign.json["error"] == of_unknown.json["error"]


async def test_a_key_is_for_an_organization(http: Http, root: Headers) -> None:
    answer = await make(http, root)

    assert answer.status == 400
    assert "X-Organization-Id" in answer.json["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"orgId": "globex"},
        {"id": str(uuid4())},
        {"isAdmin": True},
        {"secretHash": "0" * 64},
        {"expiresInDays": 0},
        {"expiresInDays": -1},
        {"expiresInDays": 3651},
        {"networks": ["everywhere"]},
        {"networks": ["10.0.0.0/33"]},
        {"networks": ["1"] * 51},
        {"workflows": [""]},
        {"workflows": ["w"] * 101},
        {"description": "x" * 501},
    ],
)
async def test_a_key_cannot_be_asked_for_with_more_than_it_may(
    http: Http, owner: Headers, body: dict[str, object]
) -> None:
    assert (await make(http, owner, **body)).status == 400


@BOTH_STORES
async def test_the_largest_key_can_be_kept(http: Http, owner: Headers) -> None:
    workflows = ["é" * 95 + str(n) for n in range(100)]
    networks = [f"10.{n}.0.0/16" for n in range(50)]

    made = await make(http, owner, workflows=workflows, networks=networks, description="é" * 500)

    assert made.status == 201
    assert (await revoke(http, owner, made.json["id"])).status == 204


async def test_a_forged_key_is_refused(http: Http, owner: Headers) -> None:
    raw: str = (await make(http, owner)).json["rawKey"]
    other: str = (await make(http, owner)).json["rawKey"]
    start, secret = raw[: len("bfk_") + 33], raw[len("bfk_") + 33 :]
    swapped = start + other[len("bfk_") + 33 :]
    forged = [
        start,
        start + secret[:-1],
        start + secret + "A",
        start + secret.swapcase(),
        swapped,
        secret,
        raw.upper(),
        "bfk__" + secret,
        "bfk_" + "0" * 32 + "_" + secret,
        "bfk_k|x_" + secret,
        "bfk_" + "é" * 32 + "_" + secret,
        "bfk_" + "x" * 9000,
        "bfk_",
        " ",
    ]

    statuses = [(await run(http, with_key(text))).status for text in forged]

    assert statuses == [401] * len(forged)
    assert (await run(http, with_key(raw))).status == 200


async def test_a_key_runs_only_the_workflows_that_it_names(http: Http, owner: Headers) -> None:
    raw = (await make(http, owner, workflowId="succeeds", workflows=["talks"])).json["rawKey"]

    named = [await run(http, with_key(raw), name) for name in ("succeeds", "talks")]
    hidden = await run(http, with_key(raw), "raises")
    unknown = await run(http, with_key(raw), "no_such_workflow")

    assert [answer.status for answer in named] == [200, 200]
    assert (hidden.status, unknown.status) == (404, 404)
    assert hidden.json["message"].replace("raises", "no_such_workflow") == unknown.json["message"]


@pytest.mark.parametrize(
    ("forwarded", "status"),
    [
        ("192.0.2.7", 200),
        ("192.0.2.7:50123", 200),
        ("6.6.6.6, 192.0.2.7", 200),
        ("::ffff:192.0.2.7", 200),
        ("[2001:db8::1]:443", 200),
        ("192.0.2.7, 6.6.6.6", 401),
        ("192.0.2.7,6.6.6.6:1", 401),
        ("192.0.3.7", 401),
        ("2001:db9::1", 401),
        ("unknown", 401),
        ("", 401),
    ],
)
async def test_a_key_works_only_from_the_networks_that_it_names(
    http: Http, owner: Headers, forwarded: str, status: int
) -> None:
    made = await make(http, owner, networks=["192.0.2.0/24", "2001:db8::/32"])

    answer = await run(http, with_key(made.json["rawKey"], forwarded))

    assert answer.status == status


async def test_a_key_sees_only_what_it_started(http: Http, owner: Headers) -> None:
    keys = [with_key((await make(http, owner)).json["rawKey"]) for _ in range(2)]
    mine, others = [(await run(http, key)).headers["x-execution-id"] for key in keys]
    owners = (await run(http, owner)).headers["x-execution-id"]

    listed = await http("list_executions", headers=keys[0])
    got = [
        (await http(function, {"execution_id": execution}, headers=keys[0])).status
        for function in ("get_execution", "get_execution_result", "get_execution_logs")
        for execution in (mine, others, owners)
    ]

    assert [run["executionId"] for run in listed.json["executions"]] == [mine]
    assert got == [200, 404, 404] * 3


async def test_a_key_is_never_an_administrator(http: Http, root: Headers) -> None:
    made = await make(http, {**root, "x-organization-id": "acme"})

    answer = await http("execute_workflow", {"name": "who"}, headers=with_key(made.json["rawKey"]))

    assert answer.json["result"]["org_id"] == "acme"
    assert answer.json["result"]["admin"] is False


class TestTime:
    """With a clock that stands still until it is moved."""

    @pytest.fixture
    def services(self, services: Services, clock: StoppedClock) -> Services:
        return replace(services, clock=clock)

    async def test_a_key_expires(self, http: Http, owner: Headers, clock: StoppedClock) -> None:
        made = await make(http, owner, expiresInDays=1)
        key = with_key(made.json["rawKey"])
        clock.at += timedelta(days=1, seconds=-1)
        before = await http("list_executions", headers=key)
        clock.at += timedelta(seconds=1)

        after = await http("list_executions", headers=key)

        assert (before.status, after.status) == (200, 401)

    async def test_its_last_use_is_noted_once_an_hour(
        self, http: Http, owner: Headers, clock: StoppedClock
    ) -> None:
        key = with_key((await make(http, owner)).json["rawKey"])
        noted: list[str] = []

        for minutes in (0, 59, 1):
            clock.at += timedelta(minutes=minutes)
            await http("list_executions", headers=key)
            [listed] = (await http("list_workflow_keys", headers=owner)).json
            noted.append(listed["lastUsedAt"][11:16])

        assert noted == ["00:00", "00:00", "01:00"]

    async def test_a_rotated_key_has_the_same_rights_and_the_old_one_ends(
        self, http: Http, owner: Headers, clock: StoppedClock
    ) -> None:
        old = await make(http, owner, description="CRM", workflowId="succeeds", expiresInDays=10)
        clock.at += timedelta(days=4)
        where = {"key_id": old.json["id"]}

        new = await http("rotate_workflow_key", where, body={"hours": 2}, headers=owner)

        assert new.status == 201
        same = ("workflows", "networks", "description")
        assert [new.json[name] for name in same] == [old.json[name] for name in same]
        assert new.json["expiresAt"] == "2026-01-15T00:00:00Z"
        assert (await run(http, with_key(new.json["rawKey"]))).status == 200
        assert (await run(http, with_key(old.json["rawKey"]))).status == 200
        clock.at += timedelta(hours=2)
        assert (await run(http, with_key(old.json["rawKey"]))).status == 401
        again = await http("rotate_workflow_key", where, body={}, headers=owner)
        assert again.status == 409
