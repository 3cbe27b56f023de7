"""The audit log: filtered, opened and verified in the browser."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, OWNER, Site


def picture(page: Page, name: str) -> None:
    """Keep a picture where the person who runs the test wants it."""
    folder = os.environ.get("BIFROST_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_a_change_is_found_opened_and_the_log_verified(page: Page, site: Site) -> None:
    api.make_form(site.url, "Audited form", [])
    site.enter(page, OWNER, f"/o/{ACTIVE}/audit")

    page.get_by_label("Operation").fill("form.create")
    page.get_by_label("Operation").press("Enter")
    rows = page.get_by_role("table", name="Audit log").get_by_role("row")
    expect(rows.nth(1).get_by_text("form.create")).to_be_visible()
    expect(rows.nth(1).get_by_text("Done")).to_be_visible()
    expect(page).to_have_url(f"{site.url}/o/{ACTIVE}/audit?operation=form.create")
    rows.nth(1).get_by_text("Entry ").click()
    expect(rows.nth(1).get_by_text("Audited form")).to_be_visible()
    page.get_by_role("button", name="Verify the log").click()
    expect(page.get_by_role("status").get_by_text("unbroken. ")).to_contain_text("igned")
    accessibility.check(page)
    picture(page, "audit")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download (JSON lines)").click()
    assert '"form.create"' in Path(saved.value.path()).read_text()


def test_the_entry_where_the_chain_is_broken_is_marked(page: Page, site: Site) -> None:
    api.make_form(site.url, "Broken form", [])
    site.enter(page, OWNER, f"/o/{ACTIVE}/audit")
    rows = page.get_by_role("table", name="Audit log").get_by_role("row")
    number = rows.nth(1).get_by_text("Entry ").inner_text().removeprefix("Entry ")
    broken = {"sequence": int(number), "reason": "the hash differs"}
    verdict = {"ok": False, "checked": 9, "firstBroken": broken, "checkpoint": None, "unsigned": 0}
    page.route("**/api/audit/verify", lambda route: route.fulfill(json=verdict))

    page.get_by_role("button", name="Verify the log").click()

    words = f"Broken at entry {number}: the hash differs"
    expect(page.get_by_role("status").get_by_text(words)).to_be_visible()
    expect(rows.nth(1).get_by_text("Broken here")).to_be_visible()
    accessibility.check(page)
