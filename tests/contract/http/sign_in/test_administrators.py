"""The first administrator, and what sign-ins leave behind."""

from datetime import datetime, timedelta

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.repositories.sign_in_throttle import PER_NETWORK
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.http.sign_in.sign_in_helpers import (
    ALICE,
    EVE,
    Front,
    Headers,
    invite,
    principals,
    using,
)
from tests.contract.issuer import (
    OTHER_TENANT,
    STRANGE_TENANT,
    TENANT,
    Account,
    FakeIssuer,
)
from tests.contract.users import BOTH_STORES, JSON, add_user

FOUNDER = "founder@contoso.test"


async def test_a_deactivated_user_has_no_roles_and_is_not_bound(
    front: Front, running: Runtime, alice: User
) -> None:
    users = running.platform.directory.users
    stored = await users.get(alice.id)
    await users.replace(stored, stored.user.model_copy(update={"is_active": False}))

    assert (await front.sign_in(ALICE, "swa-alice")).json == {"roles": []}
    assert await principals(running, alice) == set()


@pytest.mark.parametrize("roles", [{}, {"closed": "admin"}, {"nowhere": "admin"}])
async def test_who_is_in_no_active_organization_has_no_roles(
    front: Front, running: Runtime, roles: dict[str, str]
) -> None:
    await invite(running, ALICE.name, roles)

    assert (await front.sign_in(ALICE, "swa-alice")).json == {"roles": []}


async def test_who_is_bound_to_another_sign_in_is_not_found_by_address(
    front: Front, running: Runtime
) -> None:
    user = await add_user(running.platform.directory.users, "alice")
    account = Account("alice@example.test", tenant=OTHER_TENANT)

    assert (await front.sign_in(account, "swa-alice")).json == {"roles": []}
    assert await principals(running, user) == {"test:alice"}


@BOTH_STORES
async def test_the_first_administrator_is_the_one_whom_the_settings_name(
    front: Front, running: Runtime
) -> None:
    refused = await front.sign_in(ALICE, "swa-alice")

    made = await front.sign_in(Account(FOUNDER), "swa-founder")
    again = await front.sign_in(Account("x@contoso.test", mail=FOUNDER), "swa-other")

    assert refused.json == {"roles": []}
    assert (made.status, made.json) == (200, {"roles": ["PlatformAdmin"]})
    assert again.json == {"roles": []}
    assert await front.whoami("swa-founder") == FOUNDER
    found = await running.platform.directory.users.find_by_email(FOUNDER)
    assert found is not None
    assert (found.is_platform_admin, found.created_by) == (True, "bootstrap")


@pytest.mark.parametrize(
    "account",
    [
        Account(FOUNDER, tenant=OTHER_TENANT),
        Account("eve@fabrikam.test", mail=FOUNDER, tenant=OTHER_TENANT),
        Account(FOUNDER, tenant=STRANGE_TENANT),
        Account("founder@fabrikam.test", tenant=OTHER_TENANT),
    ],
)
async def test_nobody_else_is_the_first_administrator(
    front: Front, running: Runtime, account: Account
) -> None:
    assert (await front.sign_in(account, "swa-eve")).json == {"roles": []}
    assert not await running.platform.directory.users.has_administrator()


async def test_where_there_is_an_administrator_nobody_is_the_first(
    front: Front, root: Headers
) -> None:
    assert root
    assert (await front.sign_in(Account(FOUNDER), "swa-founder")).json == {"roles": []}


async def test_the_first_administrator_may_have_been_invited_as_somebody_less(
    front: Front, running: Runtime
) -> None:
    await invite(running, FOUNDER, {"acme": "member"})

    assert (await front.sign_in(Account(FOUNDER), "swa-founder")).json == {"roles": ["OrgUser"]}


async def test_a_new_front_end_lets_the_first_administrator_in(
    front: Front, running: Runtime
) -> None:
    """Its names are new ones: everybody else waits until they are unbound."""
    founder = Account(FOUNDER)
    await front.sign_in(founder, "old-name")

    answer = await front.sign_in(founder, "new-name")

    assert answer.json == {"roles": ["PlatformAdmin"]}
    assert (await front.whoami("new-name"), await front.whoami("old-name")) == (FOUNDER, None)


@pytest.mark.parametrize("missing", ["sign_in_client_id", "sign_in_tenants"])
async def test_without_its_settings_nobody_signs_in(
    front: Front, memory_settings: Settings, services: Services, alice: User, missing: str
) -> None:
    bare = Settings().model_dump()[missing]  # pyright: ignore[reportCallIssue]
    async with using(memory_settings.model_copy(update={missing: bare}), services):
        answer = await front.sign_in(ALICE, "swa-alice")

    assert answer.json == {"roles": []}
    assert front.issuer.asked == []


