"""How far an organization's own provider reaches, who may join, and the ways that are allowed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from functions.composition import Runtime
from shared.models.roles import Role
from shared.models.sso.providers import SignInProvider
from shared.models.users import MemberRole, Membership, User
from tests.contract.client import Http
from tests.contract.sign_in import bearing
from tests.contract.sso.conftest import DOMAIN, invite
from tests.contract.sso.signing_in import Page
from tests.contract.users import add_user, signed_in

ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}
ACME = (Membership(org_id="acme"),)
BOTH = (*ACME, Membership(org_id="globex"))


async def test_an_organizations_provider_signs_in_its_own_members(
    page: Page, own: str, ada: User
) -> None:
    assert await page.email(await page.sign_in(own, **ADDRESS)) == ada.email


BEYOND: Mapping[str, dict[str, Any]] = {
    "a platform administrator": {"is_platform_admin": True},
    "a user with memberships elsewhere": {"memberships": BOTH},
    "a user of another organization": {"memberships": (Membership(org_id="globex"),)},
    "a user of no organization": {"memberships": ()},
    "a deactivated user": {"is_active": False},
}


@pytest.mark.parametrize("name", sorted(BEYOND))
async def test_another_organizations_provider_and(
    page: Page, own: str, running: Runtime, name: str
) -> None:
    """Neither by an address nor by an account that was bound before."""
    await invite(running, "ada", **BEYOND[name])
    assert (await page.sign_in(own, **ADDRESS)).status == 401
    bound = f"openid:{page.issuer.url}#bob"
    facts: dict[str, Any] = {**BEYOND[name], "principals": (bound,)}
    user = await invite(running, "bob", **facts)
    assert (await page.sign_in(own, "bob")).status == 401
    assert (await running.platform.directory.credentials.get(user.id)).sessions == ()


async def test_a_user_who_joins_another_organization_is_out_of_its_reach(
    page: Page, own: str, running: Runtime, ada: User
) -> None:
    assert await page.email(await page.sign_in(own, **ADDRESS)) == ada.email
    users = running.platform.directory.users
    before = await users.get(ada.id)
    await users.replace(before, before.user.model_copy(update={"memberships": BOTH}))
    assert (await page.sign_in(own)).status == 401


async def test_an_address_beyond_the_domains_of_the_organization(
    page: Page, own: str, running: Runtime
) -> None:
    bound = f"openid:{page.issuer.url}#bob"
    await invite(running, "bob", email="bob@globex.test", principals=(bound,))
    answer = await page.sign_in(own, "bob")
    assert (answer.status, "e-mail address" in answer.json["message"]) == (401, True)


async def test_an_organization_that_is_not_active(
    page: Page, own: str, running: Runtime, ada: User
) -> None:
    organizations = running.platform.directory.organizations
    stored = await organizations.get("acme")
    await organizations.replace(stored, stored.organization.model_copy(update={"is_active": False}))
    begun = await page.http("begin_single_sign_on", body={"providerId": own}, headers=page.root)
    assert begun.status == 404
    assert ada


NEWCOMER: dict[str, Any] = {"email": f"new@{DOMAIN}", "email_verified": True, "name": "New Comer"}


async def test_nobody_joins_unless_a_rule_says_so(page: Page) -> None:
    provider = await page.provider(domains=[DOMAIN])
    assert (await page.sign_in(provider, "new", **NEWCOMER)).status == 401


async def test_a_newcomer_becomes_a_member_of_the_organization_of_the_domain(
    page: Page, running: Runtime
) -> None:
    provider = await page.provider(domains=[DOMAIN], admitsMembers=True)
    groups = ["admin", "Administrators", "PlatformAdmin"]
    answer = await page.sign_in(provider, "new", **NEWCOMER, groups=groups, roles=groups)
    assert await page.email(answer) == f"new@{DOMAIN}"
    user = await running.platform.directory.users.find_by_email(f"new@{DOMAIN}")
    assert user is not None
    assert user.memberships == (Membership(org_id="acme", role=MemberRole.MEMBER),)
    assert (user.is_platform_admin, user.display_name) == (False, "New Comer")


@pytest.mark.parametrize(
    "claims",
    [
        {**NEWCOMER, "email_verified": False},
        {**NEWCOMER, "email": "new@nowhere.test"},
        {**NEWCOMER, "email": ""},
    ],
)
async def test_a_newcomer_without_a_proven_address_of_an_organization(
    page: Page, claims: dict[str, Any]
) -> None:
    provider = await page.provider(domains=[DOMAIN, "nowhere.test"], admitsMembers=True)
    assert (await page.sign_in(provider, "new", **claims)).status == 401


async def test_who_was_removed_from_the_organization_stays_removed(
    page: Page, running: Runtime
) -> None:
    provider = await page.provider(domains=[DOMAIN], admitsMembers=True)
    await page.sign_in(provider, "new", **NEWCOMER)
    users = running.platform.directory.users
    user = await users.find_by_email(f"new@{DOMAIN}")
    before = await users.get(user.id if user else UUID(int=0))
    await users.replace(before, before.user.model_copy(update={"memberships": ()}))
    answer = await page.sign_in(provider, "new", **NEWCOMER)
    assert await page.email(answer) == "status 403"


async def test_roles_follow_the_groups_and_others_stay(
    page: Page, running: Runtime, ada: User
) -> None:
    roles = running.platform.directory.roles_of("acme")
    made = [
        Role(id=uuid4(), name=name, created_by="tests", created_at=datetime.now(UTC))
        for name in ("Finance", "Support", "By hand")
    ]
    for role in made:
        await roles.add(role)
    finance, support, by_hand = (role.id for role in made)
    await roles.add_users(await roles.get(by_hand), [ada.id])
    rules = [
        {"group": "fin", "orgId": "acme", "roleId": str(finance)},
        {"group": "sup", "orgId": "acme", "roleId": str(support)},
        {"group": "sup", "orgId": "globex", "roleId": str(uuid4())},
        {"group": "sup", "orgId": "acme", "roleId": str(uuid4())},
    ]
    provider = await page.provider(domains=[DOMAIN], groupRoles=rules)

    async def held(**claims: Any) -> set[UUID]:
        assert (await page.sign_in(provider, **ADDRESS, **claims)).status == 200
        return {*(await roles.roles_of(ada.id)).items}

    assert await held(groups=["fin", "other"]) == {finance, by_hand}
    assert await held(groups=["sup"]) == {support, by_hand}
    assert await held() == {by_hand}


async def test_an_organization_that_requires_a_provider_refuses_other_ways_at_once(
    page: Page, http: Http, running: Runtime, ada: User
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    other = await page.provider(name="Other", issuer=f"{page.issuer.url}/other")
    token = (await page.sign_in(provider, **ADDRESS)).json["accessToken"]
    assert await page.email(await page.sign_in(provider)) == ada.email

    async def allow(*ways: str) -> int:
        scope = {**page.root, "x-organization-id": "acme"}
        body = {"allowedSignIns": ways}
        return (await http("set_sign_in_ways", body=body, headers=scope, method="PUT")).status

    assert await allow(other) == 200
    assert (await http("list_forms", headers=bearing(token, "acme"))).status == 403
    assert (await page.sign_in(provider)).status == 401
    assert await allow(provider) == 200
    assert (await http("list_forms", headers=bearing(token, "acme"))).status == 200
    assert await allow("local", "frontEnd") == 200
    assert (await http("list_forms", headers=bearing(token, "acme"))).status == 403
    assert await allow() == 200
    assert (await http("list_forms", headers=bearing(token, "acme"))).status == 200
    assert await allow(str(uuid4())) == 400
    assert running


async def test_an_administrator_cannot_lock_themselves_out(
    page: Page, http: Http, running: Runtime
) -> None:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    provider, owner = await page.provider(), signed_in("owner", "acme")

    async def allow(*ways: str) -> int:
        body = {"allowedSignIns": ways}
        return (await http("set_sign_in_ways", body=body, headers=owner, method="PUT")).status

    assert await allow(provider) == 409
    assert await allow(provider, "frontEnd") == 200
    assert (await http("get_sign_in_ways", headers=owner)).json == {
        "allowedSignIns": [provider, "frontEnd"]
    }
    everywhere = await http(
        "set_sign_in_ways", body={"allowedSignIns": []}, headers=page.root, method="PUT"
    )
    assert everywhere.status == 400


def test_a_provider_is_off_for_newcomers_by_default() -> None:
    assert SignInProvider.model_fields["admits_members"].default is False
