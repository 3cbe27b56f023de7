"""Passkeys, with the virtual authenticator of Chromium: made, signed in with, asked for."""

from playwright.sync_api import Locator, Page, expect

from tests.browser import accessibility
from tests.browser.api import signed_in
from tests.browser.identity.authenticator import Authenticator
from tests.browser.people import sign_in, with_password
from tests.browser.site import ADMIN, Site

ACCOUNT = "Account of Pat Person"


def security(page: Page) -> Locator:
    return page.get_by_role("region", name="Second factor")


def leave(page: Page) -> None:
    page.get_by_role("button", name=ACCOUNT).click()
    page.get_by_role("menuitem", name="Sign out", exact=True).click()
    expect(page.get_by_label("E-mail address")).to_be_visible()


def add_passkey(page: Page, name: str) -> None:
    security(page).get_by_role("button", name="Add a passkey").click()
    dialog = page.get_by_role("dialog", name="Add a passkey")
    dialog.get_by_label("Name").fill(name)
    accessibility.check(page)
    dialog.get_by_role("button", name="Go on").click()


def keep_codes(page: Page) -> None:
    page.get_by_role("button", name="I have kept them").click()


def test_a_user_adds_a_passkey_and_signs_in_without_a_name(
    page: Page, site: Site, device: Authenticator
) -> None:
    email = with_password(site.url)
    site.open(page, "/me")
    sign_in(page, email)
    add_passkey(page, "Blue key")
    expect(page.get_by_role("dialog", name="Your recovery codes")).to_be_visible()
    keep_codes(page)
    table = security(page).get_by_role("table", name="Passkeys")
    expect(table.get_by_text("Blue key")).to_be_visible()
    accessibility.check(page)
    leave(page)
    accessibility.check(page)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(table.get_by_text("Blue key")).to_be_visible()
    assert [one["signCount"] for one in device.credentials()] == [2]
    leave(page)
    sign_in(page, email)
    expect(page.get_by_text("Your account has a second factor.")).to_be_visible()
    accessibility.check(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(table.get_by_text("Blue key")).to_be_visible()


def test_a_device_that_does_not_know_its_user_signs_nobody_in(
    page: Page, site: Site, device: Authenticator
) -> None:
    email = with_password(site.url)
    site.open(page, "/me")
    sign_in(page, email)
    add_passkey(page, "Phone")
    keep_codes(page)
    leave(page)
    device.refuse(True)

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("No passkey was used")).to_be_visible()
    accessibility.check(page)
    device.refuse(False)
    page.get_by_role("button", name="Sign in with a passkey").click()
    table = security(page).get_by_role("table", name="Passkeys")
    table.get_by_role("button", name="Remove").click()
    dialog = page.get_by_role("dialog", name="Remove “Phone”?")
    accessibility.check(page)
    dialog.get_by_role("button", name="Remove").click()
    expect(table).to_be_hidden()


def test_a_policy_is_set_and_the_next_sign_in_adds_a_passkey(
    page: Page, site: Site, device: Authenticator
) -> None:
    with signed_in(site.url, ADMIN) as client:
        made = client.post("/api/organizations", json={"name": "Strict Ltd"}).raise_for_status()
        organization = str(made.json()["id"])
    site.enter(page, ADMIN, f"/o/{organization}/security")
    page.get_by_label("The people of this organization").select_option("required")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The policy is saved.")).to_be_visible()
    accessibility.check(page)
    email = with_password(site.url, organization=organization)
    page.context.clear_cookies()
    site.open(page, "/me")
    sign_in(page, email)
    expect(page.get_by_text("A second factor is required here")).to_be_visible()
    accessibility.check(page)

    page.get_by_label("Name of the passkey").fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("They are shown now and never again.")).to_be_visible()
    accessibility.check(page)
    keep_codes(page)

    expect(security(page).get_by_text("Laptop")).to_be_visible()
    assert len(device.credentials()) == 1
