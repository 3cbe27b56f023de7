"""Users are invited, found and listed."""

import asyncio
from collections import Counter

import pytest

from functions.composition import Runtime
from shared.models.users import Membership
from tests.contract.client import Http
from tests.contract.http.users.users_helpers import Headers, change, emails, invite
from tests.contract.users import BOTH_STORES, ROOT, add_user

STRANGE = [
    "a#b@strange.test",
    "a/b@strange.test",
    "a\\b@strange.test",
    "a?b@strange.test",
    "a%23b@strange.test",
    "o'brien@strange.test",
    '"quoted"@strange.test',
    "x'or'1'eq'1@strange.test",
    "a|b@strange.test",
    "jürgen@bücher.test",
    "用户@例子.test",
    "😀@strange.test",
]


@BOTH_STORES
async def test_a_user_is_invited_found_changed_and_deleted(http: Http, root: Headers) -> None:
    made = await invite(http, root, "Ada@Example.TEST", orgId="acme")
    by_id = await http("get_user", {"user": made.json["id"]}, headers=root)
    by_email = await http("get_user", {"user": "aDA@example.test"}, headers=root)

    changed = await change(http, root, "ada@example.test", displayName="Ada L.")
    deleted = await http("delete_user", {"user": made.json["id"]}, headers=root)
    gone = await http("get_user", {"user": "ada@example.test"}, headers=root)
    again = await invite(http, root, "ada@example.test")

    assert (made.status, made.json["email"]) == (201, "ada@example.test")
    assert made.json["memberships"] == [{"orgId": "acme", "role": "member"}]
    assert made.json == by_id.json == by_email.json
    assert (changed.json["displayName"], changed.json["email"]) == ("Ada L.", "ada@example.test")
    assert (deleted.status, gone.status, again.status) == (204, 404, 201)
    assert again.json["id"] != made.json["id"]


@pytest.mark.parametrize("email", STRANGE)
@BOTH_STORES
async def test_every_address_that_mail_allows_can_be_used(
    http: Http, root: Headers, email: str
) -> None:
    made = await invite(http, root, email, orgId="acme")

    found = await http("get_user", {"user": email}, headers=root)
    listed = await emails(http, root, text=email[:2], orgId="acme")
    twice = await invite(http, root, email.upper())
    changed = await change(http, root, email, memberships=[])
    unlisted = await emails(http, root, orgId="acme")
    deleted = await http("delete_user", {"user": email}, headers=root)

    assert (made.status, made.json["email"]) == (201, email)
    assert (found.json["id"], listed, twice.status) == (made.json["id"], [email], 409)
    assert (changed.status, unlisted, deleted.status) == (200, [], 204)


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "@a.test",
        "a@b",
        "a@b@c.test",
        "a b@c.test",
        "a\u0000b@c.test",
        "a\u202eb@c.test",
        "x" * 65 + "@a.test",
        "é" * 32 + "@" + "é" * 90 + ".test",
        "a@" + "x" * 300 + ".test",
        "😀" * 60 + "@" + "é" * 100 + ".test",
    ],
)
async def test_what_is_no_address_is_refused(http: Http, root: Headers, email: str) -> None:
    answer = await invite(http, root, email)

    assert (answer.status, answer.json["details"][0]["location"]) == (400, ["body", "email"])


@BOTH_STORES
async def test_the_longest_address_fits_into_every_key(http: Http, root: Headers) -> None:
    made = await http(
        "create_organization", body={"name": "Long", "domain": "long.test"}, headers=root
    )
    email = "é" * 30 + "@" + "é" * 30 + ".test"

    answer = await invite(http, root, email, orgId=made.json["id"])

    assert answer.status == 201
    assert await emails(http, root, orgId=made.json["id"]) == [email]


@pytest.mark.parametrize(
    "user", ["nobody", "e|x", "x@" + "é" * 2000, "'", "%", "{}", "g", "a/b@c.d"]
)
@BOTH_STORES
async def test_a_user_who_cannot_be_is_not_found(http: Http, root: Headers, user: str) -> None:
    place = {"user": user}

    answers = [
        await http("get_user", place, headers=root),
        await http("update_user", place, body={"displayName": "x"}, headers=root),
        await http("delete_user", place, headers=root),
    ]

    assert [answer.status for answer in answers] == [404] * 3


@BOTH_STORES
async def test_an_address_is_taken_once_by_invitations_at_once(http: Http, root: Headers) -> None:
    async with asyncio.TaskGroup() as together:
        tasks = [together.create_task(invite(http, root, "race@a.test")) for _ in range(8)]

    assert Counter(task.result().status for task in tasks) == {201: 1, 409: 7}


@BOTH_STORES
async def test_users_are_listed_by_organization_type_and_beginning(
    http: Http, root: Headers
) -> None:
    both = [{"orgId": "acme"}, {"orgId": "globex", "role": "admin"}]
    await invite(http, root, "ann@a.test", memberships=both)
    await invite(http, root, "anna@a.test", orgId="acme")
    await invite(http, root, "ben@a.test", isPlatformAdmin=True)
    me = f"{ROOT}@example.test"

    assert await emails(http, root) == ["ann@a.test", "anna@a.test", "ben@a.test", me]
    assert await emails(http, root, orgId="acme") == ["ann@a.test", "anna@a.test"]
    assert await emails(http, root, orgId="globex") == ["ann@a.test"]
    assert await emails(http, root, text="ANN") == ["ann@a.test", "anna@a.test"]
    assert await emails(http, root, orgId="acme", text="anna") == ["anna@a.test"]
    assert await emails(http, root, type="PLATFORM") == ["ben@a.test", me]
    assert await emails(http, root, type="ORG", text="b") == []


