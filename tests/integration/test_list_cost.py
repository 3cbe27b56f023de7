"""What a page of a list costs: storage transactions on either store, by count, among hundreds."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from functions.runtime import compose
from shared.call import Call, Caller, Platform
from shared.handlers import api_keys, audit, organizations, roles, users
from shared.handlers.users import UserFilter
from shared.models.audit import AuditActor, AuditFacts, AuditFilters
from shared.models.callers import Origin
from shared.models.keys import ApiKey
from shared.models.organizations import Organization
from shared.models.pages import Listed, key_of
from shared.models.roles import Role
from shared.models.users import Membership, User, UserType
from shared.settings import Settings
from tests.support.backends import Backend
from tests.support.counted_stores import Counted
from tests.support.sample_organization import RULER

ROWS = 250
LIMIT = 100
PAGES = [100, 100, 50]
ORG = "acme"
NOW = datetime(2026, 1, 2, tzinfo=UTC)
IDS = [UUID(int=number) for number in range(1, ROWS + 1)]
FORMS = [f"form-{number:03}" for number in range(ROWS)]
SETTINGS = Settings.model_validate({})

Ask = Callable[[str | None], Awaitable[Listed[Any]]]


@pytest.fixture
async def call(backend: Backend, counted: Counted) -> AsyncGenerator[Call]:
    """In an organization with hundreds of everything, beside another one, in tables of its own."""
    services = await backend.apart(Settings.model_validate(backend.settings), counted)
    platform = compose(SETTINGS, services).platform
    yield Call(Caller(RULER, ORG), platform, origin=Origin(route="counted"))
    await platform.engine.close()
    await services.close()


async def together(work: Sequence[Awaitable[object]]) -> None:
    """Some at a time: Azurite has one process."""
    for first in range(0, len(work), 25):
        await asyncio.gather(*work[first : first + 25])


async def read(ask: Ask, counted: Counted) -> tuple[list[int], list[int]]:
    """All pages: how many items each has, and how many transactions it took."""
    sizes: list[int] = []
    costs: list[int] = []
    start: str | None = None
    while True:
        counted.sent.clear()
        page = await ask(start)
        sizes.append(len(page.items))
        costs.append(len(counted.sent))
        start = page.next
        if start is None:
            return sizes, costs


async def test_organizations(call: Call, counted: Counted) -> None:
    await together([_add_organization(call.platform, f"org-{n}") for n in range(ROWS)])

    found = await read(lambda start: organizations.page(call, LIMIT, start), counted)

    assert found == (PAGES, [1, 1, 1])


async def test_users_of_all_and_of_one_organization(call: Call, counted: Counted) -> None:
    await together([_add_user(call.platform, n, ORG if n % 2 else "other") for n in range(ROWS)])

    for wanted, pages in ((UserFilter(), PAGES), (UserFilter(ORG), [100, 25])):
        found = await read(lambda start, w=wanted: users.page(call, w, LIMIT, start), counted)

        assert found == (pages, [1] * len(pages))


async def test_users_by_the_beginning_of_an_address_or_a_name(call: Call, counted: Counted) -> None:
    """One for a page, and one more where the addresses end and the names begin."""
    await together([_add_user(call.platform, n, ORG) for n in range(ROWS)])

    for text, count in (("user-01", 10), ("Name 2", 50), ("nAME 0", 100), ("nobody", 0)):
        wanted = UserFilter(None, None, text)
        sizes, costs = await read(lambda s, w=wanted: users.page(call, w, LIMIT, s), counted)

        assert (sizes, costs) == ([count], [2])
    by_name = UserFilter(None, None, "name")
    assert await read(lambda s: users.page(call, by_name, LIMIT, s), counted) == (PAGES, [2, 1, 1])


async def test_a_filter_without_an_index_reads_five_pages(call: Call, counted: Counted) -> None:
    await together([_add_user(call.platform, n, ORG) for n in range(ROWS)])
    wanted = UserFilter(None, UserType.PLATFORM)

    sizes, costs = await read(lambda start: users.page(call, wanted, 20, start), counted)

    assert sizes == [0, 0, 0]
    assert costs == [5, 5, 3]


async def test_roles(call: Call, counted: Counted) -> None:
    await together([call.roles.add(_role(n)) for n in range(ROWS)])

    found = await read(lambda start: roles.page(call, LIMIT, start), counted)

    assert found == (PAGES, [1, 1, 1])


async def test_users_and_forms_of_a_role(call: Call, counted: Counted) -> None:
    role = _role(0)
    await call.roles.add(role)
    for first in range(0, ROWS, 40):
        await call.roles.add_users(await call.roles.get(role.id), IDS[first : first + 40])
        await call.roles.grant(await call.roles.get(role.id), FORMS[first : first + 40])

    async def members(start: str | None) -> Listed[UUID]:
        page = await roles.users(call, role.id, LIMIT, start)
        return Listed(page.user_ids, _start(call, page.continuation_token))

    async def forms(start: str | None) -> Listed[str]:
        page = await roles.forms(call, role.id, LIMIT, start)
        return Listed(page.form_ids, _start(call, page.continuation_token))

    assert await read(members, counted) == (PAGES, [1, 1, 1])
    assert await read(forms, counted) == (PAGES, [1, 1, 1])


async def test_roles_of_a_user_and_of_a_form(call: Call, counted: Counted) -> None:
    await together([_add_role_with(call, n) for n in range(ROWS)])

    async def of_user(start: str | None) -> Listed[UUID]:
        page = await roles.of_user(call, IDS[0], LIMIT, start)
        return Listed(page.role_ids, _start(call, page.continuation_token))

    assert await read(of_user, counted) == (PAGES, [1, 1, 1])
    found = await read(lambda start: call.roles.roles_of_form(FORMS[0], start, LIMIT), counted)
    assert found == (PAGES, [1, 1, 1])


async def test_api_keys(call: Call, counted: Counted) -> None:
    keys = call.platform.directory.api_keys
    await together([keys.add(_key(ORG)) for _ in range(ROWS)])
    await together([keys.add(_key(f"{ORG}-b")) for _ in range(20)])

    found = await read(lambda start: api_keys.page(call, LIMIT, start), counted)

    assert found == (PAGES, [1, 1, 1])


async def test_the_audit_log(call: Call, counted: Counted) -> None:
    log = call.platform.directory.audit_of(ORG)
    await together([log.note(_facts(n)) for n in range(ROWS)])

    everything = await read(lambda s: audit.page(call, AuditFilters(), LIMIT, s), counted)
    by_object = AuditFilters(object_id="7")
    filtered = await read(lambda s: audit.page(call, by_object, LIMIT, s), counted)

    assert everything == (PAGES, [1, 1, 1])
    assert filtered == ([1], [1])


def _start(call: Call, token: str | None) -> str | None:
    return key_of(token, "u|", "v|", "f|", mark=call.mark)


async def _add_organization(platform: Platform, org_id: str) -> None:
    made = Organization(id=org_id, name=org_id, created_by="tests", created_at=NOW)
    await platform.directory.organizations.add(made)


async def _add_user(platform: Platform, number: int, org_id: str) -> None:
    user = User(
        id=uuid4(),
        email=f"user-{number:03}@example.test",
        display_name=f"Name {number:03}",
        memberships=(Membership(org_id=org_id),),
        created_by="tests",
        created_at=NOW,
    )
    await platform.directory.users.add(user)


def _role(number: int) -> Role:
    return Role(id=uuid4(), name=f"Role {number}", created_by="tests", created_at=NOW)


async def _add_role_with(call: Call, number: int) -> None:
    role = _role(number)
    await call.roles.add(role)
    await call.roles.add_users(await call.roles.get(role.id), IDS[:1])
    await call.roles.grant(await call.roles.get(role.id), FORMS[:1])


def _key(org_id: str) -> ApiKey:
    return ApiKey(id=uuid4(), secret_hash="", org_id=org_id, created_by="tests", created_at=NOW)


def _facts(number: int) -> AuditFacts:
    actor = AuditActor(kind="user", id="ana", name="Ana")
    return AuditFacts("user.create", actor, object_id=str(number))
