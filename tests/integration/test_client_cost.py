"""What the client's first calls cost: storage transactions on real tables, by count."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from functions.auth.about import About
from functions.auth.access import Access
from functions.composition import Runtime
from functions.runtime import compose
from shared import handlers
from shared.call import Call, anonymous
from shared.models.organizations import Organization
from shared.repositories.directory import Directory
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.users import add_user, signed_in
from tests.support.counting import CountingTransport

TRUSTING = Settings.model_validate({"BIFROST_TRUST_CLIENT_PRINCIPAL": "true"})


@pytest.fixture
def directory(azure_services: Services) -> Directory:
    """Of another process, which fills the tables."""
    return compose(TRUSTING, azure_services).platform.directory


@pytest.fixture
async def cold(azure_services: Services) -> AsyncGenerator[Runtime]:
    """A process that has read nothing yet."""
    made = compose(TRUSTING, azure_services)
    yield made
    await made.platform.engine.close()


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
    cold: Runtime, counted: CountingTransport, directory: Directory, memberships: int
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
    assert costs == [2 + memberships, 0, 0]


async def test_strangers_cost_one_read_in_five_seconds(
    cold: Runtime, counted: CountingTransport
) -> None:
    call = Call(anonymous(), cold.platform)
    costs: list[int] = []

    for _ in range(3):
        with counted.own() as sent:
            await handlers.auth_methods.get(call)
        costs.append(len(sent))

    assert costs == [1, 0, 0]
