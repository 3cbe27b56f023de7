"""A sign-in is bound to the user whom it proves."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.tables import MemoryTable, Row
from tests.contract.client import Http
from tests.contract.http.sign_in.sign_in_helpers import (
    ALICE,
    EVE,
    Front,
    Headers,
    invite,
    principals,
    strangers,
)
from tests.contract.issuer import (
    OTHER_TENANT,
    TENANT,
    Account,
)
from tests.contract.users import BOTH_STORES


@BOTH_STORES
async def test_an_invited_user_is_let_in_and_known_from_then_on(
    front: Front, running: Runtime, alice: User
) -> None:
    answer = await front.sign_in(ALICE, "swa-alice")

    assert (answer.status, answer.json) == (200, {"roles": ["OrgUser"]})
    entra = f"entra:{TENANT}/{ALICE.id}"
    assert await principals(running, alice) == {entra, "aad:swa-alice"}
    assert await front.whoami("swa-alice") == ALICE.name


@BOTH_STORES
async def test_it_may_be_asked_as_often_as_it_likes(
    front: Front, running: Runtime, alice: User
) -> None:
    answers = [await front.sign_in(ALICE, "swa-alice") for _ in range(3)]
    async with asyncio.TaskGroup() as together:
        tasks = [together.create_task(front.sign_in(ALICE, "swa-alice")) for _ in range(3)]

    assert {answer.body for answer in answers} == {task.result().body for task in tasks}
    assert len(await principals(running, alice)) == 2


@BOTH_STORES
async def test_first_sign_ins_at_once_make_one_binding(
    front: Front, running: Runtime, alice: User
) -> None:
    async with asyncio.TaskGroup() as together:
        tasks = [together.create_task(front.sign_in(ALICE, "swa-alice")) for _ in range(3)]

    assert [task.result().json for task in tasks] == [{"roles": ["OrgUser"]}] * 3
    assert len(await principals(running, alice)) == 2


class Overtaken(MemoryTable):
    """Somebody else does ``meanwhile`` once, after an account's name was looked for in vain."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def get(self, partition: str, key: str) -> Row | None:
        row = await super().get(partition, key)
        meanwhile = self.meanwhile
        if row is None and meanwhile and "entra" in key:
            self.meanwhile = None
            await meanwhile()
        return row


@pytest.mark.parametrize("store", [Overtaken()])
async def test_a_sign_in_that_another_overtakes_is_the_same_user(
    front: Front, running: Runtime, alice: User, store: Overtaken
) -> None:
    store.meanwhile = lambda: front.sign_in(ALICE, "swa-alice")

    answer = await front.sign_in(ALICE, "swa-alice")

    assert store.meanwhile is None
    assert answer.json == {"roles": ["OrgUser"]}
    assert len(await principals(running, alice)) == 2


async def test_two_invited_users_are_two(front: Front, running: Runtime, alice: User) -> None:
    bob = await invite(running, "bob@fabrikam.test", is_admin=True)

    of_alice = await front.sign_in(ALICE, "swa-alice")
    of_bob = await front.sign_in(Account("Bob@Fabrikam.test", tenant=OTHER_TENANT), "swa-bob")

    assert (of_alice.json["roles"], of_bob.json["roles"]) == (["OrgUser"], ["PlatformAdmin"])
    assert not await principals(running, alice) & await principals(running, bob)
    assert await front.whoami("swa-bob") == bob.email


async def test_the_emulator_sends_no_name(front: Front, running: Runtime, alice: User) -> None:
    body = {
        "identityProvider": "aad",
        "userDetails": ALICE.name,
        "claims": [],
        "userRoles": ["anonymous", "authenticated"],
        "accessToken": front.issuer.issue(ALICE),
    }

    answers = [await front.post(body), await front.post(body)]

    assert [answer.json for answer in answers] == [{"roles": ["OrgUser"]}] * 2
    assert await principals(running, alice) == {f"entra:{TENANT}/{ALICE.id}"}
    assert (await front.sign_in(ALICE, "swa-alice")).json == {"roles": ["OrgUser"]}
    assert await front.whoami("swa-alice") == ALICE.name


