"""A purge removes everything of one organization and nothing of another."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.composition import Runtime
from shared.handlers import audit
from shared.models.audit import AuditFilters
from shared.models.paths import data_folder
from tests.contract.client import Http
from tests.contract.http.purge.purge_helpers import ALL, Headers, purge, purged
from tests.contract.users import BOTH_STORES
from tests.support.sample_organization import FEW, fill, kept


@BOTH_STORES
async def test_everything_goes_and_nothing_of_another(
    http: Http, root: Headers, running: Runtime
) -> None:
    platform = running.platform
    others = [await fill(platform, other, active=True) for other in ("a-b", "a_b", "A", "a--b")]
    mine = await fill(platform, "a", beside="a-b")
    before = [await kept(platform, other) for other in others]

    answer = await purge(http, root, "a")

    assert (answer.status, answer.json["complete"]) == (200, True)
    assert answer.json["removed"] == ALL
    left = datetime.fromisoformat(answer.json["secretsGoneAt"]) - datetime.now(UTC)
    assert timedelta(days=89) < left < timedelta(days=91)
    assert await kept(platform, mine) == {}
    assert [await kept(platform, other) for other in others] == before
    assert {len(rows) for rows in before} == {33}  # some of everything


@BOTH_STORES
async def test_afterwards_it_is_not_found_and_its_users_are_users(
    http: Http, root: Headers, running: Runtime
) -> None:
    mine = await fill(running.platform, "a", beside="globex")
    everybody = (await http("list_users", headers=root)).json

    await purge(http, root, "a")

    place = {"org_id": "a"}
    answers = [
        await http("get_organization", place, headers=root),
        await http("update_organization", place, body={"isActive": True}, headers=root),
        await http("delete_organization", place, headers=root),
        await purge(http, root, "a"),
    ]
    shared = await http("get_user", {"user": mine.shared}, headers=root)
    after = (await http("list_users", headers=root)).json
    assert [answer.status for answer in answers] == [404] * 4
    assert [user["id"] for user in after] == [user["id"] for user in everybody]
    assert shared.json["memberships"] == [{"orgId": "globex", "role": "admin"}]
    assert (await http("list_users", query={"orgId": "a"}, headers=root)).json == []


async def test_the_record_keeps_where_the_removed_log_ended(
    http: Http, root: Headers, running: Runtime
) -> None:
    await fill(running.platform, "a")
    head = await running.platform.directory.audit_of("a").head()

    answer = await purge(http, root, "a")

    log = running.platform.directory.audit_of("GLOBAL")
    outcome, note, intent = (await log.page(AuditFilters(operation="organization.purge"))).entries
    end = answer.json["auditLog"]
    marks = {mark["sequence"]: mark["hash"] for mark in end["recent"]}
    assert (end["sequence"], end["hash"]) == (FEW.entries + 1, marks[FEW.entries + 1])
    assert marks[FEW.entries] == head.hash  # what was exported before is checked against it
    assert answer.json["auditLog"] == end
    assert (note.operation, note.object_id, note.after) == ("organization.purge.auditLog", "a", end)
    assert (intent.outcome, outcome.outcome) == (None, "succeeded")
    assert outcome.after is not None
    assert outcome.after["removed"] == ALL
    assert outcome.after["auditLog"] == end
    await audit.settle(running.platform)
    assert (await http("verify_audit_log", headers=root)).json["ok"]


async def test_the_platforms_entries_outlive_the_organization(
    http: Http, root: Headers, running: Runtime
) -> None:
    await fill(running.platform, "a")
    place, body = {"org_id": "a"}, {"name": "Renamed"}
    assert (await http("update_organization", place, body=body, headers=root)).status == 200
    log = running.platform.directory.audit_of("GLOBAL")
    before = (await log.page()).entries

    answers = await purged(http, root, "a")

    assert answers[-1].json["complete"]
    assert (await log.page()).entries[-len(before) :] == before
    assert (await running.platform.directory.audit_of("a").page()).entries == []


@pytest.mark.parametrize(
    ("org_id", "confirm", "status", "said"),
    [
        ("acme", None, 409, "deactivate it first"),
        ("closed", "", 400, "repeat"),
        ("closed", "Acme", 400, "repeat"),
        ("closed", "CLOSED", 400, "repeat"),
        ("nowhere", None, 404, "not found"),
        ("GLOBAL", None, 404, "not found"),
        ("a|b", None, 404, "not found"),
    ],
)
async def test_what_cannot_be_purged_is_refused(
    http: Http, root: Headers, org_id: str, confirm: str | None, status: int, said: str
) -> None:
    answer = await purge(http, root, org_id, confirm)

    assert (answer.status, said in answer.json["message"]) == (status, True)


@pytest.mark.parametrize("body", [{}, {"confirm": None}, {"confirm": "closed", "force": True}])
async def test_it_is_not_done_by_accident(
    http: Http, root: Headers, body: dict[str, object]
) -> None:
    place = {"org_id": "closed"}

    answer = await http("purge_organization", place, body=body, headers=root)

    assert answer.status == 400
    assert (await http("get_organization", place, headers=root)).status == 200


async def test_the_files_that_its_runs_kept_go_and_no_others(
    http: Http, root: Headers, running: Runtime
) -> None:
    workspace = running.platform.services.workspace
    for org_id in ("a", "A"):
        await fill(running.platform, org_id, beside="globex")
        for name in ("x.txt", "y.txt"):
            await workspace.write(data_folder(org_id).child("deep").child(name), b"x")

    answer = await purge(http, root, "a")

    assert answer.json["removed"]["files"] == 2
    assert await workspace.find(data_folder("a")) is None
    assert len(await workspace.walk(data_folder("A"))) == 3


async def test_the_name_confirms_as_well(http: Http, root: Headers) -> None:
    assert (await purge(http, root, "closed", " Closed ")).json["complete"]


async def test_it_is_on_the_platforms_record_and_not_a_customers(http: Http, root: Headers) -> None:
    answer = await purge(http, {**root, "x-organization-id": "acme"}, "closed")

    assert (answer.status, "X-Organization-Id" in answer.json["message"]) == (400, True)
