"""What somebody can do with the tokens of pages: go on in the same list, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.models.audit import AuditActor, AuditFacts
from shared.models.pages import token_of
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user

pytestmark = pytest.mark.sampled(one_of=2)

Headers = Mapping[str, str]

ORGANIZATIONS: tuple[str, ...] = ("acme", "globex")
ROLE, USER = "role_id", "user_id"

#: What could break out of a filter, or is no key at all.
HOSTILE = ["", "'", "' or PartitionKey ne '", "/", "\\", "#", "?", "%27", "}", "~", "é", "x" * 500]


@dataclass(frozen=True)
class Place:
    """One list that can be asked for, with its path and its query."""

    function: str
    org_id: str
    path: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    range: str = ""

    async def ask(self, http: Http, root: Headers, token: str = "") -> Answer:
        more = {"continuationToken": token} if token else {}
        query = {**dict(self.query), "limit": "1", **more}
        headers = {**root, "x-organization-id": self.org_id}
        return await http(self.function, dict(self.path), query=query, headers=headers)


def token_in(answer: Answer) -> str:
    """Empty at the end of a list."""
    assert answer.status == 200
    in_body: Mapping[str, str | None] = {} if isinstance(answer.json, list) else answer.json
    return answer.headers.get("x-continuation-token") or in_body.get("continuationToken") or ""


@pytest.fixture
async def places(http: Http, root: Headers, running: Runtime) -> list[Place]:
    """Every list, in two organizations, with more than a page in each."""
    directory, found = running.platform.directory, [*_of_platform()]
    roles = dict.fromkeys(ORGANIZATIONS, "member")
    users = [await add_user(directory.users, f"text{n}", roles) for n in range(3)]
    for org_id in ORGANIZATIONS:
        ids = await _fill(http, {**root, "x-organization-id": org_id}, [user.id for user in users])
        await directory.audit_of(org_id).note(_facts())
        found += _of_organization(org_id, ids[0], str(users[0].id))
    return found


def _of_platform() -> list[Place]:
    return [
        Place("list_organizations", "GLOBAL", range="o|"),
        Place("list_users", "GLOBAL", range="e|"),
        Place("list_users", "GLOBAL", query=(("text", "text"),), range="e|text"),
        Place("list_users", "GLOBAL", query=(("orgId", "acme"),), range="m|acme|"),
        Place("list_users", "GLOBAL", query=(("orgId", "globex"),), range="m|globex|"),
    ]


def _of_organization(org_id: str, role: str, user: str) -> list[Place]:
    return [
        Place("list_roles", org_id, range="r|"),
        Place("list_role_users", org_id, ((ROLE, role),), range=f"u|{role}|"),
        Place("list_role_forms", org_id, ((ROLE, role),), range=f"f|{role}|"),
        Place("list_user_roles", org_id, ((USER, user),), range=f"v|{user}|"),
        Place("list_workflow_keys", org_id, range=f"o|{org_id}|"),
        Place("list_audit_entries", org_id, range="e|"),
    ]


async def _fill(http: Http, headers: Headers, users: list[UUID]) -> list[str]:
    roles: list[str] = []
    for number in range(3):
        await http("create_workflow_key", body={}, headers=headers)
        made = await http("create_role", body={"name": f"Role {number}"}, headers=headers)
        place = {ROLE: made.json["id"]}
        members = {"userIds": [str(user) for user in users]}
        await http("add_users_to_role", place, body=members, headers=headers)
        forms = {"formIds": ["form-1", "form-2", "form-3"]}
        await http("grant_forms_to_role", place, body=forms, headers=headers)
        roles.append(made.json["id"])
    return roles


def _facts() -> AuditFacts:
    return AuditFacts("test.done", AuditActor(kind="user", id="ana", name="Ana"))


async def test_a_token_goes_on_in_its_list(http: Http, root: Headers, places: list[Place]) -> None:
    for place in places:
        first = await place.ask(http, root)
        second = await place.ask(http, root, token_in(first))

        assert (second.status, second.body == first.body) == (200, False), place


async def test_a_token_of_another_list_or_organization_is_refused(
    http: Http, root: Headers, places: list[Place]
) -> None:
    tokens = {place: token_in(await place.ask(http, root)) for place in places}

    for place in places:
        for other, token in tokens.items():
            answer = await place.ask(http, root, token)
            # A narrower search in the same list is part of it.
            is_within = other.function == place.function and other.range.startswith(place.range)
            expected = 200 if is_within and other.org_id == place.org_id else 400
            assert answer.status == expected, (place, other)


@pytest.mark.parametrize("key", HOSTILE)
@BOTH_STORES
async def test_a_forged_token_stays_in_the_callers_list(
    http: Http, root: Headers, places: list[Place], key: str
) -> None:
    """Whoever reads the code can forge the mark, which is no secret."""
    for place in places:
        mark = f"{place.function} {place.org_id}"
        honest = await everything(http, root, place)

        answer = await place.ask(http, root, token_of(place.range + key, mark))

        assert answer.status in (200, 400), place
        if answer.status == 200:
            assert all(item in honest for item in items(answer)), place


@pytest.mark.parametrize("token", ["x", "%", "é", "AAAA", "b3xh", "=" * 8, "e30=", "A" * 3000])
async def test_garbage_is_refused(
    http: Http, root: Headers, places: list[Place], token: str
) -> None:
    answers = [await place.ask(http, root, token) for place in places]

    assert {answer.status for answer in answers} == {400}
    assert {answer.json["error"] for answer in answers} == {"InvalidInput"}


async def everything(http: Http, root: Headers, place: Place) -> list[object]:
    answers = [await place.ask(http, root)]
    while token := token_in(answers[-1]):
        answers.append(await place.ask(http, root, token))
    return [item for answer in answers for item in items(answer)]


def items(answer: Answer) -> list[object]:
    body: list[object] | dict[str, list[object]] = answer.json
    if isinstance(body, list):
        return body
    [listed] = [value for name, value in body.items() if name != "continuationToken"]
    return listed
