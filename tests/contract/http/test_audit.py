"""Who did what: every change is on the record, and tampering with the record shows."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from functions.composition import Runtime
from shared.errors import Unavailable
from shared.handlers import audit
from shared.models.audit import AuditActor, AuditFacts
from shared.services.services import Services
from shared.services.tables import Change, MemoryTable, Put
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.composition import in_use
from tests.contract.users import signed_in, with_key

Headers = Mapping[str, str]


async def entries(http: Http, root: Headers, **query: str) -> list[dict[str, object]]:
    listed = await http("list_audit_entries", query=query, headers=root)
    assert listed.status == 200
    return listed.json


async def test_a_change_is_intended_and_then_concluded(http: Http, root: Headers) -> None:
    headers = {**root, "x-request-id": "r1", "x-forwarded-for": "6.6.6.6, 10.0.0.7"}
    made = await http("create_organization", body={"name": "New"}, headers=headers)

    outcome, intent = await entries(http, root, operation="organization.")

    assert (intent["phase"], outcome["phase"]) == ("intent", "outcome")
    assert outcome["intentSequence"] == intent["sequence"]
    assert (outcome["operation"], outcome["outcome"]) == ("organization.create", "succeeded")
    assert outcome["requestId"] == "r1"
    assert outcome["actor"]["address"] == "10.0.0.7"  # type: ignore[index]
    assert outcome["objectId"] == made.json["id"]
    assert outcome["after"]["name"] == "New"  # type: ignore[index]
    assert outcome["previousHash"] == intent["hash"]


async def test_a_refused_change_is_on_the_record_with_its_reason(http: Http, root: Headers) -> None:
    await http("delete_user", {"user": "nobody@example.test"}, headers=root)

    outcome, _ = await entries(http, root, operation="user.delete")

    assert (outcome["outcome"], outcome["error"]) == ("refused", "NotFound")


async def test_what_changed_is_told_by_before_and_after(http: Http, root: Headers) -> None:
    body = {"email": "new@example.test", "displayName": "Old"}
    await http("create_user", body=body, headers=root)
    place = {"user": "new@example.test"}
    await http("update_user", place, body={"displayName": "New"}, headers=root)

    outcome = (await entries(http, root, operation="user.update"))[0]

    before, after = outcome["before"], outcome["after"]
    assert (before["displayName"], after["displayName"]) == ("Old", "New")  # type: ignore[index]


async def test_no_secret_is_on_the_record(http: Http, root: Headers, running: Runtime) -> None:
    in_acme = {**root, "x-organization-id": "acme"}
    made = await http("create_workflow_key", body={"description": "secret"}, headers=in_acme)
    secret = made.json["rawKey"].partition(f"{UUID(made.json['id']).hex}_")[2]
    assert len(secret) > 40

    await http("revoke_workflow_key", {"key_id": made.json["id"]}, headers=in_acme)

    table = running.platform.services.audit
    page = await table.page("acme", " ", "~", limit=1000)
    kept = json.dumps([dict(row.columns) for row in page.rows])
    assert "apiKey.revoke" in kept
    assert secret not in kept


async def test_reading_is_not_on_the_record(http: Http, root: Headers) -> None:
    await http("list_organizations", headers=root)

    assert await entries(http, root) == []


async def test_the_log_of_an_organization_is_its_own(http: Http, root: Headers) -> None:
    in_acme = {**root, "x-organization-id": "acme"}
    await http("create_workflow_key", body={}, headers=in_acme)

    assert len(await entries(http, in_acme)) == 2
    assert await entries(http, root) == []


async def test_the_log_is_read_in_pages(http: Http, root: Headers) -> None:
    for number in range(3):
        await http("create_organization", body={"name": f"n{number}"}, headers=root)

    first = await http("list_audit_entries", query={"limit": "4"}, headers=root)
    token = first.headers["x-continuation-token"]
    query = {"limit": "4", "continuationToken": token}
    second = await http("list_audit_entries", query=query, headers=root)

    sequences = [entry["sequence"] for entry in first.json + second.json]
    assert sequences == sorted(sequences, reverse=True)
    assert len(sequences) == 6


async def test_the_log_can_be_taken_away_as_json_lines(http: Http, root: Headers) -> None:
    await http("create_organization", body={"name": "New"}, headers=root)

    answer = await http("export_audit_log", headers=root)

    lines = [json.loads(line) for line in answer.body.decode().splitlines()]
    assert [line["sequence"] for line in lines] == [2, 1]
    assert answer.headers["content-type"] == "application/x-ndjson"


async def test_an_untouched_log_is_verified(http: Http, root: Headers, running: Runtime) -> None:
    for number in range(3):
        await http("create_organization", body={"name": f"n{number}"}, headers=root)
    await audit.settle(running.platform)

    verdict = await http("verify_audit_log", headers=root)

    assert (verdict.json["ok"], verdict.json["checked"]) == (True, 6)


async def test_a_changed_entry_is_named(http: Http, root: Headers, running: Runtime) -> None:
    await http("create_organization", body={"name": "honest"}, headers=root)
    table = running.platform.services.audit
    page = await table.page("GLOBAL", "e|", "e}", limit=10)
    row = page.rows[0]
    forged = {name: text.replace("honest", "forged") for name, text in row.columns.items()}
    await table.transaction("GLOBAL", [Put(row.key, forged)])

    verdict = await http("verify_audit_log", headers=root)

    assert verdict.json["ok"] is False
    assert verdict.json["firstBroken"]["sequence"] == 2


async def test_an_intent_without_an_outcome_is_settled(
    http: Http, root: Headers, running: Runtime
) -> None:
    actor = AuditActor(kind="user", id="ada", name="Ada")
    log = running.platform.directory.audit_of("GLOBAL")
    await log.intend(AuditFacts("user.delete", actor))

    for intent in await log.open_intents(timedelta(0)):
        await log.settle(intent)

    outcome, _ = await entries(http, root)
    assert outcome["outcome"] == "unknown"


async def test_nothing_is_changed_that_cannot_be_recorded(
    http: Http, root: Headers, services: Services, memory_settings: Settings
) -> None:
    class Away(MemoryTable):
        async def transaction(self, partition: str, changes: Sequence[Change]) -> Sequence[str]:
            raise Unavailable("away")

    async with in_use(memory_settings, replace(services, audit=Away())):
        answer = await http("create_organization", body={"name": "Never"}, headers=root)
        listed = await http("list_organizations", headers=root)

    assert answer.status == 503
    assert "Never" not in [found["name"] for found in listed.json]


async def test_a_refused_credential_is_noted_apart(
    http: Http, root: Headers, running: Runtime
) -> None:
    await http("list_executions", headers=with_key("bfk_forged_secret"))
    await http("list_executions", headers=signed_in("stranger"))
    await http("list_executions", headers={})

    page = await running.platform.directory.refused_sign_ins.page()

    assert [entry.claimed for entry in page.entries] == ["a client principal", "an API key"]
    assert "forged" not in page.model_dump_json()
    assert await entries(http, root) == []


async def test_changes_at_once_make_one_chain(http: Http, root: Headers) -> None:
    made = [
        http("create_organization", body={"name": f"n{number}"}, headers=root)
        for number in range(20)
    ]

    answers = await asyncio.gather(*made)

    verdict = await http("verify_audit_log", headers=root)
    assert {answer.status for answer in answers} == {201}
    assert (verdict.json["ok"], verdict.json["checked"]) == (True, 40)
