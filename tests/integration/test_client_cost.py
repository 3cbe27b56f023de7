"""What the client's first calls cost: storage transactions on real tables, by count."""

from collections.abc import AsyncGenerator, Awaitable
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import pytest

from functions.auth.about import About
from functions.auth.access import Access
from functions.composition import Runtime
from functions.runtime import compose
from shared import handlers
from shared.call import Call, anonymous
from shared.handlers.members import MemberPage
from shared.models.client.branding import Branding, BrandLogo
from shared.models.client.images import PNG
from shared.models.organizations import Organization
from shared.models.roles import Role
from shared.repositories.directory import Directory
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.users import add_user, signed_in
from tests.support.backends import Backend
from tests.support.counted_stores import Counted

TRUSTING = Settings.model_validate({"BIFROST_TRUST_CLIENT_PRINCIPAL": "true"})


@pytest.fixture
async def services(backend: Backend, counted: Counted) -> AsyncGenerator[Services]:
    opened = await backend.connect(Settings.model_validate(backend.settings), counted)
    yield opened
    await opened.close()


@pytest.fixture
def directory(services: Services) -> Directory:
    """Of another process, which fills the tables."""
    return compose(TRUSTING, services).platform.directory


@pytest.fixture
async def cold(services: Services) -> AsyncGenerator[Runtime]:
    """A process that has read nothing yet."""
    made = compose(TRUSTING, services)
    yield made
    await made.platform.engine.close()


async def cost_of(counted: Counted, work: Awaitable[object]) -> int:
    with counted.own() as sent:
        await work
    return len(sent)


async def call_of(cold: Runtime, name: str, org_id: str = "") -> Call:
    about = About.ORGANIZATION if org_id else About.PLATFORM
    headers = signed_in(name, org_id)
    caller = await cold.authenticator.caller(Access.SIGNED_IN, headers, about=about)
    return Call(caller, cold.platform)


async def add_organizations(directory: Directory, number: int) -> list[str]:
    made = [f"org-{uuid4().hex}" for _ in range(number)]
    for org_id in made:
        now = datetime.now(UTC)
        organization = Organization(id=org_id, name=org_id, created_by="tests", created_at=now)
        await directory.organizations.add(organization)
    return made


@pytest.mark.parametrize("memberships", [0, 1, 5])
async def test_a_session_is_one_for_each_organization_and_then_nothing(
    cold: Runtime, counted: Counted, directory: Directory, memberships: int
) -> None:
    ids = await add_organizations(directory, memberships)
    name = f"u{uuid4().hex}"
    await add_user(directory.users, name, dict.fromkeys(ids, "member"))
    costs: list[int] = []
    listed: list[int] = []

    for _ in range(3):
        with counted.own() as sent:
            found = await handlers.current_session.get(await call_of(cold, name))
        costs.append(len(sent))
        listed.append(len(found.organizations))

    assert listed == [memberships] * 3
    # Without an organization, whose row has a copy, the platform's policy is one more row.
    assert costs == [2 + max(memberships, 1), 0, 0]


async def test_preferences_are_one_more_for_each_session_that_asks(
    cold: Runtime, counted: Counted, directory: Directory
) -> None:
    name = f"u{uuid4().hex}"
    await add_user(directory.users, name)
    costs: list[int] = []

    for _ in range(3):
        with counted.own() as sent:
            await handlers.current_session.get(await call_of(cold, name), with_preferences=True)
        costs.append(len(sent))

    assert costs == [4, 1, 1]


async def test_strangers_cost_two_reads_in_five_seconds(cold: Runtime, counted: Counted) -> None:
    call = Call(anonymous(), cold.platform)
    costs: list[int] = []

    for _ in range(3):
        with counted.own() as sent:
            await handlers.auth_methods.get(call, None)
        costs.append(len(sent))

    assert costs == [2, 0, 0]  # whether there is an administrator, and the providers


async def test_a_page_of_members_is_one_and_three_with_their_roles(
    cold: Runtime, counted: Counted, directory: Directory
) -> None:
    [org_id] = await add_organizations(directory, 1)
    name = f"u{uuid4().hex}"
    ids = [(await add_user(directory.users, name, {org_id: "admin"})).id]
    more = [f"u{uuid4().hex}" for _ in range(5)]
    ids += [(await add_user(directory.users, one, {org_id: "member"})).id for one in more]
    for number in range(3):
        role = Role(id=uuid4(), name=f"r{number}", created_by="t", created_at=datetime.now(UTC))
        await directory.roles_of(org_id).add(role)
        stored = await directory.roles_of(org_id).get(role.id)
        await directory.roles_of(org_id).add_users(stored, ids)
    call = await call_of(cold, name, org_id)
    without, with_roles = MemberPage(), MemberPage(with_roles=True)

    assert await cost_of(counted, handlers.members.listed(call, without)) == 1
    assert await cost_of(counted, handlers.members.listed(call, with_roles)) == 3


async def test_a_page_of_tagged_organizations_is_one(
    cold: Runtime, counted: Counted, directory: Directory
) -> None:
    tag = uuid4().hex
    for org_id in await add_organizations(directory, 4):
        before = await directory.organizations.get(org_id)
        tagged = before.organization.model_copy(update={"tags": (tag,)})
        await directory.organizations.replace(before, tagged)

    with counted.own() as sent:
        found = await cold.platform.directory.organizations.tagged(frozenset({tag}), None, 100)

    assert (len(found.items), len(sent)) == (4, 1)


async def test_preferences_are_one_read_or_write_and_three_with_a_condition(
    cold: Runtime, counted: Counted, directory: Directory
) -> None:
    name = f"u{uuid4().hex}"
    await add_user(directory.users, name)
    call = await call_of(cold, name)
    put = handlers.preferences.put

    assert await cost_of(counted, put(call, {"theme": "dark"}, None)) == 1
    assert await cost_of(counted, handlers.preferences.get(call)) == 1
    etag = (await handlers.preferences.get(call)).headers["ETag"]
    assert await cost_of(counted, put(call, {"theme": "light"}, etag)) == 3


async def test_branding_is_one_for_everybody_and_then_nothing_and_the_logo_one_more(
    cold: Runtime, counted: Counted, directory: Directory
) -> None:
    before = await directory.branding.get()
    digest = sha256(b"logo").hexdigest()
    logo = BrandLogo(url="", content_type=PNG, width=16, height=16, digest=digest)
    await directory.branding.replace(before, Branding(logo=logo), b"logo")
    call = Call(anonymous(), cold.platform)
    branding = handlers.branding

    costs = [await cost_of(counted, branding.get(call, "")) for _ in range(2)]
    logos = [await cost_of(counted, branding.logo(call, None, "")) for _ in range(2)]
    await directory.branding.replace(await directory.branding.get(), Branding())

    assert (costs, logos) == ([1, 0], [1, 0])
