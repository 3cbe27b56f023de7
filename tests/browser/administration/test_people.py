"""Users for platform administrators, members for those of an organization."""

from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility, people
from tests.browser.site import ACTIVE, ADMIN, ALICE, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=2, within="module")

USERS = "/platform/users"


def test_a_user_is_made_gets_a_link_and_is_deactivated(page: Page, site: Site) -> None:
    email = f"new-{uuid4().hex[:6]}@active.test"
    site.enter(page, ADMIN, USERS)
    page.get_by_role("button", name="New user").click()
    dialog = page.get_by_role("dialog", name="New user")
    dialog.get_by_label("E-mail address").fill(email)
    dialog.get_by_label("Name", exact=True).fill("New Person")
    dialog.get_by_role("combobox", name="Add an organization").fill("cont")
    page.get_by_role("option", name="Contoso").click()
    dialog.get_by_label("Rights in Contoso").select_option("admin")
    accessibility.check(page)
    dialog.get_by_role("button", name="Create user").click()
    expect(page.get_by_role("heading", level=1, name="New Person")).to_be_visible()
    expect(page.get_by_text("Contoso: Administrator")).to_be_visible()

    page.get_by_role("button", name="Password link").click()
    page.get_by_role("button", name="Create link").click()
    shown = page.get_by_role("dialog", name="The link")
    expect(shown.get_by_role("region")).to_contain_text("/set-password#token=")
    shown.get_by_role("button", name="Done").click()
    expect(page.get_by_text("/set-password#token=")).to_have_count(0)
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Deactivate").click()
    dialog = page.get_by_role("dialog", name="Deactivate New Person?")
    expect(dialog.get_by_text("No run waits because of it.")).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="Deactivate").click()

    expect(page.get_by_role("main").get_by_text("Deactivated")).to_be_visible()
    site.open(page, f"{USERS}?q={email}")
    expect(page.get_by_role("row").filter(has_text=email)).to_contain_text("Deactivated")


def test_an_administrator_ends_the_sessions_of_a_user_and_hears_why_more_is_refused(
    page: Page, site: Site
) -> None:
    email = people.with_password(site.url, name="Signed In")
    body = {"email": email, "password": people.PASSWORD}
    httpx.post(f"{site.url}/api/auth/login", json=body, timeout=30).raise_for_status()
    site.enter(page, ADMIN, f"{USERS}?q={email}")
    page.get_by_role("link", name="Signed In").click()
    page.get_by_role("button", name="Show where").click()
    expect(page.get_by_role("table", name="Signed in").get_by_role("row")).to_have_count(2)

    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Sign out everywhere").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_text("No session is open.")).to_be_visible()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Reset second factor").click()
    dialog = page.get_by_role("dialog", name="Reset the second factor of Signed In?")
    dialog.get_by_role("button", name="Reset second factor").click()

    # The user has none: the server says so, and nothing is closed.
    expect(dialog.get_by_role("alert")).to_be_visible()


def test_an_administrator_sees_and_revokes_the_keys_of_a_user(page: Page, site: Site) -> None:
    email = people.with_password(site.url, name="Key Owner")
    with httpx.Client(base_url=site.url, timeout=30) as client:
        body = {"email": email, "password": people.PASSWORD}
        signed = client.post("/api/auth/login", json=body).raise_for_status().json()
        headers = {"X-Bifrost-Authorization": f"Bearer {signed['accessToken']}"}
        made = {"name": "Nightly script"}
        client.post("/api/users/me/keys", json=made, headers=headers).raise_for_status()
    site.enter(page, ADMIN, f"{USERS}?q={email}")
    page.get_by_role("link", name="Key Owner").click()
    page.get_by_role("button", name="Show keys").click()
    table = page.get_by_role("table", name="Personal API keys")
    expect(table.get_by_text("Nightly script")).to_be_visible()
    accessibility.check(page)

    table.get_by_role("button", name="Revoke Nightly script").click()
    dialog = page.get_by_role("dialog", name="Revoke the key Nightly script?")
    dialog.get_by_role("button", name="Revoke", exact=True).click()

    expect(page.get_by_text("The user has no key.")).to_be_visible()


def test_an_administrator_of_an_organization_rules_its_members(page: Page, site: Site) -> None:
    email = people.with_password(site.url, name="Casey Member")
    site.enter(page, OWNER, f"/o/{ACTIVE}/members?q={email}")
    row = page.get_by_role("row").filter(has_text=email)
    row.get_by_role("button", name="Change rights").click()
    dialog = page.get_by_role("dialog", name="Rights of Casey Member")
    dialog.get_by_text("Administrator", exact=True).click()
    accessibility.check(page)
    dialog.get_by_role("button", name="Change rights").click()
    expect(row.get_by_role("cell", name="Administrator")).to_be_visible()

    row.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()

    expect(page.get_by_text("No member matches.")).to_be_visible()


def test_a_member_sees_no_page_of_administrators(page: Page, site: Site) -> None:
    site.enter(page, ALICE, USERS)
    expect(page.get_by_text("This page is for platform administrators")).to_be_visible()
    for name in ("Users", "Organizations", "Members", "Roles"):
        expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
