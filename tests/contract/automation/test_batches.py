"""Batches: stages, failures, denials, secrets, cancelling and retrying."""

from collections.abc import Mapping
from typing import Any

import azure.functions as func
import pytest

from shared.models.base import GLOBAL
from shared.models.organizations import Organization
from shared.repositories.events import LOG
from shared.repositories.fleet.batches import PARTITION
from shared.repositories.row_keys import span
from tests.contract.automation.batch_desk import BatchDesk, rows_for, states
from tests.contract.automation.desk import Desk
from tests.contract.users import signed_in

FINE, WRONG = "json", "no_such_module"


@pytest.fixture
def batches(desk: Desk, functions: Mapping[str, func.Function]) -> BatchDesk:
    return BatchDesk(desk, functions)


@pytest.fixture
async def others(desk: Desk) -> list[str]:
    """Seven more organizations, with a tag."""
    names = [f"org-{number}" for number in range(7)]
    for name in names:
        made = Organization(
            id=name, name=name.title(), tags=("eu",), created_by="tests", created_at=desk.clock.at
        )
        await desk.running.platform.directory.organizations.add(made)
    return names


async def test_each_stage_waits_for_the_one_before(batches: BatchDesk, others: list[str]) -> None:
    batch = await batches.made(
        target={"tags": ["EU"]}, inputs={"module": FINE}, stages=[1, 2], failureLimit=1
    )

    begun = [await batches.step() for _ in range(3)]
    await batches.turn()
    view = await batches.view(batch)

    assert begun == [1, 2, 4]
    assert view["state"] == "completed"
    assert [row["stage"] for row in view["rows"]] == [1, 2, 2, 3, 3, 3, 3]
    assert states(view) == ["succeeded"] * 7
    assert [row["orgId"] for row in view["rows"]] == others
    assert view["counts"]["succeeded"] == view["total"] == 7


async def test_a_child_is_an_ordinary_run_of_its_organization(batches: BatchDesk) -> None:
    batch = await batches.made(rows=rows_for({"acme": FINE}))
    await batches.step()
    await batches.turn()

    row = (await batches.view(batch))["rows"][0]
    seen = await batches.desk.http(
        "get_execution", {"execution_id": row["executionId"]}, headers=signed_in("owner", "acme")
    )

    assert seen.json["cause"]["kind"] == "batch"
    assert seen.json["cause"]["id"] == batch["id"]
    assert seen.json["executedByName"] == "Root"
    assert seen.json["inputData"] == {"module": FINE}


async def test_failures_keep_the_next_stage_from_beginning(batches: BatchDesk) -> None:
    rows = rows_for({"acme": WRONG, "globex": FINE})
    batch = await batches.made(rows=rows, stages=[1])

    await batches.step()
    await batches.step()
    view = await batches.view(batch)

    assert view["state"] == "stopped"
    assert view["reason"] == "1 failed, and from 1 on no stage begins"
    assert states(view) == ["failed", "unstarted"]


async def test_one_failure_stops_no_other_below_the_limit(batches: BatchDesk) -> None:
    rows = rows_for({"acme": WRONG, "globex": FINE})
    batch = await batches.made(rows=rows, stages=[1], failureLimit=2)

    for _ in range(2):
        await batches.step()
    await batches.turn()
    view = await batches.view(batch)

    assert (view["state"], states(view)) == ("completed", ["failed", "succeeded"])


async def test_the_denied_are_skipped_with_the_reason(batches: BatchDesk) -> None:
    target = {"organizations": ["acme", "closed", "nowhere", "globex"]}
    batch = await batches.made(workflowName="for_globex", target=target)

    assert await batches.step() == 1
    await batches.turn()
    view = await batches.view(batch)

    assert states(view) == ["skipped", "skipped", "skipped", "succeeded"]
    assert [row["reason"] for row in view["rows"]][1:3] == [
        "the organization is not active",
        "there is no such organization",
    ]
    assert "for_globex" in view["rows"][0]["reason"]


async def test_values_that_do_not_fit_are_a_failure_of_their_row(batches: BatchDesk) -> None:
    rows = [{"organizationId": "acme", "inputs": {"module": 5}}]
    batch = await batches.made(rows=rows)

    await batches.turn()
    view = await batches.view(batch)

    assert states(view) == ["failed"]
    assert "module" in view["rows"][0]["reason"]


async def test_it_stops_when_its_maker_loses_the_right(batches: BatchDesk) -> None:
    batch = await batches.made(
        target={"organizations": ["acme", "globex"]}, inputs={"module": FINE}, stages=[1]
    )
    await batches.step()
    users = batches.desk.running.platform.directory.users
    found = await users.get(batches.desk.ids["root"])
    await users.replace(found, replaced_admin(found.user))

    await batches.turn()
    view = (await batches.ask("get_batch", batch, who="other")).json

    assert view["state"] == "stopped"
    assert states(view) == ["succeeded", "unstarted"]
    assert "administrator" in view["reason"]


