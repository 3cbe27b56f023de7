"""The home page, as each kind of user sees it."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ADMIN, ALICE, OWNER, Site


def picture(page: Page, name: str) -> None:
    """Keep a picture where the person who runs the test wants it."""
    folder = os.environ.get("BIFROST_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_an_administrator_sees_the_runs_by_day_as_bars_and_as_a_table(
    page: Page, site: Site
) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/home")

    expect(page.get_by_role("img", name="Runs by day")).to_be_visible()
    page.get_by_role("switch", name="As a table").check()
    rows = page.get_by_role("table", name="Runs by day").get_by_role("row")
    expect(rows).to_have_count(15)
    accessibility.check(page)
    picture(page, "home-organization")


def test_a_platform_administrator_sees_every_organization(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, "/o/global/home")

    table = page.get_by_role("table", name="Organizations")
    expect(table.get_by_role("link", name="Contoso")).to_be_visible()
    accessibility.check(page)
    picture(page, "home-platform")
    page.get_by_label("Sort by").select_option("Name")
    table.get_by_role("link", name="Contoso").click()
    expect(page.get_by_text("What goes on in Contoso.")).to_be_visible()


def test_a_member_sees_forms_and_own_runs(page: Page, site: Site) -> None:
    api.make_form(site.url, "Form at home", [])
    site.enter(page, ALICE, f"/o/{ACTIVE}/home")

    forms = page.get_by_role("region", name="Your forms")
    expect(forms.get_by_role("link").first).to_be_visible()
    expect(page.get_by_role("region", name="Your runs")).to_be_visible()
    expect(page.get_by_role("img", name="Runs by day")).to_have_count(0)
    accessibility.check(page)
    picture(page, "home-member")


def test_the_first_page_is_home_with_numbers_that_lead_to_what_they_count(
    page: Page, site: Site
) -> None:
    api.was_in(site.url, OWNER, ACTIVE)
    site.enter(page, OWNER, "/")

    expect(page).to_have_url(f"{site.url}/o/{ACTIVE}/home")
    expect(page.get_by_role("link", name="0: Connections to mend")).to_be_visible()
    page.get_by_role("link", name="0: Dead letters").click()
    expect(page.get_by_role("heading", name="Dead letters")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Failed in 24 hours").click()
    expect(page).to_have_url(re.compile(r"/runs\?.*failed"))