async def test_a_user_is_the_object_and_not_the_address(
    front: Front, running: Runtime, alice: User
) -> None:
    await front.sign_in(ALICE, "swa-alice")

    renamed = await front.sign_in(replace(ALICE, name="alice.new@contoso.test"), "swa-alice")
    successor = await front.sign_in(Account(ALICE.name), "swa-successor")

    assert (renamed.json["roles"], successor.json["roles"]) == (["OrgUser"], [])
    assert await front.whoami("swa-successor") is None


async def test_what_the_body_says_counts_for_nothing(
    front: Front, running: Runtime, alice: User
) -> None:
    """Eve's own good token, and Alice in every other field."""
    forged: dict[str, Any] = {
        "userDetails": ALICE.name,
        "userId": "swa-eve",
        "claims": [
            {"typ": "preferred_username", "val": ALICE.name},
            {"typ": "emails", "val": ALICE.name},
            {"typ": "http://schemas.microsoft.com/identity/claims/objectidentifier", "val": "x"},
        ],
        "userRoles": ["PlatformAdmin"],
        "roles": ["PlatformAdmin"],
    }

    answer = await front.sign_in(EVE, **forged)

    assert (answer.status, answer.json) == (200, {"roles": []})
    assert await principals(running, alice) == set()
    assert await front.whoami("swa-eve") is None
    assert (ALICE.name, "this user has not been invited") in await strangers(running)


async def test_what_the_token_itself_says_of_addresses_counts_for_nothing(
    front: Front, running: Runtime, alice: User
) -> None:
    claims: dict[str, Any] = {"upn": ALICE.name, "email": ALICE.name, "unique_name": ALICE.name}

    answer = await front.post(
        {"identityProvider": "aad", "accessToken": front.issuer.issue(EVE, **claims)}
    )

    assert answer.json == {"roles": []}
    assert await principals(running, alice) == set()


async def test_nobody_becomes_somebody_elses_name(
    front: Front, running: Runtime, alice: User
) -> None:
    """Eve is a user too, and sends Alice's userId with her own good token."""
    eve = await invite(running, EVE.name, {"acme": "member"})
    await front.sign_in(ALICE, "swa-alice")

    taken_over = await front.sign_in(EVE, "swa-alice")

    assert taken_over.json == {"roles": []}
    assert await principals(running, eve) == set()
    assert await front.whoami("swa-alice") == ALICE.name


async def test_a_stolen_token_does_not_bind_another_name_to_its_owner(
    front: Front, running: Runtime, alice: User
) -> None:
    await front.sign_in(ALICE, "swa-alice")

    stolen = await front.sign_in(ALICE, "swa-eve")

    assert stolen.json == {"roles": []}
    assert await front.whoami("swa-eve") is None
    assert (await front.sign_in(ALICE, "swa-alice")).json == {"roles": ["OrgUser"]}


async def test_who_sends_a_name_that_nobody_has_yet_gives_away_their_own(
    front: Front, http: Http, running: Runtime, alice: User, root: Headers
) -> None:
    """What remains of a forged userId: its owner is kept out, and notices, until it is unbound."""
    await invite(running, EVE.name, {"acme": "member"})
    await front.sign_in(EVE, "swa-alice")

    kept_out = await front.sign_in(ALICE, "swa-alice")

    assert kept_out.json == {"roles": []}
    assert await front.whoami("swa-alice") == EVE.name
    assert await principals(running, alice) == set()
    assert (await front.sign_in(EVE, "swa-eve")).json == {"roles": []}
    await http("unbind_user", {"user": EVE.name}, headers=root)
    assert (await front.sign_in(ALICE, "swa-alice")).json == {"roles": ["OrgUser"]}
