"""/api/GetRoles: only the access token says who it is, and only its issuer says whose it is."""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.composition import Runtime
from functions.runtime import compose, use
from shared.models.users import MemberRole, Membership, User
from shared.repositories.sign_in_throttle import PER_NETWORK
from shared.services.clock import StoppedClock
from shared.services.outbound.egress import MemoryEgress
from shared.services.outbound.web import WebEgress
from shared.services.services import Services
from shared.services.tables import MemoryTable, Row
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.issuer import (
    CLIENT,
    OTHER_CLIENT,
    OTHER_TENANT,
    STRANGE_TENANT,
    TENANT,
    Account,
    FakeIssuer,
    fake_issuer,
    token_of,
)
from tests.contract.users import BOTH_STORES, JSON, add_user

Headers = Mapping[str, str]

FOUNDER = "founder@contoso.test"
ALICE = Account("alice@contoso.test")
EVE = Account("eve@contoso.test")


@pytest.fixture
async def issuer() -> AsyncGenerator[FakeIssuer]:
    async with fake_issuer() as found:
        yield found


@pytest.fixture
def memory_settings(memory_settings: Settings, issuer: FakeIssuer) -> Settings:
    changes = {
        "sign_in_tenants": frozenset({TENANT, OTHER_TENANT}),
        "sign_in_client_id": CLIENT,
        "sign_in_issuer": issuer.site.url,
        "bootstrap_admin": "Founder@Contoso.TEST",
    }
    return memory_settings.model_copy(update=changes)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
async def services(
    services: Services, issuer: FakeIssuer, clock: StoppedClock
) -> AsyncGenerator[Services]:
    egress = WebEgress({issuer.site.place})
    yield replace(services, egress=egress, clock=clock)
    await egress.close()


@dataclass(frozen=True)
class Front:
    """Static Web Apps: what it posts, and what it says later of whom it let in."""

    http: Http
    issuer: FakeIssuer

    async def sign_in(self, account: Account, name: str | None = None, **more: Any) -> Answer:
        """``name`` is the userId that it made up for the account."""
        token = self.issuer.issue(account)
        body = {
            "identityProvider": "aad",
            "userId": name,
            "userDetails": account.name,
            "claims": [{"typ": "preferred_username", "val": account.name}],
            "accessToken": token,
        }
        return await self.post({**body, **more})

    async def post(self, body: object) -> Answer:
        headers = {**JSON, "x-forwarded-for": "10.0.0.7"}
        return await self.http("get_sign_in_roles", body=body, headers=headers)

    async def whoami(self, name: str, provider: str = "aad") -> str | None:
        answer = await self.http("get_current_user", headers=as_(name, provider))
        return answer.json["email"] if answer.status == 200 else None


def as_(name: str, provider: str = "aad") -> dict[str, str]:
    """A request of whoever the front end let in under this name."""
    facts = {"identityProvider": provider, "userId": name, "userRoles": ["authenticated"]}
    return {**JSON, "x-ms-client-principal": base64.b64encode(json.dumps(facts).encode()).decode()}


@pytest.fixture
def front(http: Http, issuer: FakeIssuer) -> Front:
    return Front(http, issuer)


@pytest.fixture
async def alice(running: Runtime) -> User:
    """Invited, and never signed in as yet."""
    return await invite(running, ALICE.name, {"acme": "member"})


async def invite(
    running: Runtime, email: str, roles: Mapping[str, str] | None = None, *, is_admin: bool = False
) -> User:
    """Somebody who is expected under this address."""
    user = User(
        id=uuid4(),
        email=email,
        display_name=email.partition("@")[0].title(),
        is_platform_admin=is_admin,
        memberships=tuple(
            Membership(org_id=org_id, role=MemberRole(role))
            for org_id, role in (roles or {}).items()
        ),
        created_by="tests",
        created_at=datetime.now(UTC),
    )
    await running.platform.directory.users.add(user)
    return user


