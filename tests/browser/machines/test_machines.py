"""A user makes a personal key, an administrator a service account, and a command line signs in."""

import re

import httpx
from playwright.sync_api import Page, expect

from cli.sign_in import GRANT_TYPE
from tests.browser import accessibility
from tests.browser.people import sign_in, with_password
from tests.browser.site import ACTIVE, ALICE, OWNER, Site


def raw_key(page: Page) -> str:
    dialog = page.get_by_role("dialog", name="The key")
    expect(dialog).to_be_visible()
    found = re.search(r"bf[kp]_\S+", dialog.inner_text())
    dialog.get_by_role("button", name="I have kept it").click()
    expect(dialog).to_be_hidden()
    assert found is not None
    return found[0]


def works(site: Site, key: str) -> int:
    return httpx.get(f"{site.url}/api/workflows", headers={"x-api-key": key}).status_code


def test_a_user_makes_rotates_and_revokes_a_personal_key(page: Page, site: Site) -> None:
    email = with_password(site.url)
    site.open(page, "/me")
    sign_in(page, email)
    page.get_by_role("button", name="Show my keys").click()
    expect(page.get_by_text("You have no personal keys.")).to_be_visible()
    page.get_by_role("button", name="New personal key").click()
    dialog = page.get_by_role("dialog", name="New personal key")
    dialog.get_by_label("Name").fill("Nightly")
    accessibility.check(page)
    dialog.get_by_role("button", name="Create the key").click()
    first = raw_key(page)
    assert works(site, first) == 200

    page.get_by_role("button", name="New secret: Nightly").click()
    page.get_by_role("dialog").get_by_role("button", name="New secret", exact=True).click()
    second = raw_key(page)
    assert (works(site, first), works(site, second)) == (200, 200)
    page.get_by_role("button", name="Revoke: Nightly").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
    expect(page.get_by_text("You have no personal keys.")).to_be_visible()

    assert (works(site, first), works(site, second)) == (401, 401)


def test_an_administrator_makes_a_service_account_and_its_key(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/service-accounts")
    page.get_by_role("button", name="New service account").click()
    dialog = page.get_by_role("dialog", name="New service account")
    dialog.get_by_label("Name").fill("Reporter")
    accessibility.check(page)
    dialog.get_by_role("button", name="Create the account").click()
    page.get_by_role("button", name="New key: Reporter").click()
    key = raw_key(page)
    assert works(site, key) == 200

    page.get_by_role("button", name="Deactivate: Reporter").click()
    expect(page.get_by_role("button", name="Activate: Reporter")).to_be_visible()

    assert works(site, key) == 401
    page.get_by_role("button", name="Delete: Reporter").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("No service accounts")).to_be_visible()


def test_a_command_line_is_allowed_by_its_code(page: Page, site: Site) -> None:
    begun = httpx.post(f"{site.url}/api/auth/device", data={"client_id": "CLI on laptop"}).json()
    assert begun["verification_uri"] == f"{site.url}/device"
    code = begun["user_code"]
    site.enter(page, ALICE, f"/device?user_code={code}&code={code}#{code}")
    field = page.get_by_label("Code")
    expect(field).to_have_value("")
    field.fill(code.lower())
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("CLI on laptop")).to_be_visible()
    accessibility.check(page)
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_role("heading", name="The command line is signed in")).to_be_visible()

    form = {"grant_type": GRANT_TYPE, "device_code": begun["device_code"]}
    token = httpx.post(f"{site.url}/api/auth/device/token", data=form).json()

    assert token["organization"] == ACTIVE
    headers = {"x-bifrost-authorization": f"Bearer {token['access_token']}"}
    assert httpx.get(f"{site.url}/api/workflows", headers=headers).status_code == 200