def replaced_admin(user: Any) -> Any:
    return user.model_copy(update={"is_platform_admin": False})


async def test_cancelling_stops_what_has_not_started(batches: BatchDesk) -> None:
    batch = await batches.made(
        target={"organizations": ["acme", "globex"]}, inputs={"module": FINE}, stages=[1]
    )
    await batches.turn()

    cancelled = (await batches.ask("cancel_batch", batch, method="POST")).json
    await batches.turn()
    running = await batches.view(batch)
    await batches.run()
    await batches.turn()
    view = await batches.view(batch)

    assert cancelled["halt"] == "cancelled"
    assert (running["state"], states(running)) == ("running", ["running", "unstarted"])
    assert (view["state"], states(view)) == ("cancelled", ["succeeded", "unstarted"])
    again = await batches.ask("cancel_batch", batch, method="POST")
    assert again.status == 409


async def test_only_the_failed_are_retried(batches: BatchDesk) -> None:
    batch = await batches.made(rows=rows_for({"acme": WRONG, "globex": FINE}), failureLimit=5)
    early = await batches.ask("retry_batch", batch, body={})
    await batches.step()
    await batches.turn()
    before = await batches.view(batch)

    again = await batches.ask("retry_batch", batch, body={})
    assert await batches.step() == 1
    await batches.turn()
    view = await batches.view(batch)

    assert early.status == 409
    assert again.json["round"] == 2
    assert states(view) == ["failed", "succeeded"]
    assert [row["attempt"] for row in view["rows"]] == [2, 1]
    first, second = view["rows"]
    assert second == before["rows"][1]
    assert first["executionId"] != before["rows"][0]["executionId"]


async def test_secret_values_are_nowhere_and_gone_at_the_end(batches: BatchDesk) -> None:
    word, own = "correct-horse", "battery-staple"
    rows = [
        {"organizationId": "acme"},
        {"organizationId": "globex", "inputs": {"password": own, "note": f"see {own}"}},
    ]
    batch = await batches.made(
        workflowName="keeps_a_password", rows=rows, inputs={"password": word}
    )
    table = batches.desk.running.platform.services.directory

    async def stored() -> str:
        page = await table.page(PARTITION, "a", "~", limit=1000)
        return "".join(text for row in page.rows for text in row.columns.values())

    during = await stored()
    await batches.step()
    await batches.turn()
    view = await batches.view(batch)
    csv = (await batches.ask("get_batch_results", batch)).body.decode()

    assert states(view) == ["succeeded", "succeeded"]
    assert view["withheld"] == ["password"]
    assert view["inputs"] == {"password": "[redacted]"}
    for text in (during, await stored(), str(view), csv):
        assert word not in text
        assert own not in text
    assert '"sealed":"' in during
    assert '"sealed":"' not in await stored()


async def test_a_retry_asks_for_secret_values_again(batches: BatchDesk) -> None:
    rows = [{"organizationId": "acme", "inputs": {"reason": "x", "password": "secret-one"}}]
    batch = await batches.made(workflowName="refuses_a_password", rows=rows)
    await batches.step()
    await batches.turn()

    without = await batches.ask("retry_batch", batch, body={})
    wrong = await batches.ask("retry_batch", batch, body={"inputs": {"note": "x"}})
    given = await batches.ask("retry_batch", batch, body={"inputs": {"password": "secret-two"}})

    assert (without.status, wrong.status, given.status) == (400, 400, 200)
    assert "password" in str(without.json)


async def test_values_come_from_configuration(batches: BatchDesk) -> None:
    for org_id, key in (("acme", "module"), ("globex", "other")):
        await batches.desk.http(
            "set_config",
            body={"key": key, "value": FINE, "type": "string"},
            headers=signed_in("root", org_id),
        )
    target = {"organizations": ["acme", "globex"]}
    batch = await batches.made(target=target, configuration={"module": "module"})

    await batches.step()
    await batches.turn()
    view = await batches.view(batch)

    assert states(view) == ["succeeded", "failed"]
    assert view["rows"][1]["reason"] == "the organization has no configuration 'module'"


async def test_its_end_is_an_event_once(batches: BatchDesk) -> None:
    batch = await batches.made(rows=rows_for({"acme": FINE}))
    for _ in range(3):
        await batches.step()
    await batches.tick()

    events = batches.desk.running.platform.directory.events_of(GLOBAL)
    waiting = [one.event for one in await events.all_waiting(100)]
    logged = [*(await events.page(span(LOG), None, 100)).items]
    ended = [one for one in [*waiting, *logged] if one.type == "batch.ended"]

    assert [one.data["batchId"] for one in ended] == [batch["id"]]
    assert ended[0].data["state"] == "completed"


