"""The list of workflows."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.site import ACTIVE, ALICE, Site


def test_the_filter_is_in_the_address(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows")
    expect(page.get_by_role("row", name="hello_world")).to_be_visible()

    page.get_by_role("searchbox", name="Filter workflows").fill("count")

    expect(page.get_by_role("row", name="count_to")).to_be_visible()
    expect(page.get_by_role("row", name="hello_world")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("searchbox", name="Filter workflows")).to_have_value("count")
    accessibility.check(page)