async def principals(running: Runtime, user: User) -> set[str]:
    return {*(await running.platform.directory.users.get(user.id)).user.principals}


@asynccontextmanager
async def using(settings: Settings, services: Services) -> AsyncGenerator[None]:
    """Another process with the same stores answers meanwhile."""
    elsewhere = compose(settings, services)
    use(elsewhere)
    yield
    await elsewhere.platform.engine.close()


async def strangers(running: Runtime) -> list[tuple[str | None, str | None]]:
    page = await running.platform.directory.refused_sign_ins.page()
    return [(entry.claimed, entry.error) for entry in page.entries]


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


@pytest.mark.parametrize(
    "account",
    [
        Account("mallory@contoso.onmicrosoft.test", mail="bob@fabrikam.test"),
        Account("bob_fabrikam.test#EXT#@contoso.test", mail="bob@fabrikam.test"),
        Account("bob@fabrikam.test"),
        Account("bob@contoso.test"),
        Account("bob@sub.fabrikam.test", tenant=OTHER_TENANT),
        Account("bob@fabrikam.test@contoso.test"),
        Account("bob@fabrikam.test.contoso.test"),
    ],
    ids=lambda account: account.name,
)
async def test_an_address_counts_only_if_the_tenant_owns_its_domain(
    front: Front, running: Runtime, account: Account
) -> None:
    bob = await invite(running, "bob@fabrikam.test", {"acme": "admin"})

    answer = await front.sign_in(account, "swa-mallory")

    assert (answer.status, answer.json) == (200, {"roles": []})
    assert await principals(running, bob) == set()


async def test_the_mail_address_counts_too_where_the_tenant_owns_its_domain(
    front: Front, running: Runtime, alice: User
) -> None:
    account = Account("a.liddell@contoso.onmicrosoft.test", mail="Alice@Contoso.test")

    assert (await front.sign_in(account)).json == {"roles": ["OrgUser"]}


async def test_a_tenant_that_nobody_expects_is_not_even_asked_about(
    front: Front, running: Runtime, alice: User
) -> None:
    """It says that it owns the domain, and so does the fake issuer."""
    answer = await front.sign_in(Account(ALICE.name, tenant=STRANGE_TENANT), "swa-eve")

    assert answer.json == {"roles": []}
    assert front.issuer.asked == []
    assert await strangers(running) == [
        (ALICE.name, "the token's tenant is not one of BIFROST_SIGN_IN_TENANTS")
    ]


async def test_a_token_that_another_app_got_of_its_visitor_is_refused(
    front: Front, running: Runtime, alice: User
) -> None:
    """Alice trusted Eve's app with a token for Graph; it is good, and it is not for us."""
    token = front.issuer.issue(ALICE, OTHER_CLIENT)

    answer = await front.post({"identityProvider": "aad", "userId": "eve", "accessToken": token})

    assert answer.json == {"roles": []}
    assert await principals(running, alice) == set()
    assert front.issuer.asked == []


def _claims(**more: Any) -> dict[str, Any]:
    facts = {"tid": str(TENANT), "oid": str(ALICE.id), "appid": str(CLIENT)}
    return {**facts, **more}


@pytest.mark.parametrize(
    "token",
    [
        None,
        "",
        "x",
        "a.b.c",
        "a.b.c.d.e",
        "..",
        token_of(_claims()),
        token_of(_claims(appid=None)),
        token_of(_claims(tid="contoso.test")),
        token_of({"tid": str(TENANT)}),
        token_of(_claims()) + "\r\nX-A: b",
        token_of(_claims()) + "é",
        token_of(_claims(padding="x" * 20_000)),
        "W10." * 3,
        ".".join(["e30", base64.urlsafe_b64encode(b"\xff\xfe").decode().strip("="), "x"]),
        ".".join(["e30", "[" * 5000, "x"]),
    ],
)
async def test_a_token_that_is_none_of_the_issuers_is_nobodys(
    front: Front, running: Runtime, alice: User, token: str | None
) -> None:
    answer = await front.post(
        {"identityProvider": "aad", "userId": "swa-eve", "accessToken": token}
    )

    assert (answer.status, answer.json) == (200, {"roles": []})
    assert await principals(running, alice) == set()


