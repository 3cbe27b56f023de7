"""Sessions end with the provider that opened them: disabled, removed, or out of its reach."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.models.base import GLOBAL
from shared.models.organizations import KnownOrganization
from shared.models.sso.open_providers import OpenProviders
from shared.models.users import Membership, User
from shared.repositories import cache
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.sign_in import bearing, me, refresh
from tests.contract.sso.conftest import DOMAIN
from tests.contract.sso.signing_in import Page
from tests.support.counted_stores import CountedStores

ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}


@pytest.fixture
async def provider(page: Page, ada: User) -> str:
    assert ada
    return await page.provider(domains=[DOMAIN])


@asynccontextmanager
async def another_process(
    running: Runtime, services: Services, settings: Settings
) -> AsyncGenerator[None]:
    """Answer as a process would that has read nothing from the stores yet."""
    other = compose(settings, services)
    runtime.use(other)
    yield
    runtime.use(running)
    await other.platform.engine.close()


async def signed_in_at(page: Page, provider: str) -> Answer:
    now = int(page.issuer.clock.now().timestamp())
    answer = await page.sign_in(provider, **ADDRESS, auth_time=now)
    assert answer.status == 200, answer.json
    return answer


async def change(page: Page, provider: str, **facts: object) -> None:
    route = {"provider_id": provider}
    answer = await page.http("update_sign_in_provider", route, body=facts, headers=page.root)
    assert answer.status == 200, answer.json


async def remove(page: Page, provider: str) -> None:
    route = {"provider_id": provider}
    answer = await page.http("delete_sign_in_provider", route, headers=page.root, method="DELETE")
    assert answer.status == 204, answer.json


async def worth(http: Http, token: str) -> tuple[int, int]:
    """What an access token is worth on the platform's routes, and in acme."""
    in_acme = await http("list_forms", headers=bearing(token, "acme"))
    return await me(http, token), in_acme.status


async def alter(running: Runtime, user: User, **facts: object) -> None:
    users = running.platform.directory.users
    stored = await users.get(user.id)
    await users.replace(stored, stored.user.model_copy(update=facts))


async def alter_acme(running: Runtime, **facts: object) -> None:
    organizations = running.platform.directory.organizations
    stored = await organizations.get("acme")
    await organizations.replace(stored, stored.organization.model_copy(update=facts))


@pytest.mark.parametrize("ended_by", ["disabled", "removed"])
async def test_a_closed_provider_ends_its_sessions_at_once(
    page: Page, http: Http, provider: str, ended_by: str
) -> None:
    signed = (await signed_in_at(page, provider)).json
    other = await page.provider(name="Other", issuer=f"{page.issuer.url}/other")
    assert await worth(http, signed["accessToken"]) == (200, 200)

    await (
        change(page, provider, isEnabled=False)
        if ended_by == "disabled"
        else remove(page, provider)
    )

    assert await worth(http, signed["accessToken"]) == (401, 401)
    assert (await refresh(http, signed["refreshToken"])).status == 401
    assert other


async def test_one_that_is_enabled_again_opens_new_sessions_only(
    page: Page, http: Http, provider: str, running: Runtime, ada: User, clock: StoppedClock
) -> None:
    first = (await signed_in_at(page, provider)).json
    clock.at += timedelta(minutes=1)
    await change(page, provider, isEnabled=False)
    await change(page, provider, isEnabled=True)

    second = (await signed_in_at(page, provider)).json

    assert await worth(http, first["accessToken"]) == (401, 401)
    assert await worth(http, second["accessToken"]) == (200, 200)
    own = bearing(second["accessToken"])
    assert len((await http("list_own_sessions", headers=own)).json) == 1
    assert (await refresh(http, first["refreshToken"])).status == 401
    sessions = (await running.platform.directory.credentials.get(ada.id)).sessions
    assert len(sessions) == 1  # the refresh removed it


async def test_other_changes_of_a_provider_end_nothing(
    page: Page, http: Http, provider: str
) -> None:
    signed = (await signed_in_at(page, provider)).json

    await change(page, provider, name="Renamed", admitsMembers=True)

    assert await worth(http, signed["accessToken"]) == (200, 200)
    assert (await refresh(http, signed["refreshToken"])).status == 200


async def test_other_processes_end_them_when_their_cache_ends(
    page: Page,
    http: Http,
    provider: str,
    services: Services,
    memory_settings: Settings,
    running: Runtime,
) -> None:
    """Rows are cached for 30 s at most; a process that has not read them sees it at once."""
    token = (await signed_in_at(page, provider)).json["accessToken"]
    await change(page, provider, isEnabled=False)

    async with another_process(running, services, memory_settings):
        assert cache.SECONDS <= 30
        assert await worth(http, token) == (401, 401)


