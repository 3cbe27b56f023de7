"""A member's pages: each is there or says why not, and none asks for what is not the member's."""

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser import api
from tests.browser.pages import PAGES, PageOf, name_of
from tests.browser.site import ACTIVE, ADMIN, ALICE, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=4)

HOME = f"/o/{ACTIVE}"
FOR_SOMEBODY = [page for page in PAGES if page.user in (OWNER, ADMIN)]


@pytest.mark.parametrize("shown", FOR_SOMEBODY, ids=name_of)
def test_each_page_is_there_or_says_why_not(
    page: Page, site: Site, about: dict[str, str], shown: PageOf
) -> None:
    refused: list[str] = []

    def look(answer: Response) -> None:
        if answer.status == 403:
            refused.append(answer.url)

    page.on("response", look)
    site.enter(page, ALICE, shown.address.format_map(about))

    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    assert len(main.inner_text().splitlines()) > 1
    assert refused == [], "a page asks only for what its user may see"


def test_a_member_sees_nothing_of_the_runs_of_others(
    page: Page, site: Site, about: dict[str, str]
) -> None:
    site.enter(page, ALICE, f"{HOME}/runs/{about['run']}")
    expect(page.get_by_role("alert")).to_be_visible()
    assert "counted" not in page.content()

    page.get_by_role("link", name="Runs", exact=True).click()
    expect(page.get_by_role("search", name="Filters of the runs")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(f'a[href*="{about["run"]}"]')).to_have_count(0)
    expect(page.get_by_role("combobox", name="Person")).to_have_count(0)

    site.open(page, f"{HOME}/runs?workflow=count_to&person=owner%40active.test")
    page.wait_for_load_state("networkidle")
    expect(page.locator(f'a[href*="{about["run"]}"]')).to_have_count(0)


def test_a_member_sees_only_the_forms_and_workflows_that_are_for_members(
    page: Page, site: Site
) -> None:
    fields = [{"name": "x", "label": "X", "type": "text"}]
    hidden = api.make_form(site.url, "Payroll", fields, accessLevel="role_based")
    api.make_form(site.url, "Holidays", fields)
    site.enter(page, ALICE, f"{HOME}/forms")
    expect(page.get_by_role("link", name="Holidays")).to_be_visible()
    expect(page.get_by_role("link", name="Payroll")).to_have_count(0)

    site.open(page, f"{HOME}/forms/{hidden}")
    expect(page.get_by_role("alert")).to_be_visible()
    assert "Payroll" not in page.content()

    site.open(page, f"{HOME}/workflows")
    expect(page.get_by_role("row", name="count_to")).to_be_visible()
    expect(page.get_by_role("row", name="return_much")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="A page, form").fill("return_much")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()

    site.open(page, f"{HOME}/workflows/return_much")
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name="Run", exact=True)).to_have_count(0)
    assert "Return a large result" not in page.content()