@pytest.mark.parametrize("swapped", ["tenant", "id"])
async def test_claims_that_the_issuer_does_not_confirm_are_refused(
    front: Front, running: Runtime, alice: User, swapped: str
) -> None:
    claimed: dict[str, Any] = (
        {"tid": str(OTHER_TENANT)} if swapped == "tenant" else {"oid": str(EVE.id)}
    )
    token = front.issuer.issue(ALICE, **claimed)

    answer = await front.post({"identityProvider": "aad", "accessToken": token})

    assert answer.json == {"roles": []}
    assert await principals(running, alice) == set()


@pytest.mark.parametrize("status", ["400", "401", "403", "404"])
async def test_a_token_that_the_issuer_does_not_take_is_nobodys(
    front: Front, running: Runtime, alice: User, status: str
) -> None:
    front.issuer.mood = status

    answer = await front.sign_in(ALICE, "swa-alice")

    assert (answer.status, answer.json) == (200, {"roles": []})
    assert await strangers(running) == [(ALICE.name, "the issuer refused the token")]


@pytest.mark.parametrize("mood", ["redirects", "babbles", "429", "500", "503"])
async def test_a_fault_of_the_issuer_is_told_as_one(
    front: Front, running: Runtime, alice: User, mood: str
) -> None:
    front.issuer.mood = mood

    answer = await front.sign_in(ALICE, "swa-alice")

    assert (answer.status, answer.json["error"]) == (503, "Unavailable")
    assert len(front.issuer.asked) == 1
    assert await principals(running, alice) == set()


@pytest.mark.parametrize("issuer_url", ["https://10.0.0.1", "http://graph.example"])
async def test_an_issuer_that_may_not_be_reached_is_a_fault_of_ours(
    front: Front, memory_settings: Settings, services: Services, issuer_url: str
) -> None:
    async with using(memory_settings.model_copy(update={"sign_in_issuer": issuer_url}), services):
        answer = await front.sign_in(ALICE)

    assert (answer.status, answer.json["error"]) == (500, "Blocked")


async def test_an_issuer_that_is_not_there_is_told_as_such(
    front: Front, memory_settings: Settings, services: Services, issuer: FakeIssuer
) -> None:
    nowhere = replace(services, egress=MemoryEgress({}, {issuer.site.place}))
    async with using(memory_settings, nowhere):
        answer = await front.sign_in(ALICE)

    assert (answer.status, answer.json["error"]) == (503, "Unavailable")


@pytest.mark.parametrize("provider", ["github", "AAD", "entra", "aad:x", "", None])
async def test_only_our_own_provider_is_known(
    front: Front, running: Runtime, alice: User, provider: str | None
) -> None:
    answer = await front.sign_in(ALICE, "swa-alice", identityProvider=provider)

    assert answer.json == {"roles": []}
    assert await principals(running, alice) == set()


@pytest.mark.parametrize("name", ["a b", "é", "x" * 201, "a\nb", " "])
async def test_a_name_that_no_principal_can_have_is_refused(
    front: Front, running: Runtime, alice: User, name: str
) -> None:
    assert (await front.sign_in(ALICE, name)).json == {"roles": []}
    assert await principals(running, alice) == set()


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 200), ({"accessToken": 7}, 400), ([], 400), (b"{", 400), (b"x" * 300_000, 413)],
)
async def test_a_body_of_another_shape_lets_nobody_in(
    front: Front, running: Runtime, body: object, status: int
) -> None:
    assert (await front.post(body)).status == status


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
