"""Sign-in: the ways that exist here, and the page that was asked for afterwards."""

from playwright.sync_api import Page, expect

from tests.browser.site import ALICE, Site


def test_a_stranger_sees_the_ways_to_sign_in(page: Page, site: Site) -> None:
    site.open(page)

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("button", name="Choose a development user")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_the_page_that_was_asked_for_appears_after_the_sign_in(page: Page, site: Site) -> None:
    site.open(page, "/o/test-org-active/workflows?q=count")

    page.get_by_role("button", name="Choose a development user").click()
    page.get_by_role("button", name=ALICE).click()

    expect(page.get_by_role("heading", name="Workflows")).to_be_visible()
    assert page.url == f"{site.url}/o/test-org-active/workflows?q=count"
