"""/api/secrets: names come out, values only go in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from functions.composition import Runtime
from shared.errors import Stale, Unavailable
from shared.models.secrets import SecretUser
from shared.services.secrets import MemorySecrets
from shared.services.services import Services
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]
OWNER, BOB = signed_in("owner"), signed_in("bob")


class Busy(MemorySecrets):
    """A vault that takes its time to delete, and can be away."""

    deletions_under_way = 0
    is_away = False

    async def put(self, name: str, value: str) -> None:
        if self.is_away:
            raise Unavailable("Key Vault limits the rate of requests: try again in a minute")
        await super().put(name, value)

    async def recover(self, name: str) -> None:
        if self.deletions_under_way:
            self.deletions_under_way -= 1
            raise Stale("still deleting it")
        await super().recover(name)

    async def delete(self, name: str) -> datetime | None:
        if self.is_away:
            raise Unavailable("away")
        return await super().delete(name)


@pytest.fixture
def vault() -> Busy:
    return Busy()


@pytest.fixture
def services(services: Services, vault: Busy) -> Services:
    return replace(services, secrets=vault)


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "bob", {"globex": "admin"})


async def create(http: Http, name: str, value: object = "hunter2", **more: object) -> Answer:
    body = {"secretKey": name, "value": value, **more}
    return await http("create_secret", body=body, headers=OWNER)


async def put(http: Http, name: str, value: object = "hunter3") -> Answer:
    return await http("set_secret", {"name": name}, body={"value": value}, headers=OWNER)


async def delete(http: Http, name: str, **query: str) -> Answer:
    return await http("delete_secret", {"name": name}, query=query, headers=OWNER)


async def refer(http: Http, key: str, name: str) -> Answer:
    body = {"key": key, "type": "secret_ref", "secretRef": name}
    return await http("set_config", body=body, headers=OWNER)


async def names(http: Http, who: Headers = OWNER) -> list[str]:
    return list((await http("list_secrets", headers=who)).json["secrets"])


async def value(running: Runtime, name: str, org_id: str = "acme") -> str | None:
    return await running.platform.directory.secrets_of(org_id).value(name)


@BOTH_STORES
async def test_a_secret_is_made_renewed_shown_and_deleted(http: Http, running: Runtime) -> None:
    made = await create(http, "API_KEY")
    first = await value(running, "API_KEY")
    renewed = await put(http, "API_KEY")
    second = await value(running, "API_KEY")
    shown = await http("get_secret", {"name": "API_KEY"}, headers=OWNER)
    gone = await delete(http, "API_KEY")
    after = await http("get_secret", {"name": "API_KEY"}, headers=OWNER)

    assert (made.status, renewed.status, gone.status, after.status) == (201, 200, 200, 404)
    assert (made.json["name"], made.json["secretKey"], made.json["orgId"]) == (
        "API_KEY",
        "API_KEY",
        "acme",
    )
    assert (first, second, await value(running, "API_KEY")) == ("hunter2", "hunter3", None)
    assert (len(shown.json["versions"]), shown.json["usedBy"]) == (2, [])
    assert gone.json["recoverableUntil"]
    assert not any(b"hunter" in answer.body for answer in (made, renewed, shown, gone))


async def test_a_secret_is_made_once(http: Http, running: Runtime) -> None:
    await create(http, "plain-name")

    again = await create(http, "plain-name", "hunter3")

    assert (again.status, again.json["error"]) == (409, "Conflict")
    assert await value(running, "plain-name") == "hunter2"


async def test_to_set_one_that_is_not_there_makes_it(http: Http) -> None:
    assert (await put(http, "plain-name")).status == 200
    assert await names(http) == ["plain-name"]


@BOTH_STORES
async def test_names_that_the_vault_cannot_tell_apart_are_two_secrets(
    http: Http, running: Runtime
) -> None:
    alike = ["api-key", "API-KEY", "api_key", "Api_Key", "api.key", "api--key", "a" * 120]

    for name in alike:
        assert (await create(http, name, f"value of {name}")).status == 201

    assert await names(http) == sorted(alike)
    assert [await value(running, name) for name in alike] == [f"value of {one}" for one in alike]
    in_vault = await running.platform.services.secrets.names("bifrost-acme--")
    assert len(in_vault) == len(alike)


async def test_the_platforms_own_secrets_are_nobodys(
    http: Http, running: Runtime, vault: Busy
) -> None:
    await vault.put("bifrost-acme--oauth-halo", "of the platform")

    made = await create(http, "oauth-halo")

    assert (made.status, await value(running, "oauth-halo")) == (201, "hunter2")
    assert await vault.find("bifrost-acme--oauth-halo") == "of the platform"


async def test_what_nobody_set_here_is_not_read(running: Runtime, vault: Busy) -> None:
    await vault.put("bifrost-acme--of-somebody", "hunter2")

    assert await value(running, "of-somebody") is None


@pytest.mark.parametrize(
    "name", ["", "a b", "a/b", "a'b", "a|b", "a#b", "é", "-a", ".", "x" * 121, "a\n", "../a"]
)
async def test_what_is_no_name_is_refused(http: Http, name: str) -> None:
    answers = [
        await create(http, name),
        await put(http, name),
        await delete(http, name),
        await http("get_secret", {"name": name}, headers=OWNER),
    ]

    assert {answer.status for answer in answers} == {400}


@pytest.mark.parametrize(
    "value", ["", "abc", "   x   ", "x" * 25_601, "€" * 9000, None, 123456, ["hunter2"]]
)
async def test_what_is_no_value_is_refused_and_not_repeated(http: Http, value: object) -> None:
    answers = [await create(http, "plain-name", value), await put(http, "plain-name", value)]

    assert [answer.status for answer in answers] == [400, 400]
    assert not any(b"hunter2" in answer.body or b"xxxx" in answer.body for answer in answers)


@pytest.mark.parametrize("field", ["value", "config"])
async def test_what_is_wrong_with_a_value_is_said_in_words(http: Http, field: str) -> None:
    if field == "value":
        answer = await create(http, "plain-name", "abc")
    else:
        body = {"key": "plain-name", "type": "secret_ref", "value": "abc"}
        answer = await http("set_config", body=body, headers=OWNER)

    expected = {
        "location": ["body", "value"],
        "message": "a secret must have at least 4 characters",
    }
    assert answer.json["details"] == [expected]


@pytest.mark.parametrize("more", [{"orgId": "globex"}, {"createdBy": "x"}, {"version": "x"}])
async def test_what_is_not_for_callers_to_say_is_refused(http: Http, more: dict[str, str]) -> None:
    assert (await create(http, "plain-name", **more)).status == 400
    assert (await create(http, "plain-name", orgId="acme")).status == 201


async def test_secrets_of_another_organization_are_not_there(http: Http) -> None:
    await create(http, "plain-name")
    place = {"name": "plain-name"}

    answers = [
        await http("get_secret", place, headers=BOB),
        await http("delete_secret", place, headers=BOB),
    ]

    assert [answer.status for answer in answers] == [404, 404]
    assert (await names(http, BOB), await names(http)) == ([], ["plain-name"])


@BOTH_STORES
async def test_what_is_in_use_stays_unless_forced(http: Http) -> None:
    await create(http, "plain-name")
    for key in ("one", "two"):
        await refer(http, key, "plain-name")

    refused = await delete(http, "plain-name")
    forced = await delete(http, "plain-name", force="true")

    assert (refused.status, forced.status) == (409, 200)
    assert [detail["location"] for detail in refused.json["details"]] == [
        ["config", "one"],
        ["config", "two"],
    ]
    assert [user["id"] for user in forced.json["usedBy"]] == ["one", "two"]


async def test_a_workflow_that_names_it_is_shown_and_keeps_it(http: Http) -> None:
    """``tests/workspace/configured.py`` reads it."""
    await create(http, "plain")

    shown = await http("get_secret", {"name": "plain"}, headers=OWNER)
    refused = await delete(http, "plain")
    forced = await delete(http, "plain", force="true")

    told = "code of the platform"
    assert shown.json["usedBy"] == [{"kind": "workflow", "id": told}]
    assert (refused.status, forced.status) == (409, 200)
    assert refused.json["details"][0]["location"] == ["workflow", told]
    for answer in (shown, refused, forced, await http("list_audit_entries", headers=OWNER)):
        assert b"configured" not in answer.body


async def test_platform_administrators_read_which_file_names_it(
    http: Http, root: Mapping[str, str]
) -> None:
    await create(http, "plain")
    scoped = {**root, "x-organization-id": "acme"}

    shown = await http("get_secret", {"name": "plain"}, headers=scoped)
    await http("delete_secret", {"name": "plain"}, query={"force": "true"}, headers=scoped)
    log = await http("list_audit_entries", headers=OWNER)

    assert shown.json["usedBy"] == [{"kind": "workflow", "id": "configured.py"}]
    assert b"secret.delete" in log.body
    assert b"configured" not in log.body


async def test_another_kind_of_user_keeps_it_too(http: Http, running: Runtime) -> None:
    await create(http, "plain-name")
    secrets = running.platform.directory.secrets_of("acme")
    user = SecretUser(kind="connection", id="halo")
    changes = secrets.claim(await secrets.get("plain-name"), user)
    await running.platform.services.directory.transaction("config|acme", changes)

    refused = await delete(http, "plain-name")

    assert refused.json["details"][0]["location"] == ["connection", "halo"]


async def test_a_forced_deletion_is_healed_by_setting_it_again(http: Http) -> None:
    await create(http, "plain-name")
    await refer(http, "one", "plain-name")
    await delete(http, "plain-name", force="true")

    await put(http, "plain-name")
    shown = await http("get_secret", {"name": "plain-name"}, headers=OWNER)
    removed = await http("delete_config", {"key": "one"}, headers=OWNER)

    assert shown.json["usedBy"] == [{"kind": "config", "id": "one"}]
    assert removed.status == 204
    assert (await delete(http, "plain-name")).status == 200


@BOTH_STORES
async def test_a_deleted_name_can_be_used_again(http: Http, running: Runtime, vault: Busy) -> None:
    await create(http, "plain-name")
    await delete(http, "plain-name")
    vault.deletions_under_way = 1

    made = await create(http, "plain-name", "hunter9")

    assert made.status == 201
    assert await value(running, "plain-name") == "hunter9"


async def test_a_deletion_that_takes_too_long_is_said(http: Http, vault: Busy) -> None:
    await create(http, "plain-name")
    await delete(http, "plain-name")
    vault.deletions_under_way = 100

    answer = await create(http, "plain-name")

    assert answer.status == 409
    assert "still deleting" in answer.json["message"]


async def test_a_vault_that_is_asked_too_often_is_503(http: Http, vault: Busy) -> None:
    vault.is_away = True

    answer = await create(http, "plain-name")

    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert "limits the rate" in answer.json["message"]
    assert await names(http) == []


async def test_a_deletion_that_was_cut_off_can_be_finished(
    http: Http, running: Runtime, vault: Busy
) -> None:
    await create(http, "plain-name")
    vault.is_away = True
    cut_off = await delete(http, "plain-name")
    vault.is_away = False

    claimed = await refer(http, "one", "plain-name")
    again = await delete(http, "plain-name")

    assert (cut_off.status, claimed.status, again.status) == (503, 409, 200)
    assert await names(http) == []


async def test_nothing_begins_to_refer_to_a_secret_that_is_being_deleted(
    http: Http, running: Runtime
) -> None:
    await create(http, "plain-name")
    secrets = running.platform.directory.secrets_of("acme")
    before = await secrets.get("plain-name")
    await refer(http, "one", "plain-name")

    with pytest.raises(Stale):
        await secrets.remove(before)

    assert await value(running, "plain-name") == "hunter2"


async def test_a_changed_value_is_seen_here_at_once(http: Http, running: Runtime) -> None:
    await create(http, "plain-name")
    seen = [await value(running, "plain-name")]
    await put(http, "plain-name")
    seen.append(await value(running, "plain-name"))
    await delete(http, "plain-name")
    seen.append(await value(running, "plain-name"))

    assert seen == ["hunter2", "hunter3", None]


async def test_names_are_listed_in_pages(http: Http) -> None:
    for number in range(5):
        await create(http, f"name-{number}")

    pages: list[Sequence[str]] = []
    token = ""
    while True:
        query = {"limit": "2", "continuationToken": token}
        page = await http("list_secrets", query=query, headers=OWNER)
        assert (page.json["orgId"], page.json["count"]) == ("acme", len(page.json["secrets"]))
        pages.append(page.json["secrets"])
        token = page.json["continuationToken"]
        if not token:
            break

    assert [len(page) for page in pages] == [2, 2, 1]


async def test_what_was_done_is_on_the_record_without_values(http: Http) -> None:
    await create(http, "plain-name")
    await put(http, "plain-name")
    await delete(http, "plain-name")

    audit = await http("list_audit_entries", headers=OWNER)

    operations = {entry["operation"] for entry in audit.json}
    assert operations == {"secret.create", "secret.set", "secret.delete"}
    assert b"hunter" not in audit.body
