"""Fixtures of the tests of this folder."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.models.base import GLOBAL
from shared.models.users import MemberRole, Membership, User
from shared.services.clock import StoppedClock
from shared.services.outbound.web import WebEgress
from shared.services.services import Services, in_memory
from shared.services.tables import Table
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.sso.forger import Forger, forger
from tests.contract.sso.signing_in import Headers, Page
from tests.contract.users import add_user

DOMAIN = "contoso.test"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
async def issuer(clock: StoppedClock) -> AsyncGenerator[Forger]:
    async with forger(clock) as found:
        yield found


@pytest.fixture
def memory_settings(memory_settings: Settings, issuer: Forger) -> Settings:
    return memory_settings.model_copy(update={"egress_allow": frozenset({issuer.site.place})})


@pytest.fixture
async def services(store: Table, clock: StoppedClock, issuer: Forger) -> AsyncGenerator[Services]:
    egress = WebEgress({issuer.site.place})
    yield replace(in_memory({}, clock), directory=store, egress=egress)
    await egress.close()


@pytest.fixture
async def page(http: Http, issuer: Forger, root: Headers, running: Runtime) -> Page:
    organizations = running.platform.directory.organizations
    stored = await organizations.get("acme")
    changed = stored.organization.model_copy(update={"domain": DOMAIN, "domains": (DOMAIN,)})
    await organizations.replace(stored, changed)
    return Page(http, issuer, root)


async def invite(running: Runtime, name: str, org_id: str = "acme", **more: object) -> User:
    """A user who has never signed in."""
    users = running.platform.directory.users
    user = await add_user(users, name, {})
    before = await users.get(user.id)
    facts = {
        "email": f"{name}@{DOMAIN}",
        "principals": (),
        "memberships": (Membership(org_id=org_id, role=MemberRole.MEMBER),),
        **more,
    }
    await users.remove(before)
    made = user.model_copy(update=facts)
    await users.add(made)
    return made


@pytest.fixture
async def ada(running: Runtime) -> User:
    """Invited to acme, with an address in acme's domain."""
    return await invite(running, "ada")


@pytest.fixture
async def own(page: Page, running: Runtime) -> str:
    """Acme's own provider. Tests may reach its address, as if it were public."""
    provider = await page.provider(domains=[DOMAIN])
    store = running.platform.directory.sign_in_providers
    stored = await store.get(GLOBAL, UUID(provider))
    sealed = stored.record.model_copy(update={"org_id": "acme", "sealed_secret": None})
    secret = await running.platform.oauth.sign_in.sealed_secret(sealed, "MARKER-client-secret")
    await store.remove(stored)
    await store.add(sealed.model_copy(update={"sealed_secret": secret}))
    for scope in (GLOBAL, "acme"):
        await running.platform.directory.open_providers.copy(scope)
    return provider
