"""The frame of every page: palette, keys, colour scheme, and what a member does not see."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.api import start
from tests.browser.site import ACTIVE, ADMIN, ALICE, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=2, within="module")

START = f"/o/{ACTIVE}/workflows"


def test_the_palette_leads_to_a_workflow_by_a_few_letters(page: Page, site: Site) -> None:
    site.enter(page, ALICE, START)
    expect(page.get_by_role("table", name="Workflows")).to_be_visible()

    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="Forms", exact=True)).to_be_visible()
    accessibility.check(page)
    page.keyboard.type("cnt_t")
    expect(page.get_by_role("option", name="count_to").first).to_be_visible()
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


def test_the_rows_of_a_list_are_reached_and_selected_by_single_keys(page: Page, site: Site) -> None:
    runs = [start(site.url, "count_to", {"number": number}) for number in (1, 2, 3)]
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs?workflow=count_to")
    table = page.get_by_role("table", name="Runs")
    links = [table.locator(f"a[href$='{run}']") for run in reversed(runs)]
    expect(links[0]).to_be_visible()

    page.keyboard.press("j")
    expect(links[0]).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(links[2]).to_be_focused()
    page.keyboard.press("Shift+X")
    expect(page.get_by_text("3 runs are selected")).to_be_visible()
    page.keyboard.press("k")
    expect(links[1]).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_text("2 runs are selected")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_role("dialog", name="Run")).to_be_visible()
    page.keyboard.press("Escape")
    links[1].focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site.url}/o/{ACTIVE}/runs/{runs[1]}")


def test_the_forms_are_reached_by_single_keys(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/forms")
    expect(page.get_by_role("link", name="Give a licence")).to_be_visible()

    page.keyboard.press("/")
    page.keyboard.type("give a j")
    expect(page.get_by_label("Find a form")).to_have_value("give a j")
    page.get_by_label("Find a form").fill("give a l")
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Give a licence")).to_be_visible()


def test_the_colour_scheme_is_kept_and_set_before_the_first_paint(page: Page, site: Site) -> None:
    site.enter(page, ALICE, "/me")
    page.get_by_text("Dark", exact=True).click()

    page.reload(wait_until="commit")

    page.wait_for_selector("html[data-mantine-color-scheme=dark]", state="attached")


def test_a_group_of_pages_folds_and_is_left_as_the_user_left_it(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/roles")
    pages = page.get_by_role("navigation")
    people = pages.get_by_role("button", name="People")
    expect(people).to_have_attribute("aria-expanded", "true")
    expect(pages.get_by_role("link", name="Members")).to_be_visible()
    expect(pages.get_by_role("link", name="Secrets")).to_have_count(0)
    expect(pages.get_by_role("button", name="Platform")).to_have_count(0)

    people.focus()
    page.keyboard.press("Enter")
    expect(pages.get_by_role("link", name="Members")).to_have_count(0)
    pages.get_by_role("button", name="Settings").click()
    expect(pages.get_by_role("link", name="Secrets")).to_be_visible()
    accessibility.check(page)
    page.reload()

    expect(pages.get_by_role("link", name="Members")).to_be_visible()
    expect(pages.get_by_role("link", name="Secrets")).to_be_visible()


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


def test_the_menu_of_a_phone_leads_to_the_pages(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    site.enter(page, ALICE, START)
    runs = page.locator("nav a", has_text="Runs")
    expect(runs).to_have_count(1)
    expect(runs).to_be_hidden()

    page.get_by_role("button", name="Menu").click()
    expect(runs).to_be_visible()
    accessibility.check(page)
    runs.click()

    expect(page.get_by_role("heading", name="Runs", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "false")


def test_the_page_about_the_program_names_what_it_is_made_of(page: Page, site: Site) -> None:
    site.enter(page, ALICE, START)
    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitem", name="About, version").click()

    dialog = page.get_by_role("dialog", name="About")
    expect(dialog.get_by_text("AGPL-3.0")).to_be_visible()
    made_of = dialog.get_by_role("table", name="What the web client is made of")
    expect(made_of.get_by_role("row", name="react-dom 19")).to_contain_text("MIT")
    accessibility.check(page)
    texts = page.request.get(f"{site.url}/third-party-notices.txt")
    assert texts.status == 200
    assert "text/plain" in texts.headers["content-type"]
    assert "Permission is hereby granted" in texts.text()


def test_an_unknown_address_says_so(page: Page, site: Site) -> None:
    site.enter(page, ALICE, "/nowhere")

    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
