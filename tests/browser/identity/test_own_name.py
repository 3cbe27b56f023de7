"""One's own name, on one's own page."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility, people
from tests.browser.site import Site


def test_a_user_changes_the_own_name(page: Page, site: Site) -> None:
    email = people.with_password(site.url, name="Ada Byron")
    site.open(page, "/me")
    people.sign_in(page, email)
    expect(page.get_by_role("button", name="Account of Ada Byron")).to_be_visible()

    site.open(page, "/me")
    page.get_by_role("button", name="Change your name").click()
    dialog = page.get_by_role("dialog", name="Change your name")
    dialog.get_by_label("Name").fill("Ada Lovelace")
    accessibility.check(page)
    dialog.get_by_role("button", name="Save").click()

    expect(page.get_by_role("button", name="Account of Ada Lovelace")).to_be_visible()
    expect(dialog).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Account of Ada Lovelace")).to_be_visible()
