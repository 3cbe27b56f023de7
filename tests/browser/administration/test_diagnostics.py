"""Diagnostics for platform administrators, and dead letters."""

from playwright.sync_api import Page, Route, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ADMIN, OWNER, Site


def test_an_administrator_sees_what_the_platform_depends_on(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, f"/o/{ACTIVE}/forms")
    page.get_by_role("navigation").get_by_role("button", name="Platform").click()
    page.get_by_role("navigation").get_by_role("link", name="Diagnostics").click()

    walls = page.get_by_role("table", name="Walls around a run")
    expect(walls.get_by_role("row").filter(has_text="Keeps a run from gaining")).to_be_visible()
    queues = page.get_by_role("table", name="Queues")
    expect(queues.get_by_role("row").filter(has_text="Installations of packages")).to_be_visible()
    expect(page.get_by_text("No run is stuck")).to_be_visible()
    accessibility.check(page)
    page.get_by_role("tab", name="Dead letters").click()
    expect(page.get_by_text("No dead letters")).to_be_visible()
    page.get_by_role("tab", name="Settings").click()
    settings = page.get_by_role("table", name="Settings in force")
    secret = settings.get_by_role("row").filter(has_text="BIFROST_SECRET_KEY")
    expect(secret.first).to_contain_text("set, not shown")
    expect(settings.get_by_text("BIFROST_BEAT_SECONDS")).to_have_count(0)
    page.get_by_label("Find a setting").fill("beat")
    row = settings.get_by_role("row").filter(has_text="BIFROST_BEAT_SECONDS")
    expect(row).to_contain_text("default")
    accessibility.check(page)


def test_diagnostics_are_for_platform_administrators(page: Page, site: Site) -> None:
    site.enter(page, OWNER, "/platform/diagnostics")

    expect(page.get_by_role("heading", name="Diagnostics")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


def test_what_another_has_discarded_meanwhile_is_said(page: Page, site: Site) -> None:
    run = api.start(site.url, "count_to", {"number": 3})
    api.wait_for_end(site.url, run)
    with api.signed_in(site.url) as client:
        record = client.get(f"/api/executions?ids={run}").json()["executions"][0]

    def list_it(route: Route) -> None:  # as it was listed a moment ago
        route.fulfill(json={"executions": [record], "continuationToken": None})

    page.route("**/api/dead-letters", list_it)
    site.enter(page, OWNER, f"/o/{ACTIVE}/dead-letters")
    page.get_by_role("button", name="Discard count_to").click()
    dialog = page.get_by_role("dialog", name="Discard count_to?")
    expect(dialog.get_by_text("Contoso")).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="Discard 1 dead letter").click()

    expect(dialog.get_by_role("alert")).to_contain_text("not found")
    accessibility.check(page)
