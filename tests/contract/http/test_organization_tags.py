"""Tags of organizations: how platform administrators group their customers."""

import json
from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]


async def tag(http: Http, root: Headers, org_id: str, *tags: str) -> Answer:
    body = {"tags": [*tags]}
    return await http("update_organization", {"org_id": org_id}, body=body, headers=root)


async def having(http: Http, root: Headers, tags: str) -> list[str]:
    answer = await http("list_organizations", query={"tags": tags}, headers=root)
    assert answer.status == 200, answer.json
    return [one["id"] for one in answer.json]


@BOTH_STORES
async def test_organizations_are_found_by_all_of_the_tags(http: Http, root: Headers) -> None:
    await tag(http, root, "acme", "Managed", "EU")
    await tag(http, root, "globex", "managed")
    made = await http("create_organization", body={"name": "New", "tags": ["eu"]}, headers=root)

    assert await having(http, root, "MANAGED") == ["acme", "globex"]
    assert await having(http, root, " managed , eu") == ["acme"]
    assert await having(http, root, "eu") == sorted([made.json["id"], "acme"])
    assert await having(http, root, "none") == []
    assert len(await having(http, root, ", ,")) == 4


async def test_tags_are_distinct_whatever_their_case_and_stay_when_left_out(
    http: Http, root: Headers
) -> None:
    tagged = await tag(http, root, "acme", "vip", "EU", " Vip ", "eu")
    place = {"org_id": "acme"}
    renamed = await http("update_organization", place, body={"name": "Acme 2"}, headers=root)
    cleared = await tag(http, root, "acme")

    assert tagged.json["tags"] == renamed.json["tags"] == ["EU", "vip"]
    assert cleared.json["tags"] == []


@pytest.mark.parametrize(
    "tags", [["a,b"], [""], ["x" * 51], ["a\nb"], [f"t{n}" for n in range(21)], "a", [1]]
)
async def test_a_tag_that_could_not_be_filtered_by_is_refused(
    http: Http, root: Headers, tags: object
) -> None:
    place = {"org_id": "acme"}
    answer = await http("update_organization", place, body={"tags": tags}, headers=root)

    assert answer.status == 400
    assert "tags" in str(answer.json["details"])


async def test_a_filtered_list_has_pages(http: Http, root: Headers) -> None:
    for org_id in ("acme", "closed", "globex"):
        await tag(http, root, org_id, "all")
    query = {"tags": "all", "limit": "2"}

    first = await http("list_organizations", query=query, headers=root)
    more = {**query, "continuationToken": first.headers["x-continuation-token"]}
    second = await http("list_organizations", query=more, headers=root)

    assert [one["id"] for one in first.json] == ["acme", "closed"]
    assert [one["id"] for one in second.json] == ["globex"]
    assert "x-continuation-token" not in second.headers


async def test_the_customer_never_sees_the_tags(
    http: Http, root: Headers, running: Runtime
) -> None:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    headers = signed_in("owner", "acme")
    body = {"tags": ["late-payer"], "name": "Acme Ltd"}
    await http("update_organization", {"org_id": "acme"}, body=body, headers=root)
    await tag(http, root, "acme", "late-payer", "eu")

    own = (await http("list_audit_entries", headers=headers)).json
    session = (await http("get_session", headers=headers)).json
    ours = (await http("list_audit_entries", headers=root)).json

    assert [entry["operation"] for entry in own] == ["organization.update"]
    assert "late-payer" not in json.dumps([own, session])
    assert "late-payer" in json.dumps(ours)
