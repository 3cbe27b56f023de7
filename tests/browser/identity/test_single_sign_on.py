"""Single sign-on in the browser, at a certified provider: into the page, and set up on pages."""

from collections.abc import Generator
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import accessibility
from tests.browser.api import signed_in
from tests.browser.identity.authenticator import Authenticator
from tests.browser.site import ACTIVE, ADMIN, Site
from tests.browser.watch import Watch
from tests.support.openid.process import CLIENT, SECRET, openid_process


@pytest.fixture
def account() -> str:
    """Who signs in: an address of a user who was invited, and has never signed in."""
    return f"carol-{uuid4().hex[:8]}@active.test"


@pytest.fixture
def issuer() -> str:
    """Which issuer of the provider the platform knows."""
    return "plain"


@pytest.fixture
def provider(site: Site, watch: Watch, account: str, issuer: str) -> Generator[str]:
    """A provider of the platform, by its name."""
    chosen, name = str(uuid4()), f"Contoso {uuid4().hex[:4]}"
    facts = {"name": "Carol", "email": account, "email_verified": True}
    back = f"{site.url}/sign-in/callback/{chosen}"
    with openid_process({"carol": facts}, [back]) as running, signed_in(site.url, ADMIN) as client:
        watch.allow(running.url)
        user = {"email": account, "displayName": "Carol", "orgId": ACTIVE}
        client.post("/api/users", json=user).raise_for_status()
        body = {
            "id": chosen,
            "name": name,
            "kind": "oidc",
            "issuer": running.issuer(issuer),
            "clientId": CLIENT,
            "clientSecret": SECRET,
            "domains": ["active.test"],
        }
        client.post("/api/sign-in-providers", json=body).raise_for_status()
        yield name
        client.delete(f"/api/sign-in-providers/{chosen}").raise_for_status()


def test_a_user_signs_in_at_a_provider_and_is_back_at_the_page(
    page: Page, site: Site, provider: str
) -> None:
    site.open(page, f"/o/{ACTIVE}/runs")
    page.get_by_role("button", name=f"Sign in with {provider}").click()
    page.get_by_role("link", name="carol").click()
    expect(page.get_by_role("heading", level=1, name="Runs")).to_be_visible()
    assert page.url == f"{site.url}/o/{ACTIVE}/runs"
    site.open(page, "/me")
    row = page.get_by_role("table", name="Linked accounts").get_by_role("row").last
    expect(row).to_contain_text(provider)
    accessibility.check(page)


def test_a_required_factor_is_added_on_the_way_back_from_a_provider(
    page: Page, site: Site, provider: str, account: str, device: Authenticator
) -> None:
    with signed_in(site.url, ADMIN) as client:
        made = client.post("/api/organizations", json={"name": "Strict Sign-ins"})
        organization = str(made.raise_for_status().json()["id"])
        scope = {"X-Organization-Id": organization}
        policy = {"policy": "required"}
        answer = client.put("/api/second-factor-policy", json=policy, headers=scope)
        answer.raise_for_status()
        client.delete(f"/api/users/{account}").raise_for_status()  # a newer user has no grace
        user = {"email": account, "displayName": "Carol", "orgId": organization}
        client.post("/api/users", json=user).raise_for_status()
    site.open(page, "/me")
    page.get_by_role("button", name=f"Sign in with {provider}").click()
    page.get_by_role("link", name="carol").click()
    expect(page.get_by_text("A second factor is required here")).to_be_visible()
    accessibility.check(page)
    page.get_by_label("Name of the passkey").fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="I have kept them").click()
    passkeys = page.get_by_role("table", name="Passkeys")
    expect(passkeys.get_by_text("Laptop")).to_be_visible()
    page.get_by_role("button", name="Account of Carol").click()
    page.get_by_role("menuitem", name="Sign out", exact=True).click()

    page.get_by_role("button", name=f"Sign in with {provider}").click()  # who knows her still
    expect(page.get_by_text("Your account has a second factor.")).to_be_visible()
    accessibility.check(page)
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(passkeys.get_by_text("Laptop")).to_be_visible()
    assert len(device.credentials()) == 1


def ask_about_a_device(page: Page, site: Site) -> None:
    site.open(page, "/device")
    page.get_by_role("textbox", name="Code").fill("BCDF-GHJK")
    page.get_by_role("button", name="Go on").click()


@pytest.mark.parametrize("issuer", ["mute"])
def test_who_has_nothing_to_prove_with_is_led_to_add_it(
    page: Page, site: Site, provider: str, device: Authenticator
) -> None:
    """The provider does not say when a proof was given, so it alone is none."""
    site.open(page, "/me")
    page.get_by_role("button", name=f"Sign in with {provider}").click()
    page.get_by_role("link", name="carol").click()
    expect(page.get_by_role("table", name="Linked accounts")).to_be_visible()
    ask_about_a_device(page, site)
    dialog = page.get_by_role("dialog", name="Confirm that it is you")
    expect(dialog.get_by_text("you have nothing to give one with")).to_be_visible()
    expect(dialog.get_by_role("button", name=f"Confirm at {provider}")).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="To your own page").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("You have none yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="Change password")).to_have_count(0)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name", exact=True).last.fill("Laptop")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="I have kept them").click()
    ask_about_a_device(page, site)

    expect(page.get_by_role("alert")).to_contain_text("code")
    expect(dialog).to_be_hidden()
    assert len(device.credentials()) == 1


def new_role(site: Site) -> str:
    name, scope = f"Finance {uuid4().hex[:4]}", {"X-Organization-Id": ACTIVE}
    with signed_in(site.url, ADMIN) as client:
        client.post("/api/roles", json={"name": name}, headers=scope).raise_for_status()
    return name


def add_rule(dialog: Locator, role: str) -> None:
    dialog.get_by_role("button", name="Add a rule").click()
    dialog.get_by_label("Group", exact=True).fill("finance")
    dialog.get_by_label("Organization", exact=True).select_option(ACTIVE)
    dialog.get_by_label("Role", exact=True).select_option(role)


def rules_of(site: Site, name: str) -> list[tuple[str, str]]:
    """Whose groups give roles where, by the provider's name."""
    with signed_in(site.url, ADMIN) as client:
        listed = client.get("/api/sign-in-providers").raise_for_status().json()
    (rules,) = [one["groupRoles"] for one in listed if one["name"] == name]
    return [(rule["group"], rule["orgId"]) for rule in rules]


def test_an_administrator_sets_a_provider_up_and_tests_it(
    page: Page, site: Site, provider: str
) -> None:
    role = new_role(site)
    site.enter(page, ADMIN, "/o/global/sign-in-providers")
    row = page.get_by_role("row").filter(has_text=provider)
    row.get_by_role("button", name="Test").click()
    expect(page.get_by_role("status")).to_contain_text("works")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add a provider").click()
    dialog = page.get_by_role("dialog", name="Add a provider")
    dialog.get_by_label("Kind").select_option("github")
    accessibility.check(page)
    dialog.get_by_label("Name").fill("Our GitHub")
    dialog.get_by_label("Client id").fill("client")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog.get_by_text("give the client secret").first).to_be_visible()
    dialog.get_by_label("Client secret").fill("a secret")
    add_rule(dialog, role)
    accessibility.check(page)
    dialog.get_by_role("button", name="Add", exact=True).click()
    made = page.get_by_role("row").filter(has_text="Our GitHub")
    expect(made).to_be_visible()
    assert rules_of(site, "Our GitHub") == [("finance", ACTIVE)]
    made.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(made).to_have_count(0)
