"""A failed run: what changed since its workflow last succeeded."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, OWNER, Site


def test_a_failed_run_shows_what_changed_since_it_worked(page: Page, site: Site) -> None:
    good = api.start(site.url, "talk", {"lines": 1, "pause": 0})
    api.wait_for_end(site.url, good)
    with api.signed_in(site.url) as client:
        client.post("/api/roles", json={"name": "Made in between"}).raise_for_status()
    failed = api.start(site.url, "talk", {"lines": 1, "pause": 0, "fail": True})
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs/{failed}")
    page.get_by_role("tab", name="What changed").click()

    expect(page.get_by_text("fail: not given → true")).to_be_visible()
    expect(page.get_by_text("role.create")).to_be_visible()
    expect(page.get_by_text("the same", exact=True)).to_be_visible()
    accessibility.check(page)
