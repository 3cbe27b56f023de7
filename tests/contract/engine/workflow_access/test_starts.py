"""Who may start which workflow by its name."""

import pytest

from tests.contract.engine.workflow_access.workflow_access_helpers import (
    ABSENT,
    DIRECT,
    WORKFLOWS,
    People,
    told,
)

everybody = pytest.mark.parametrize("who", DIRECT)


@everybody
async def test_each_starts_by_name_what_is_declared_for_them(people: People, who: str) -> None:
    absent = await people.start(who, ABSENT)

    for name in WORKFLOWS:
        answer = await people.start(who, name)
        if name in DIRECT[who]:
            assert answer.status == 200, (name, answer.json)
        else:
            assert told(answer, name) == told(absent, ABSENT), name
            similar = answer.json["message"].partition(" not found")[2]
            assert not [one for one in WORKFLOWS if repr(one) in similar and one not in DIRECT[who]]


@everybody
async def test_what_lists_and_documents_show_is_what_each_may_start(
    people: People, who: str
) -> None:
    headers, http = people.headers[who], people.http
    shown: list[set[str]] = []
    if people.is_by_key(who):
        paths = (await http("get_openapi_with_workflows", headers=headers)).json["paths"]
        shown.append({path.rpartition("/")[2] for path in paths})
    else:
        shown.append({one["name"] for one in (await http("list_workflows", headers=headers)).json})
        for name in (*WORKFLOWS, ABSENT):
            one = await http("get_workflow", {"name": name}, headers=headers)
            assert one.status == (200 if name in DIRECT[who] else 404), name
    if "API key" not in who and not people.is_by_key(who):
        everything = (await http("discover", headers=headers)).json["workflows"]
        shown.append({one["name"] for one in everything})

    for found in shown:
        assert found & {*WORKFLOWS} == DIRECT[who]
        assert "script" not in found


@pytest.mark.parametrize("who", ["member", "owner"])
async def test_roles_and_organizations_are_not_told_to_whom_they_are_no_business(
    people: People, who: str
) -> None:
    headers = people.headers[who]

    found = (await people.http("get_workflow", {"name": "for_members"}, headers=headers)).json
    theirs = (
        await people.http(
            "get_workflow", {"name": "for_globex"}, headers=people.headers["root elsewhere"]
        )
    ).json

    assert (found["access"], found["organizations"]) == ("members", None)
    assert found["roles"] == (None if who == "member" else [])
    assert theirs["organizations"] == ["globex"]