@BOTH_STORES
async def test_users_are_found_by_the_beginning_of_their_name(http: Http, root: Headers) -> None:
    await invite(http, root, "zoe@a.test", displayName="Ann Marie", orgId="acme")
    await invite(http, root, "ann@a.test", displayName="ANN Other", orgId="globex")
    await invite(http, root, "xi@a.test", displayName="Anna", memberships=[])
    await invite(http, root, "yo@a.test", displayName="Joanne", orgId="acme")

    assert await emails(http, root, text="aNN") == ["ann@a.test", "zoe@a.test", "xi@a.test"]
    assert await emails(http, root, text="ann m") == ["zoe@a.test"]
    assert await emails(http, root, text="ann", orgId="acme") == ["zoe@a.test"]
    assert await emails(http, root, text="ann", type="PLATFORM") == []
    await change(http, root, "zoe@a.test", displayName="Zoe")
    await http("delete_user", {"user": "xi@a.test"}, headers=root)
    assert await emails(http, root, text="ann") == ["ann@a.test"]
    assert await emails(http, root, text="ZO") == ["zoe@a.test"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("O'Brien / #1?", "o'brien / #"),
        ("a|b", "A|"),
        ("50% off", "50%"),
        ("Jürgen Straße", "jürgen strass"),
        ("用户", "用"),
        ("😀" * 200, "😀" * 60),
        ("x" * 200, "x" * 199),
        ("x" * 199 + "y", "x" * 199 + "Y"),
    ],
)
@BOTH_STORES
async def test_every_name_can_be_found(http: Http, root: Headers, name: str, text: str) -> None:
    made = await invite(http, root, "somebody@a.test", displayName=name)
    await invite(http, root, "other@a.test", displayName="Other")
    await invite(http, root, "near@a.test", displayName="x" * 100)

    found = await emails(http, root, text=text)
    renamed = await change(http, root, "somebody@a.test", displayName="Plain")

    assert (made.status, found, renamed.status) == (201, ["somebody@a.test"], 200)
    assert await emails(http, root, text=text) == []


@BOTH_STORES
async def test_a_user_in_many_organizations_can_be_renamed_and_moved(
    http: Http, root: Headers, running: Runtime
) -> None:
    """Every copy of a user changes in one transaction, which has its limits."""
    roles = {f"one-{number}": "member" for number in range(40)}
    user = await add_user(running.platform.directory.users, "busy", roles)
    users = running.platform.directory.users
    memberships = tuple(Membership(org_id=f"two-{number}") for number in range(40))
    before = await users.get(user.id)
    facts = {"memberships": memberships, "display_name": "Moved"}

    await users.replace(before, user.model_copy(update=facts))

    assert await emails(http, root, text="moved") == [user.email]
    assert await emails(http, root, orgId="one-7") == []
    assert await emails(http, root, orgId="two-7", text="moved") == [user.email]


@BOTH_STORES
async def test_users_are_listed_in_pages(http: Http, root: Headers) -> None:
    made = [f"user{n}@a.test" for n in range(7)]
    for email in made:
        await invite(http, root, email, orgId="acme")
    query = {"limit": "3", "orgId": "acme"}

    pages = [await http("list_users", query=query, headers=root)]
    while token := pages[-1].headers.get("x-continuation-token"):
        more = {**query, "continuationToken": token}
        pages.append(await http("list_users", query=more, headers=root))

    assert [[user["email"] for user in page.json] for page in pages] == [
        made[:3],
        made[3:6],
        made[6:],
    ]


async def test_a_filter_without_an_index_reads_five_pages_at_most(
    http: Http, root: Headers
) -> None:
    for number in range(7):
        await invite(http, root, f"user{number}@a.test")
    query = {"limit": "1", "type": "PLATFORM", "text": ""}

    first = await http("list_users", query=query, headers=root)
    only = await http("list_users", query={**query, "limit": "8"}, headers=root)

    assert [user["email"] for user in only.json] == [f"{ROOT}@example.test"]
    assert len(first.json) == 1  # "root" sorts before "user"
    token = first.headers["x-continuation-token"]
    second = await http("list_users", query={**query, "continuationToken": token}, headers=root)
    assert second.json == []
    assert second.headers["x-continuation-token"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kate@a.test", "\u212aate@a.test"),
        ("strasse@a.test", "straße@a.test"),
        ("sam@a.test", "\u017fam@a.test"),
        ("ines@a.test", "\u0130nes@a.test"),
    ],
)
async def test_addresses_that_only_look_the_same_are_two(
    http: Http, root: Headers, one: str, other: str
) -> None:
    first = await invite(http, root, one)

    found = await http("get_user", {"user": other}, headers=root)
    second = await invite(http, root, other)

    assert (first.status, found.status, second.status) == (201, 404, 201)


@pytest.mark.parametrize("text", ["'", "' or PartitionKey ne '", "%", "%25", "|", "a' ", "}", "\n"])
@BOTH_STORES
async def test_a_text_is_only_a_text(http: Http, root: Headers, text: str) -> None:
    answer = await http("list_users", query={"text": text}, headers=root)

    assert (answer.status, answer.json) == (200, [])


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ({"orgId": "a|b"}, "orgId"),
        ({"orgId": "x' or 'a' eq 'a"}, "orgId"),
        ({"type": "ADMIN"}, "type"),
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"text": "x" * 255}, "text"),
    ],
)
async def test_a_filter_that_cannot_be_is_refused(
    http: Http, root: Headers, query: dict[str, str], place: str
) -> None:
    answer = await http("list_users", query=query, headers=root)

    assert (answer.status, answer.json["details"][0]["location"]) == (400, ["query", place])
