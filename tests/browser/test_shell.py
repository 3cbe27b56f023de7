"""The frame of every page: palette, keys, colour scheme, and what a member does not see."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.site import ACTIVE, ADMIN, ALICE, Site
from tests.browser.watch import Watch

START = f"/o/{ACTIVE}/workflows"


def test_the_palette_leads_to_a_workflow_by_a_few_letters(page: Page, site: Site) -> None:
    site.enter(page, ALICE, START)
    expect(page.get_by_role("table", name="Workflows")).to_be_visible()

    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="count_to")).to_be_visible()
    accessibility.check(page)
    page.keyboard.type("cnt_t")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="count_to")).to_be_visible()


def test_the_palette_closes_by_escape_and_gives_the_focus_back(page: Page, site: Site) -> None:
    site.enter(page, ALICE, START)
    button = page.get_by_role("button", name="Go to")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Go to")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Go to")).to_be_hidden()
    expect(button).to_be_focused()


def test_single_keys_lead_to_pages_unless_something_is_typed(page: Page, site: Site) -> None:
    site.enter(page, ALICE, START)
    expect(page.get_by_role("table", name="Workflows")).to_be_visible()

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Filter workflows")).to_be_focused()
    page.keyboard.type("gf?")
    expect(page.get_by_role("searchbox", name="Filter workflows")).to_have_value("gf?")
    page.get_by_role("heading", name="Workflows").click()
    page.keyboard.press("g")
    page.keyboard.press("f")
    expect(page.get_by_role("heading", name="Forms", exact=True)).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    accessibility.check(page)


def test_the_colour_scheme_is_kept_and_set_before_the_first_paint(page: Page, site: Site) -> None:
    site.enter(page, ALICE, "/me")
    page.get_by_text("Dark", exact=True).click()

    page.reload(wait_until="commit")

    page.wait_for_selector("html[data-mantine-color-scheme=dark]", state="attached")


def test_a_page_takes_at_most_four_requests_of_the_api(
    page: Page, site: Site, watch: Watch
) -> None:
    site.enter(page, ALICE, START)
    expect(page.get_by_role("table", name="Workflows")).to_be_visible()
    page.wait_for_load_state("networkidle")

    asked = [url for url in watch.requests if "/api/" in url]
    assert len(asked) <= 4, asked


def test_the_first_focus_skips_to_the_content(page: Page, site: Site) -> None:
    site.enter(page, ALICE, START)
    expect(page.get_by_role("table", name="Workflows")).to_be_visible()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_the_menu_of_the_user_can_be_read_aloud(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, START)
    expect(page.get_by_role("table", name="Workflows")).to_be_visible()

    page.get_by_role("button", name="Account of").click()

    expect(page.get_by_role("menuitem", name="Sign out")).to_be_visible()
    accessibility.check(page)


def test_an_unknown_address_says_so(page: Page, site: Site) -> None:
    site.enter(page, ALICE, "/nowhere")

    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    accessibility.check(page)
