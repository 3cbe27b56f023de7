"""Schedules: who makes them, and what the timer makes of them."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.models.executions import Status
from tests.contract.automation.desk import Desk
from tests.contract.users import ROOT, signed_in

ROOT_HEADERS = signed_in(ROOT)
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def paused_events(desk: Desk) -> list[dict[str, object]]:
    """The data of the events that a schedule was paused, which wait to be sent on."""
    found = await desk.running.platform.directory.events_of("acme").all_waiting(10)
    return [{**each.event.data} for each in found if each.event.type == "schedule.paused"]


async def test_a_schedule_starts_its_workflow_once_at_its_time(desk: Desk) -> None:
    made = await desk.made(who="owner", org="acme", inputs={"value": 7})

    await desk.at(NINE - timedelta(minutes=1))
    before = await desk.runs("acme")
    await desk.at(NINE + timedelta(seconds=2))
    await desk.at(NINE + timedelta(seconds=3))

    [run] = await desk.runs("acme")
    assert before == []
    assert run.id.version == 7
    assert (run.workflow_name, run.input, run.status) == ("succeeds", {"value": 7}, Status.PENDING)
    assert run.caller.kind is CallerKind.TRIGGER
    assert (run.caller.name, run.caller.is_admin) == ("Nightly", False)
    assert run.caller.maker
    assert run.caller.maker.user_id == desk.ids["owner"]
    [slot] = await desk.slots(made, who="owner")
    assert (slot["state"], slot["counts"]["started"]) == ("started", 1)
    assert slot["runs"][0]["executionId"] == str(run.id)


async def test_a_schedule_says_when_it_runs_in_words_and_in_time(desk: Desk) -> None:
    made = await desk.made(cron="0 9 * * mon-fri", zone="Europe/Berlin")

    assert made["reading"] == "At 09:00 on Monday through Friday, Europe/Berlin"
    assert made["nextRuns"][:2] == ["2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z"]
    assert (made["isEnabled"], made["paused"], made["source"]) == (True, None, "user")


async def test_a_selection_is_evaluated_at_each_time(desk: Desk) -> None:
    made = await desk.made(target={"organizations": ["acme", "globex", "closed", "gone"]})
    everyone = await desk.made(name="All", target={"allOrganizations": True})
    tagged = await desk.made(name="Tagged", target={"tags": ["managed"]})
    body = {"tags": ["Managed"]}
    await desk.http("update_organization", {"org_id": "globex"}, body=body, headers=ROOT_HEADERS)

    await desk.at(NINE)

    [slot] = await desk.slots(made)
    states = {run["orgId"]: (run["state"], run["reason"]) for run in slot["runs"]}
    assert states == {
        "acme": ("started", None),
        "globex": ("started", None),
        "closed": ("skipped", "the organization is not active"),
        "gone": ("skipped", "there is no such organization"),
    }
    assert slot["counts"] == {"started": 2, "waiting": 0, "skipped": 2, "failed": 0}
    [of_all] = await desk.slots(everyone)
    assert [(run["orgId"], run["state"]) for run in of_all["runs"]] == [
        ("acme", "started"),
        ("closed", "skipped"),
        ("globex", "started"),
    ]
    [of_tag] = await desk.slots(tagged)
    assert [(run["orgId"], run["state"]) for run in of_tag["runs"]] == [("globex", "started")]
    assert len(await desk.runs("globex")) == 3


@pytest.mark.parametrize(
    ("overlap", "second"),
    [
        ("skip", ("skipped", "the run of 2026-03-02 09:00 UTC is still under way")),
        ("queue", ("waiting", None)),
        ("replace", ("started", None)),
    ],
)
async def test_runs_that_would_overlap(
    desk: Desk, overlap: str, second: tuple[str, str | None]
) -> None:
    made = await desk.made(org="acme", cron="0 * * * *", overlap=overlap)
    await desk.at(NINE)
    [first] = await desk.runs("acme")

    await desk.at(NINE + timedelta(hours=1))

    slot, _ = await desk.slots(made)
    assert (slot["runs"][0]["state"], slot["runs"][0]["reason"]) == second
    live = await desk.runs("acme")
    if overlap == "replace":
        assert len(live) == 1
        assert live[0].id != first.id
    else:
        assert [run.id for run in live] == [first.id]


async def test_a_queued_time_runs_when_the_last_run_is_over(desk: Desk) -> None:
    made = await desk.made(org="acme", cron="0 * * * *", overlap="queue")
    await desk.at(NINE)
    await desk.at(NINE + timedelta(hours=1))
    [first] = await desk.runs("acme")

    await desk.after(minutes=4)
    still = await desk.runs("acme")
    await desk.running.platform.engine.canceller.cancel(first)
    await desk.after(minutes=4)

    assert [run.id for run in still] == [first.id]
    [second] = await desk.runs("acme")
    assert second.id != first.id
    assert [slot["state"] for slot in await desk.slots(made)] == ["started", "started"]


@pytest.mark.parametrize(
    ("missed", "runs", "records"),
    [
        ("skip", 0, [("missed", 5)]),
        ("once", 1, [("started", 1), ("missed", 4)]),
        ("all", 3, [("started", 1), ("started", 1), ("started", 1), ("missed", 2)]),
    ],
)
async def test_times_at_which_the_platform_did_not_run(
    desk: Desk, missed: str, runs: int, records: list[tuple[str, int]]
) -> None:
    made = await desk.made(
        org="acme", cron="0 * * * *", missed=missed, missedWindowSeconds=3 * 3600, overlap="replace"
    )

    await desk.at(NINE + timedelta(hours=4, minutes=30))  # 9, 10, 11, 12, 13 have passed

    slots = await desk.slots(made)
    assert [(slot["state"], slot["count"]) for slot in slots] == records
    started = [slot for slot in slots if slot["state"] == "started"]
    assert len(started) == runs
    if missed == "all":
        assert [slot["at"][11:13] for slot in started] == ["13", "12", "11"]


async def test_a_missing_workflow_is_shown_and_pauses_the_schedule_in_the_end(desk: Desk) -> None:
    made = await desk.made(org="acme", cron="* * * * *")
    store = desk.running.platform.directory.schedules_of("acme")
    stored = await store.get(made["id"])
    await store.replace(stored, stored.schedule.model_copy(update={"workflow_name": "is_gone"}))

    for _ in range(7):
        await desk.after(minutes=1)

    view = await desk.view(made)
    assert view["problem"] == "there is no workflow 'is_gone', or it cannot be loaded now"
    assert view["paused"] == "it failed 5 times in a row"
    slots = await desk.slots(made)
    assert [slot["state"] for slot in slots] == ["skipped", *["failed"] * 5]
    log = await desk.http(
        "list_audit_entries",
        query={"operation": "schedule.pause"},
        headers=signed_in(ROOT, "acme"),
    )
    assert [one["objectId"] for one in log.json] == [made["id"]]
    facts = {"scheduleId": made["id"], "reason": view["paused"]}
    [told] = await paused_events(desk)
    assert {name: told[name] for name in facts} == facts


async def test_a_schedule_pauses_with_its_maker_and_another_takes_it_over(desk: Desk) -> None:
    made = await desk.made(who="owner", org="acme")
    users = desk.running.platform.directory.users
    before = await users.get(desk.ids["owner"])
    await users.replace(before, before.user.model_copy(update={"memberships": ()}))

    listed = await desk.view(made)
    await desk.at(NINE)
    paused = await desk.view(made)
    runs = await desk.runs("acme")
    taken = await desk.ask("enable_schedule", made["id"], org="acme", method="POST")
    await desk.at(NINE + timedelta(days=1))

    loss = "Owner, who saved it, is no longer administrator of the organization"
    assert listed["problem"] == loss
    assert (paused["paused"], paused["nextRuns"], runs) == (loss, [], [])
    assert [told["reason"] for told in await paused_events(desk)] == [loss]
    assert (taken.json["paused"], taken.json["problem"]) == (None, None)
    assert taken.json["madeByName"] == "Root"
    assert len(await desk.runs("acme")) == 1


async def test_a_member_may_not_and_an_owner_not_elsewhere(desk: Desk) -> None:
    body = {"name": "N", "workflowName": "succeeds", "cron": "0 9 * * *"}
    several = {**body, "target": {"allOrganizations": True}}

    member = await desk.ask("create_schedule", who="member", org="acme", body=body)
    everywhere = await desk.ask("create_schedule", who="owner", org="acme", body=several)
    elsewhere = await desk.ask("create_schedule", who="owner", org="globex", body=body)
    root_in_one = await desk.ask("create_schedule", org="acme", body=several)

    assert [member.status, everywhere.status, elsewhere.status] == [403, 403, 403]
    assert (root_in_one.status, root_in_one.json["message"]) == (
        400,
        "a schedule of an organization is for that organization",
    )


@pytest.mark.parametrize(
    ("facts", "status", "words"),
    [
        ({"cron": "61 * * * *"}, 400, "bad minute"),
        ({"cron": "0 9 * *"}, 400, "five fields"),
        ({"cron": "0 0 30 2 *"}, 400, "cron"),
        ({"zone": "Mars/Olympus"}, 400, "Europe/Berlin"),
        ({"zone": "+02:00"}, 400, "Europe/Berlin"),
        ({"workflowName": "nowhere"}, 404, "nowhere"),
        ({"inputs": {"nothing": 1}}, 400, "does not fit"),
        ({"inputs": {"value": "x" * 20_000}}, 400, "16000"),
        ({"jitterSeconds": 4000}, 400, "3600"),
        ({"target": {}}, 400, "one of them"),
        ({"target": {"tags": ["a"], "allOrganizations": True}}, 400, "one of them"),
    ],
)
async def test_what_cannot_be_meant_is_refused_in_words(
    desk: Desk, facts: dict[str, object], status: int, words: str
) -> None:
    body = {"name": "N", "workflowName": "succeeds", "cron": "0 9 * * *", **facts}

    answer = await desk.ask("create_schedule", body=body)

    assert answer.status == status
    assert words in answer.body.decode()


async def test_schedules_of_another_organization_are_not_found(desk: Desk) -> None:
    made = await desk.made()

    for function in ("get_schedule", "list_schedule_slots"):
        answer = await desk.ask(function, made["id"], who="owner", org="acme")
        assert answer.status == 404
    for function in ("trigger_schedule", "enable_schedule", "disable_schedule"):
        answer = await desk.ask(function, made["id"], who="owner", org="acme", method="POST")
        assert answer.status == 404


async def test_a_user_starts_a_schedule_at_once(desk: Desk) -> None:
    made = await desk.made(org="acme", isEnabled=False, jitterSeconds=600)

    answer = await desk.ask("trigger_schedule", made["id"], who="owner", org="acme", method="POST")

    [run] = await desk.runs("acme")
    assert (answer.status, answer.json["byHand"], answer.json["state"]) == (200, True, "started")
    assert answer.json["runs"][0]["executionId"] == str(run.id)
    assert run.status is Status.PENDING
    assert run.caller.maker
    assert run.caller.maker.name == "Owner"


async def test_jitter_delays_each_run_by_its_own_time(desk: Desk) -> None:
    await desk.made(target={"organizations": ["acme", "globex"]}, jitterSeconds=600)

    await desk.at(NINE)

    due = {org: (await desk.runs(org))[0].due_at for org in ("acme", "globex")}
    assert len({*due.values()}) == 2
    assert all(at and NINE <= at <= NINE + timedelta(seconds=600) for at in due.values())


async def test_what_is_changed_counts_from_now_on(desk: Desk) -> None:
    made = await desk.made(org="acme")
    change = {"cron": "0 10 * * *", "zone": "Europe/Berlin", "name": "Later"}

    changed = await desk.ask("update_schedule", made["id"], org="acme", body=change, method="PATCH")
    off = await desk.ask("disable_schedule", made["id"], org="acme", method="POST")
    await desk.at(NINE)
    nothing = await desk.runs("acme")
    await desk.ask("delete_schedule", made["id"], org="acme", method="DELETE")
    listed = await desk.ask("list_schedules", org="acme")

    assert changed.json["nextRuns"][0] == "2026-03-02T09:00:00Z"
    assert (off.json["isEnabled"], off.json["nextRuns"]) == (False, [])
    assert (nothing, listed.json) == ([], [])


async def test_what_comes_is_listed_in_order(desk: Desk) -> None:
    await desk.made(org="acme", cron="0 */6 * * *", name="Six")
    await desk.made(org="acme", cron="0 9 * * *", name="Nine")
    await desk.made(org="acme", cron="* * * * *", name="Off", isEnabled=False)

    coming = (await desk.ask("list_upcoming_runs", org="acme")).json

    assert [(run["name"], run["at"][11:13]) for run in coming["runs"]] == [
        ("Nine", "09"),
        ("Six", "12"),
        ("Six", "18"),
        ("Six", "00"),
        ("Six", "06"),
    ]
    assert coming["isCut"] is False


async def test_times_are_shown_before_they_are_saved(desk: Desk) -> None:
    body = {
        "cron": "30 2 * * *",
        "zone": "Europe/Berlin",
        "viewerZone": "America/New_York",
        "after": "2026-03-28T00:00:00Z",
        "count": "3",
    }

    found = (await desk.ask("preview_schedule", org="acme", query=body)).json

    assert found["reading"] == "At 02:30 every day, Europe/Berlin"
    assert [run["inZone"] for run in found["runs"]] == [
        "2026-03-28T02:30+01:00",
        "2026-03-29T03:00+02:00",  # there is no 02:30 on that day
        "2026-03-30T02:30+02:00",
    ]
    assert found["runs"][0]["forViewer"] == "2026-03-27T21:30-04:00"


async def test_a_run_in_global_has_no_administrators_rights(desk: Desk) -> None:
    await desk.made()

    await desk.at(NINE)

    [run] = await desk.runs(GLOBAL)
    assert not run.caller.administers(GLOBAL)
