"""/api/users/me/preferences: a client's own notes about its user."""

from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]
VIEWS = {"theme": "dark", "views": [{"name": "Überfällig ☃", "search": "?status=Failed"}]}


@pytest.fixture
async def ada(running: Runtime) -> Headers:
    await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    return signed_in("ada")


async def put(http: Http, headers: Headers, body: object, **more: str) -> Answer:
    return await http("put_preferences", body=body, headers={**headers, **more}, method="PUT")


async def get(http: Http, headers: Headers) -> Answer:
    return await http("get_preferences", headers=headers)


@BOTH_STORES
async def test_they_are_empty_at_first_and_then_what_was_stored(http: Http, ada: Headers) -> None:
    first = await get(http, ada)
    stored = await put(http, ada, VIEWS)
    found = await get(http, ada)

    assert (first.status, first.json) == (200, {})
    assert (stored.status, stored.json, found.json) == (200, VIEWS, VIEWS)
    assert stored.headers["etag"] == found.headers["etag"] != first.headers["etag"]


@BOTH_STORES
async def test_a_second_writer_does_not_overwrite_unseen_work(http: Http, ada: Headers) -> None:
    etag = (await get(http, ada)).headers["etag"]
    one = await put(http, ada, {"n": 1}, **{"if-match": etag})
    late = await put(http, ada, {"n": 2}, **{"if-match": etag})
    again = await put(http, ada, {"n": 3}, **{"if-match": one.headers["etag"]})

    assert (one.status, late.status, again.status) == (200, 409, 200)
    assert (await get(http, ada)).json == {"n": 3}


async def test_every_user_has_their_own(http: Http, running: Runtime, ada: Headers) -> None:
    await add_user(running.platform.directory.users, "bob", {"acme": "admin"})
    await put(http, ada, VIEWS)

    assert (await get(http, signed_in("bob"))).json == {}


async def test_an_organization_in_the_header_changes_nothing(http: Http, ada: Headers) -> None:
    await put(http, {**ada, "x-organization-id": "acme"}, VIEWS)

    assert (await get(http, {**ada, "x-organization-id": "globex"})).json == VIEWS


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"x": "y" * 32_760}, 200),
        ({"x": "y" * 32_761}, 413),
        ({"x": "ü" * 16_400}, 413),
        (b'{"x": "' + b"y" * 70_000 + b'"}', 413),
        ([], 400),
        ("text", 400),
        (b'{"x": NaN}', 400),
        (b'{"x": 1, "x": 2}', 400),
    ],
)
@BOTH_STORES
async def test_they_are_an_object_of_at_most_32_kib(
    http: Http, ada: Headers, body: object, status: int
) -> None:
    assert (await put(http, ada, body)).status == status


@BOTH_STORES
async def test_they_go_with_the_user(
    http: Http, running: Runtime, ada: Headers, root: Headers
) -> None:
    await put(http, ada, VIEWS)
    user = await running.platform.directory.users.find_by_email("ada@example.test")
    assert user

    await http("delete_user", {"user": "ada@example.test"}, headers=root, method="DELETE")

    assert await running.platform.directory.preferences.get(user.id) is None


async def test_another_page_cannot_change_them(http: Http, ada: Headers) -> None:
    assert (await put(http, ada, VIEWS, origin="https://evil.test")).status == 403
