"""Edits with If-Match: whoever changes what another user has changed meanwhile is told so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from functions.composition import Runtime
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.client import Answer, Http
from tests.contract.edge.access_matrix import ROUTES
from tests.contract.forms import form_of
from tests.contract.users import BOTH_STORES, add_user

Headers = Mapping[str, str]
STALE = {"If-Match": '"0123456789abcdef0123456789abcdef"'}


@dataclass(frozen=True)
class Kind:
    """One kind of object: how it is made and changed, and where its id is."""

    name: str
    body: Mapping[str, Any]
    change: Mapping[str, Any]
    place: str
    key: str = "id"
    create: str = "create_{}"
    update: str = "update_{}"
    is_of_platform: bool = False
    #: Names the object in the body of a change, too.
    known: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def of(self, function: str) -> str:
        return function.format(self.name)


CONNECTION = {
    "connection_name": "graph",
    "oauth_flow_type": "authorization_code",
    "client_id": "client",
    "client_secret": "a secret of the client",
    "authorization_url": "https://login.example.com/authorize",
    "token_url": "https://login.example.com/token",
}
AGENT: Mapping[str, Any] = {"name": "Helper", "systemPrompt": "You help.", "toolIds": []}
KINDS = (
    Kind("form", form_of(), {"description": "for new people"}, "form_id"),
    Kind("role", {"name": "Dispatch"}, {"description": "who sends vans"}, "role_id"),
    Kind("organization", {"name": "Initech"}, {"tags": ["eu"]}, "org_id", is_of_platform=True),
    Kind(
        "user",
        {"email": "ada@acme.test", "displayName": "Ada"},
        {"displayName": "Ada L."},
        "user",
        is_of_platform=True,
    ),
    Kind(
        "config",
        {"key": "halo_url", "value": "https://halo.test"},
        {"value": "https://two.halo.test"},
        "key",
        "key",
        create="set_config",
        update="set_config",
        known={"key": "halo_url"},
    ),
    Kind("connection", CONNECTION, {"description": "for mail"}, "connection", "connection_name"),
    Kind(
        "knowledge_source",
        {"namespace": "manuals"},
        {"description": "of printers"},
        "namespace",
        "namespace",
    ),
    Kind(
        "sign_in_provider",
        {"name": "GitHub", "kind": "github", "clientId": "client", "clientSecret": "its secret"},
        {"name": "GitHub of ours"},
        "provider_id",
        is_of_platform=True,
    ),
    Kind(
        "agent", AGENT, {"systemPrompt": "You help more."}, "agent_id", update="put_{}", known=AGENT
    ),
    Kind(
        "secret",
        {"secretKey": "halo", "value": "a value of it"},
        {"value": "another value"},
        "name",
        "name",
        update="set_{}",
    ),
)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@dataclass(frozen=True)
class Editor:
    """A user who reads, changes and deletes one object."""

    http: Http
    kind: Kind
    headers: Headers
    place: Mapping[str, str]

    async def read(self) -> Answer:
        return await self.http(self.kind.of("get_{}"), self.place, headers=self.headers)

    async def change(self, more: Headers = {}, **other: object) -> Answer:  # noqa: B006  is read only
        body = {**self.kind.known, **self.kind.change, **other}
        headers = {**self.headers, **more}
        return await self.http(
            self.kind.of(self.kind.update), self.place, body=body, headers=headers
        )

    async def delete(self, more: Headers) -> Answer:
        headers = {**self.headers, **more}
        return await self.http(
            self.kind.of("delete_{}"), self.place, headers=headers, method="DELETE"
        )


async def made(http: Http, kind: Kind, root: Headers) -> tuple[Editor, Answer]:
    headers = root if kind.is_of_platform else {**root, "x-organization-id": "acme"}
    answer = await http(kind.of(kind.create), body=kind.body, headers=headers)
    assert answer.status in (200, 201), answer.json
    place = {kind.place: str(answer.json[kind.key])}
    return Editor(http, kind, headers, place), answer


@BOTH_STORES
@each_kind
async def test_the_second_of_two_users_who_edit_one_thing_is_told(
    http: Http, root: Headers, kind: Kind
) -> None:
    editor, first = await made(http, kind, root)
    read = await editor.read()
    seen = {"If-Match": read.headers["etag"]}

    changed = await editor.change(seen)
    late = await editor.change(seen)
    gone = await editor.delete(seen)
    again = await editor.read()

    assert first.headers["etag"] == read.headers["etag"]
    assert changed.status == 200, changed.json
    assert (late.status, late.json["error"]) == (412, "PreconditionFailed")
    assert "changed since you read it" in late.json["message"]
    assert gone.status == 412
    assert again.headers["etag"] == changed.headers["etag"] != read.headers["etag"]
    assert (await editor.delete({"If-Match": again.headers["etag"]})).status in (200, 204)


@each_kind
async def test_a_refused_edit_changes_nothing(http: Http, root: Headers, kind: Kind) -> None:
    editor, _ = await made(http, kind, root)
    before = await editor.read()

    refused = [await editor.change(STALE), await editor.delete(STALE)]

    shapes = [(answer.status, answer.json["error"], "message" in answer.json) for answer in refused]
    assert shapes == [(412, "PreconditionFailed", True)] * 2
    assert (await editor.read()).json == before.json


@each_kind
async def test_an_edit_without_the_header_writes_over_what_is_there(
    http: Http, root: Headers, kind: Kind
) -> None:
    editor, first = await made(http, kind, root)

    changed = await editor.change()
    gone = await editor.delete({})

    assert changed.status == 200, changed.json
    assert changed.headers["etag"] != first.headers["etag"]
    assert gone.status in (200, 204), gone.json


@each_kind
@pytest.mark.parametrize("sent", ["", "*", '"x", {tag}', "W/{tag}", "{bare}", " {tag} "])
async def test_every_shape_of_the_header_that_allows_the_edit(
    http: Http, root: Headers, kind: Kind, sent: str
) -> None:
    editor, answer = await made(http, kind, root)
    tag = answer.headers["etag"]

    changed = await editor.change({"If-Match": sent.format(tag=tag, bare=tag.strip('"'))})

    assert changed.status == 200, changed.json


@pytest.mark.parametrize("sent", ['"open', "a b", ",", '"a";"b"'])
async def test_what_is_no_list_of_tags_is_refused_in_words(
    http: Http, root: Headers, sent: str
) -> None:
    editor, _ = await made(http, KINDS[0], root)

    answer = await editor.change({"If-Match": sent})

    assert answer.status == 400
    assert answer.json["details"][0]["location"] == ["header", "If-Match"]


async def test_what_no_edit_can_change_is_no_part_of_the_version(http: Http, root: Headers) -> None:
    editor, first = await made(http, KINDS[0], root)

    same = await editor.change(name=form_of()["name"], description=None)

    assert same.status == 200
    assert same.json["updatedAt"] != first.json["updatedAt"]
    assert same.headers["etag"] == first.headers["etag"]


async def test_a_value_that_was_inherited_is_overridden_by_who_saw_it(
    http: Http, root: Headers
) -> None:
    kind = next(kind for kind in KINDS if kind.name == "config")
    await http("set_config", body=kind.body, headers=root)
    acme = Editor(http, kind, {**root, "x-organization-id": "acme"}, {"key": "halo_url"})
    seen = {"If-Match": (await acme.read()).headers["etag"]}

    first, late = await acme.change(seen), await acme.change(seen)

    assert (first.status, late.status) == (201, 412)


async def test_the_rights_of_a_member_are_changed_as_they_were_seen(
    http: Http, running: Runtime, root: Headers
) -> None:
    user = await add_user(running.platform.directory.users, "max", {"acme": "member"})
    route, headers = {"user": str(user.id)}, {**root, "x-organization-id": "acme"}

    async def edit(function: str, more: Headers, **body: str) -> Answer:
        method = "DELETE" if function == "remove_member" else ""
        return await http(
            function, route, body=body or None, headers={**headers, **more}, method=method
        )

    async def seen() -> str:
        listed = await http("list_members", headers=headers)
        return next(one["etag"] for one in listed.json if one["userId"] == str(user.id))

    before = {"If-Match": await seen()}
    changed = await edit("update_member", before, role="admin")
    late = [await edit("update_member", before, role="member"), await edit("remove_member", before)]

    assert (changed.status, changed.headers["etag"]) == (200, f'"{await seen()}"')
    assert [(answer.status, answer.json["error"]) for answer in late] == [
        (412, "PreconditionFailed")
    ] * 2
    assert (await edit("update_member", {}, role="member")).json["role"] == "member"
    assert (await edit("remove_member", {"If-Match": await seen()})).status == 204


async def test_a_file_is_moved_and_deleted_as_it_was_read(
    http: Http, root: Headers, services: Services
) -> None:
    assert isinstance(services.workspace, MemoryWorkspace)
    files = services.workspace.files
    files |= {"a.py": "1", "lib/b.py": "2"}
    read = await http("read_file", query={"path": "a.py"}, headers=root)
    seen, files["a.py"] = {"If-Match": read.headers["etag"]}, "theirs"
    moving = {"oldPath": "a.py", "newPath": "c.py"}

    async def edit(function: str, query: Headers, more: Headers) -> Answer:
        method = "DELETE" if function == "delete_path" else ""
        return await http(function, query=query, headers={**root, **more}, method=method)

    refused = [
        await edit("rename_path", moving, seen),
        await edit("delete_path", {"path": "a.py"}, seen),
        await edit("delete_path", {"path": "lib"}, STALE),
    ]
    again = await http("read_file", query={"path": "a.py"}, headers=root)
    moved = await edit("rename_path", moving, {"If-Match": again.headers["etag"]})
    gone = await edit("delete_path", {"path": "c.py"}, {})

    assert [(answer.status, answer.json["error"]) for answer in refused] == [
        (412, "PreconditionFailed")
    ] * 3
    assert (moved.status, gone.status, files.keys() & {"a.py", "c.py"}) == (200, 204, set())


async def test_an_id_at_the_provider_is_changed_as_it_was_seen(http: Http, root: Headers) -> None:
    route, acme = {"connection": "graph"}, {**root, "x-organization-id": "acme"}
    await http("create_connection", body={**CONNECTION, "per_organization": True}, headers=root)
    listed = await http("list_connection_entities", route, headers=root)
    seen = {**acme, "If-Match": next(row["etag"] for row in listed.json if row["org_id"] == "acme")}
    function = "choose_connection_entity"

    first = await http(function, route, body={"entity_id": "one"}, headers=seen)
    late = await http(function, route, body={"entity_id": "two"}, headers=seen)
    bare = await http(function, route, body={"entity_id": "three"}, headers=acme)

    assert [first.status, late.status, bare.status] == [200, 412, 200]
    assert (late.json["error"], bare.json["entity_id"]) == ("PreconditionFailed", "three")


#: The kinds of objects that two users may edit at once on the pages of administration.
EDITED = {
    "agents",
    "config",
    "editor",
    "forms",
    "knowledge-sources",
    "members",
    "oauth",
    "organizations",
    "roles",
    "secrets",
    "sign-in-providers",
    "sign-in-ways",
    "users",
}
#: What has no version: one member of a set, a name of one's own, or a credential that is ended.
WITHOUT_VERSION = {
    "delete_knowledge_document",
    "end_user_sessions",
    "forget_agent_memory",
    "remove_user_from_role",
    "reset_second_factor",
    "revoke_form_from_role",
    "revoke_user_key",
    "unbind_user",
}


def test_every_edit_of_administration_is_conditional() -> None:
    edits = [
        route
        for route in ROUTES
        if route.path.split("/")[0] in EDITED
        and not route.path.startswith("users/me/")
        and route.method in ("PATCH", "PUT", "DELETE")
    ]
    free = {route.name for route in edits if not route.is_conditional}

    assert free == WITHOUT_VERSION


def test_every_edit_of_an_object_with_a_version_is_conditional() -> None:
    versioned = {route.path for route in ROUTES if route.versioned and route.is_pure_read}
    edits = [
        route
        for route in ROUTES
        if route.path in versioned and route.method in ("PATCH", "PUT", "DELETE")
    ]

    assert len(edits) > len(versioned)
    assert [route.name for route in edits if not route.versioned] == []