async def test_a_required_provider_acts_on_other_processes_when_their_cache_ends(
    page: Page,
    http: Http,
    provider: str,
    services: Services,
    memory_settings: Settings,
    running: Runtime,
) -> None:
    """Of an organization whose members have to sign in elsewhere from now on."""
    other_provider = await page.provider(name="Other", issuer=f"{page.issuer.url}/other")
    token = (await signed_in_at(page, provider)).json["accessToken"]
    scope = {**page.root, "x-organization-id": "acme"}
    body = {"allowedSignIns": [other_provider]}
    put = await http("set_sign_in_ways", body=body, headers=scope, method="PUT")

    assert put.status == 200
    async with another_process(running, services, memory_settings):
        assert cache.SECONDS <= 30
        assert await worth(http, token) == (200, 403)


async def test_an_organizations_own_provider_ends_its_sessions(
    page: Page, http: Http, own: str, ada: User
) -> None:
    token = (await signed_in_at(page, own)).json["accessToken"]
    assert await worth(http, token) == (200, 200)
    scope = {**page.root, "x-organization-id": "acme"}
    route = {"provider_id": own}
    gone = await http("delete_sign_in_provider", route, headers=scope, method="DELETE")

    assert gone.status == 204, gone.json
    assert await worth(http, token) == (401, 401)
    assert ada


async def test_an_organizations_provider_keeps_no_session_beyond_its_reach(
    page: Page, http: Http, own: str, ada: User, running: Runtime
) -> None:
    token = (await signed_in_at(page, own)).json["accessToken"]
    acme = ada.memberships
    both = (*acme, Membership(org_id="globex"))

    await alter(running, ada, memberships=both)
    assert await worth(http, token) == (401, 401)
    await alter(running, ada, memberships=acme, is_platform_admin=True)
    assert await worth(http, token) == (401, 401)
    await alter(running, ada, is_platform_admin=False)
    assert await worth(http, token) == (200, 200)
    await alter_acme(running, domain="other.test", domains=("other.test",))
    assert await worth(http, token) == (401, 401)


async def test_sign_ins_that_an_administrator_unbinds_end(
    page: Page, http: Http, provider: str, ada: User
) -> None:
    token = (await signed_in_at(page, provider)).json["accessToken"]

    done = await http("unbind_user", {"user": ada.email}, headers=page.root, method="DELETE")

    assert done.status == 204, done.json
    assert await worth(http, token) == (401, 401)


async def test_a_personal_key_of_such_a_session_is_refused_meanwhile(
    page: Page, http: Http, provider: str
) -> None:
    token = (await signed_in_at(page, provider)).json["accessToken"]
    body = {"name": "Script", "orgId": "acme"}
    made = await http("create_own_key", body=body, headers=bearing(token))
    assert made.status == 201, made.json
    headers = {"x-api-key": made.json["rawKey"]}

    async def used() -> int:
        return (await http("list_workflows", headers=headers)).status

    before = await used()
    await change(page, provider, isEnabled=False)
    closed = await used()
    await change(page, provider, isEnabled=True)

    assert (before, closed, await used()) == (200, 401, 200)


@pytest.mark.parametrize("name", ["list_forms", "change_password"])
@pytest.mark.parametrize("whose", ["platform", "acme"])
async def test_the_rule_costs_no_row_more(
    page: Page,
    http: Http,
    ada: User,
    own: str,
    services: Services,
    memory_settings: Settings,
    name: str,
    whose: str,
) -> None:
    """Three transactions cold and none warm, in an organization and on the platform's routes."""
    chosen = own
    if whose == "platform":
        chosen = await page.provider(name="O", domains=[DOMAIN], issuer=page.issuer.url)
    token = (await signed_in_at(page, chosen)).json["accessToken"]
    counted = CountedStores()
    cold = compose(memory_settings, counted.over(services))
    runtime.use(cold)
    headers = bearing(token, "acme" if name == "list_forms" else "")

    with counted.own() as first:
        await http(name, query={"limit": "no number"}, body={"no": "such"}, headers=headers)
    with counted.own() as second:
        await http(name, query={"limit": "no number"}, body={"no": "such"}, headers=headers)

    assert 2 <= len(first) <= 3, first
    assert second == []
    await cold.platform.engine.close()
    assert ada


async def copies_in(running: Runtime, org_id: str) -> KnownOrganization:
    return (await running.platform.directory.organizations.get(org_id)).organization


async def test_a_row_without_copies_is_made_up_for_and_the_night_completes_it(
    page: Page, http: Http, provider: str, running: Runtime
) -> None:
    signed = (await signed_in_at(page, provider)).json
    await alter_acme(running, open_providers=OpenProviders())
    assert await worth(http, signed["accessToken"]) == (200, 200)
    made = await http("create_organization", body={"name": "New"}, headers=page.root)

    await running.platform.directory.open_providers.copy(GLOBAL)

    for org_id in (made.json["id"], "acme"):
        found = (await copies_in(running, org_id)).open_providers.platform or ()
        assert [str(one.id) for one in found] == [provider], org_id
