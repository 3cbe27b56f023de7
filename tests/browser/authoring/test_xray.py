"""The X-ray of an open form, and filling it in for many rows."""

import re

from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ADMIN, ALICE, OWNER, Site

FIELDS = [
    {"name": "kind", "label": "Kind", "type": "text"},
    {
        "name": "reason",
        "label": "Reason",
        "type": "text",
        "required": True,
        "visibilityExpression": "field.kind == 'other'",
    },
]


def test_the_xray_says_which_part_of_a_condition_hides_a_field(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "Seen through", FIELDS)
    site.enter(page, OWNER, f"/o/{ACTIVE}/forms/{form}")
    page.get_by_label("Kind").fill("usual")

    page.get_by_role("button", name="X-ray").click()
    xray = page.get_by_role("dialog", name="X-ray of the form")
    reason = xray.get_by_role("region", name="Reason")
    expect(reason.get_by_text("Hidden", exact=True)).to_be_visible()
    expect(reason.get_by_text('= "usual"')).to_be_visible()
    expect(reason.get_by_text("It depends on: Kind.")).to_be_visible()
    accessibility.check(page)
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="X-ray")).to_be_focused()
    page.get_by_label("Kind").fill("other")
    page.get_by_role("button", name="X-ray").click()
    expect(reason.get_by_text("Shown", exact=True)).to_be_visible()
    expect(reason.get_by_text("Nothing was filled in, and it has no default.")).to_be_visible()


def test_a_member_has_neither_xray_nor_many_rows(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "For members", FIELDS)
    site.enter(page, ALICE, f"/o/{ACTIVE}/forms/{form}")

    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="X-ray")).to_have_count(0)
    expect(page.get_by_role("link", name="Fill many")).to_have_count(0)


def test_a_form_is_filled_in_for_many_rows_of_a_table(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "For many", [NUMBER], "count_to", organization="GLOBAL")
    site.enter(page, ADMIN, f"/o/{ACTIVE}/forms/{form}")
    page.get_by_role("link", name="Fill many").click()
    expect(page.get_by_role("heading", name="New fleet run")).to_be_visible()
    page.get_by_role("button", name="Put in the columns").click()
    table = page.get_by_label("Table", exact=True)
    expect(table).to_have_value(re.compile("organization,number\\s+Contoso,"))
    accessibility.check(page)

    page.get_by_role("textbox", name="Name").fill("Twice for Contoso")
    table.fill("organization,number\nContoso,2\nContoso,3\n")
    page.get_by_role("button", name="Start for 2 organizations").click()

    expect(page.get_by_role("heading", name="Twice for Contoso")).to_be_visible()
    rows = page.get_by_role("row").filter(has_text="Contoso")
    expect(rows).to_have_count(2)
    expect(rows.get_by_text("Succeeded")).to_have_count(2, timeout=20_000)


NUMBER = {"name": "number", "label": "Number", "type": "number", "required": True}
