"""Organizations: made with their administrator, edited, deactivated and purged in the browser."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser import accessibility, api, people
from tests.browser.site import ADMIN, Site

CUSTOMERS = "/platform/organizations"


def test_a_customer_is_made_with_its_administrator_who_signs_in(page: Page, site: Site) -> None:
    mark = uuid4().hex[:6]
    email = f"boss@{mark}.test"
    site.enter(page, ADMIN, CUSTOMERS)
    page.get_by_role("button", name="New organization").click()
    dialog = page.get_by_role("dialog", name="New organization")
    dialog.get_by_label("Name", exact=True).fill(f"Customer {mark}")
    dialog.get_by_label("Domains").fill(f"{mark}.test")
    dialog.get_by_label("E-mail address of the administrator").fill("no address")
    accessibility.check(page)
    dialog.get_by_role("button", name="Create organization").click()
    field = dialog.get_by_label("E-mail address of the administrator")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill(email)
    dialog.get_by_role("button", name="Create organization").click()
    shown = page.get_by_role("dialog", name="The administrator's link")
    link = shown.get_by_role("region").inner_text().strip()
    accessibility.check(page)
    shown.get_by_role("button", name="Done").click()
    expect(page.get_by_role("link", name=f"Customer {mark}")).to_have_count(1)

    page.context.clear_cookies()
    page.goto("about:blank")
    page.goto(link)
    page.get_by_label("New password", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Set a password").click()
    page.get_by_role("link", name="To the sign-in").click()
    people.sign_in(page, email)
    expect(page.get_by_role("navigation").get_by_role("button", name="People")).to_be_visible()
    expect(page.get_by_role("button", name=f"Customer {mark}")).to_be_visible()


def deactivates_before_a_purge(page: Page, name: str) -> None:
    page.get_by_role("button", name="Purge").click()
    dialog = page.get_by_role("dialog", name=f"Purge {name}")
    expect(dialog.get_by_text("It has to be deactivated first.")).to_be_visible()
    expect(dialog.get_by_role("textbox")).to_have_count(0)
    accessibility.check(page)
    dialog.get_by_role("button", name="Deactivate").click()


def deactivate(page: Page, name: str) -> None:
    dialog = page.get_by_role("dialog", name=f"Deactivate {name}?")
    expect(dialog.get_by_text("No run waits because of it.")).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="Deactivate").click()
    expect(page.get_by_role("main").get_by_text("Deactivated")).to_be_visible()


def test_a_customer_is_edited_deactivated_and_purged(page: Page, site: Site) -> None:
    name = f"Leaver {uuid4().hex[:6]}"
    with api.signed_in(site.url, ADMIN) as client:
        client.post("/api/organizations", json={"name": name}).raise_for_status()
    site.enter(page, ADMIN, f"{CUSTOMERS}?q={name}")
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name=f"Edit {name}")
    dialog.get_by_label("Tags").fill("leaving")
    dialog.get_by_label("Tags").press("Enter")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main").get_by_text("leaving")).to_be_visible()
    page.get_by_role("button", name="Show the last 24 hours").click()
    expect(page.get_by_text("Connections to mend")).to_be_visible()

    deactivates_before_a_purge(page, name)
    deactivate(page, name)
    page.get_by_role("button", name="Purge").click()
    dialog = page.get_by_role("dialog", name=f"Purge {name}")
    dialog.get_by_role("textbox").fill("another name")
    dialog.get_by_role("button", name=f"Purge {name}").click()
    expect(dialog.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    accessibility.check(page)
    dialog.get_by_role("textbox").fill(name)
    dialog.get_by_role("button", name=f"Purge {name}").click()

    expect(dialog.get_by_text("All of it is gone")).to_be_visible()
    dialog.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", level=1, name="Organizations")).to_be_visible()
    expect(page.get_by_role("link", name=name)).to_have_count(0)