async def test_a_sign_in_is_on_the_record_with_what_it_bound(
    front: Front, http: Http, alice: User, root: Headers
) -> None:
    await front.sign_in(ALICE, "swa-alice")
    await front.sign_in(EVE, "swa-eve")

    listed = await http("list_audit_entries", query={"operation": "signin."}, headers=root)

    outcome, intent = listed.json
    bound = [f"entra:{TENANT}/{ALICE.id}", "aad:swa-alice"]
    assert (intent["phase"], outcome["outcome"]) == ("intent", "succeeded")
    assert outcome["actor"] == {
        "kind": "user",
        "id": str(alice.id),
        "name": "Alice",
        "address": "10.0.0.7",
        "madeBy": None,
    }
    assert (outcome["before"], outcome["after"]) == ({"principals": []}, {"principals": bound})


async def test_no_token_is_in_any_row(front: Front, running: Runtime, alice: User) -> None:
    await front.sign_in(ALICE, "swa-alice")
    await front.sign_in(EVE, "swa-eve")

    rows = repr(vars(running.platform.services.directory))
    rows += repr(vars(running.platform.services.audit))
    assert "swa-alice" in rows
    assert not [token for token in front.issuer.accounts if token[-60:] in rows]


async def test_the_last_sign_in_is_kept_to_the_hour(
    front: Front, running: Runtime, clock: StoppedClock, alice: User
) -> None:
    start = clock.at
    seen: list[datetime | None] = []

    for minutes in (0, 59, 60, 119):
        clock.at = start + timedelta(minutes=minutes)
        await front.sign_in(ALICE, "swa-alice")
        seen.append((await running.platform.directory.users.get(alice.id)).user.last_signed_in_at)

    hour = start + timedelta(hours=1)
    assert seen == [start, start, hour, hour]


@BOTH_STORES
async def test_a_sign_in_is_forgotten_when_an_administrator_says_so(
    front: Front, http: Http, running: Runtime, alice: User, root: Headers
) -> None:
    await front.sign_in(ALICE, "swa-alice")
    assert await front.whoami("swa-alice") == ALICE.name

    answer = await http("unbind_user", {"user": ALICE.name}, headers=root)

    assert answer.status == 204
    assert await front.whoami("swa-alice") is None
    assert await principals(running, alice) == set()
    assert (await front.sign_in(Account(ALICE.name), "swa-alice")).json == {"roles": ["OrgUser"]}
    assert await front.whoami("swa-alice") == ALICE.name


async def test_nobody_forgets_how_they_sign_in_themselves(http: Http, root: Headers) -> None:
    answer = await http("unbind_user", {"user": "root@example.test"}, headers=root)

    assert (answer.status, answer.json["error"]) == (403, "NotPermitted")


async def test_a_network_that_has_tokens_checked_in_vain_is_throttled_and_no_other(
    front: Front, issuer: FakeIssuer, alice: User, clock: StoppedClock
) -> None:
    def body(token: str) -> dict[str, object]:
        return {"identityProvider": "aad", "userId": None, "accessToken": token}

    forged = [issuer.issue(ALICE)[:-4] + f"{number:04}" for number in range(PER_NETWORK + 5)]
    away = {**JSON, "x-forwarded-for": "10.9.9.9"}

    async def post(token: str) -> Answer:
        return await front.http("get_sign_in_roles", body=body(token), headers=away)

    answers = [await post(token) for token in forged]
    asked = len(issuer.site.asked)
    again = await post(forged[0])
    elsewhere = await front.sign_in(ALICE)
    clock.at += timedelta(minutes=16)
    later = await post(issuer.issue(ALICE))

    assert alice
    statuses = [answer.status for answer in answers]
    assert statuses == [200] * PER_NETWORK + [429] * 5
    assert answers[-1].headers["retry-after"]
    assert (again.status, len(issuer.site.asked) >= asked) == (429, True)
    assert elsewhere.json["roles"] == later.json["roles"] == ["OrgUser"]


async def test_genuine_tokens_are_not_throttled_whatever_their_owners_may(front: Front) -> None:
    answers = [await front.sign_in(EVE) for _ in range(PER_NETWORK + 5)]

    assert {(answer.status, *answer.json["roles"]) for answer in answers} == {(200,)}