async def test_the_timer_goes_on_where_messages_are_lost(batches: BatchDesk) -> None:
    batch = await batches.made(rows=rows_for({"acme": FINE, "globex": FINE}), stages=[1])

    for _ in range(4):
        await batches.tick()
        await batches.run()
    view = await batches.view(batch)

    assert (view["state"], states(view)) == ("completed", ["succeeded"] * 2)


async def test_an_organization_may_come_again(batches: BatchDesk) -> None:
    rows = rows_for({"acme": FINE})
    batch = await batches.made(rows=rows * 3)

    assert await batches.step() == 3
    await batches.turn()

    found = {row["executionId"] for row in (await batches.view(batch))["rows"]}
    assert len(found) == 3


async def test_a_form_is_asked_for_each_row(batches: BatchDesk) -> None:
    field = {"name": "name", "label": "Name", "type": "text", "required": True}
    form = await batches.desk.http(
        "create_form",
        body={"name": "Ask", "linkedWorkflow": "take_anything", "formSchema": {"fields": [field]}},
        headers=signed_in("root", GLOBAL),
    )
    assert form.status == 201, form.body
    rows: list[dict[str, object]] = [
        {"organizationId": "acme", "inputs": {"name": "Ada"}},
        {"organizationId": "globex"},
    ]
    batch = await batches.made(workflowName=None, formId=form.json["id"], rows=rows)

    assert await batches.step() == 1
    await batches.turn()
    view = await batches.view(batch)

    assert view["workflowName"] == "take_anything"
    assert states(view) == ["succeeded", "failed"]
    assert "name" in view["rows"][1]["reason"]


async def test_an_organizations_own_form_is_filled_many_times_and_for_no_other(
    batches: BatchDesk,
) -> None:
    field = {"name": "name", "label": "Name", "type": "text", "required": True}
    form = await batches.desk.http(
        "create_form",
        body={"name": "Ours", "linkedWorkflow": "take_anything", "formSchema": {"fields": [field]}},
        headers=signed_in("root", "acme"),
    )
    assert form.status == 201, form.body
    rows: list[dict[str, object]] = [
        {"organizationId": "acme", "inputs": {"name": "Ada"}},
        {"organizationId": "acme", "inputs": {"name": "Grace"}},
        {"organizationId": "globex", "inputs": {"name": "Eve"}},
    ]
    batch = await batches.made(workflowName=None, formId=form.json["id"], rows=rows)

    assert await batches.step() == 2
    await batches.turn()

    assert states(await batches.view(batch)) == ["succeeded", "succeeded", "skipped"]


REFUSED: list[tuple[dict[str, object], int]] = [
    ({"workflowName": "no_such", "target": {"organizations": ["acme"]}}, 404),
    ({"workflowName": None, "formId": "no-such", "target": {"organizations": ["acme"]}}, 404),
    ({"target": {"tags": ["nowhere"]}}, 400),
    ({}, 400),
    ({"formId": "x", "target": {"organizations": ["acme"]}}, 400),
    ({"target": {"organizations": ["acme"]}, "rows": rows_for({"acme": FINE})}, 400),
    ({"target": {"organizations": ["acme"]}, "inputs": {"module": "x" * 17_000}}, 400),
]


@pytest.mark.parametrize(("facts", "status"), REFUSED)
async def test_what_cannot_run_is_refused(
    batches: BatchDesk, facts: dict[str, object], status: int
) -> None:
    body = {"name": "All", "workflowName": "imports", **facts}
    assert (await batches.ask("create_batch", body=body)).status == status


async def test_they_are_listed_newest_first_by_pages(batches: BatchDesk) -> None:
    for number in range(3):
        await batches.made(name=f"Batch {number}", rows=rows_for({"acme": FINE}))

    first = await batches.ask("list_batches", query={"limit": "2"})
    token = first.headers["x-continuation-token"]
    rest = await batches.ask("list_batches", query={"limit": "2", "continuationToken": token})

    names = [one["name"] for one in [*first.json, *rest.json]]
    assert names == ["Batch 2", "Batch 1", "Batch 0"]


async def test_the_results_are_csv_that_no_spreadsheet_runs(batches: BatchDesk) -> None:
    rows = [{"organizationId": "acme", "inputs": {"reason": '=cmd("x"), y'}}]
    batch = await batches.made(workflowName="refuses", rows=rows)
    await batches.step()
    await batches.turn()

    answer = await batches.ask("get_batch_results", batch)

    assert answer.headers["content-type"].startswith("text/csv")
    heading, line = answer.body.decode().splitlines()
    assert heading.startswith("number,organization,name,stage,state")
    assert line.startswith("1,acme,Acme,1,failed,Failed,1,")
    assert line.endswith('"\'=cmd(""x""), y"')
