"""What the issuer of a token says, and what is not believed."""

import base64
from dataclasses import replace
from typing import Any

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.outbound.egress import MemoryEgress
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.http.sign_in.sign_in_helpers import (
    ALICE,
    EVE,
    Front,
    invite,
    principals,
    strangers,
    using,
)
from tests.contract.issuer import (
    CLIENT,
    OTHER_CLIENT,
    OTHER_TENANT,
    STRANGE_TENANT,
    TENANT,
    Account,
    FakeIssuer,
    token_of,
)


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
