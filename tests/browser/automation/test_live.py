"""Lists that follow what changes, instead of asking for all of it again and again."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser import api
from tests.browser.site import ACTIVE, ALICE, OTHER, OWNER, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=3, within="module")

RUNS = f"/o/{ACTIVE}/runs"
STREAM = re.compile(r"/api/events/stream")
LIST = re.compile(r"/api/executions\?")


def asked(watch: Watch, pattern: re.Pattern[str]) -> int:
    return len([url for url in watch.requests if pattern.search(url)])


def follow(page: Page, site: Site, watch: Watch, user: str = OWNER, path: str = RUNS) -> None:
    """Open the list of runs, and wait until it follows."""
    before = asked(watch, STREAM)
    site.enter(page, user, path)
    expect(page.get_by_role("search", name="Filters of the runs")).to_be_visible()
    with page.expect_response(STREAM, timeout=15_000):
        pass
    page.wait_for_timeout(1500)
    assert asked(watch, STREAM) > before


def test_a_run_appears_and_ends_on_the_list_without_asking_for_it(
    page: Page, site: Site, watch: Watch
) -> None:
    follow(page, site, watch)
    lists = asked(watch, LIST)

    run = api.start(site.url, "talk", {"lines": 3, "pause": 1})
    row = page.get_by_role("row").filter(has=page.locator(f'a[href$="/runs/{run}"]'))

    expect(row).to_be_visible()
    expect(row.get_by_text("Succeeded")).to_be_visible(timeout=15_000)
    assert asked(watch, LIST) == lists


def test_two_tabs_follow_side_by_side(context: BrowserContext, site: Site, watch: Watch) -> None:
    pages = [context.new_page(), context.new_page()]
    for page in pages:
        follow(page, site, watch)

    run = api.start(site.url, "talk", {"lines": 1, "pause": 0})

    for page in pages:
        page.bring_to_front()
        expect(page.locator(f'a[href$="/runs/{run}"]').first).to_be_visible(timeout=15_000)


def test_members_do_not_see_runs_of_others_appear(page: Page, site: Site, watch: Watch) -> None:
    follow(page, site, watch, ALICE)

    run = api.start(site.url, "talk", {"lines": 1, "pause": 0})
    page.wait_for_timeout(4000)

    expect(page.locator(f'a[href$="/runs/{run}"]')).to_have_count(0)


def test_a_list_of_another_organization_stays_as_it_is(
    page: Page, site: Site, watch: Watch
) -> None:
    follow(page, site, watch, "admin@bifrost.test", f"/o/{OTHER}/runs")

    run = api.start(site.url, "talk", {"lines": 1, "pause": 0})
    page.wait_for_timeout(4000)

    expect(page.locator(f'a[href$="/runs/{run}"]')).to_have_count(0)


def test_a_filtered_list_takes_only_what_fits(page: Page, site: Site, watch: Watch) -> None:
    follow(page, site, watch, path=f"{RUNS}?workflow=count_to")

    other = api.start(site.url, "talk", {"lines": 1, "pause": 0})
    fitting = api.start(site.url, "count_to", {"number": 2})

    expect(page.locator(f'a[href$="/runs/{fitting}"]').first).to_be_visible(timeout=15_000)
    expect(page.locator(f'a[href$="/runs/{other}"]')).to_have_count(0)


def test_where_the_stream_breaks_the_list_is_asked_for_again(
    page: Page, site: Site, watch: Watch
) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=404, json={"error": "NotFound", "message": "no", "requestId": "x"})

    page.route(STREAM, refuse)
    site.enter(page, OWNER, RUNS)
    expect(page.get_by_role("search", name="Filters of the runs")).to_be_visible()

    run = api.start(site.url, "talk", {"lines": 1, "pause": 0})

    expect(page.locator(f'a[href$="/runs/{run}"]').first).to_be_visible(timeout=20_000)
    assert asked(watch, STREAM) == 1


def test_what_happened_while_the_page_was_hidden_is_made_up_for(
    page: Page, site: Site, watch: Watch
) -> None:
    follow(page, site, watch)
    page.evaluate(hidden(is_hidden=True))
    page.wait_for_timeout(1000)
    before = asked(watch, STREAM)

    run = api.start(site.url, "talk", {"lines": 1, "pause": 0})
    page.wait_for_timeout(3000)
    meanwhile = asked(watch, STREAM) - before
    page.evaluate(hidden(is_hidden=False))

    assert meanwhile == 0
    expect(page.locator(f'a[href$="/runs/{run}"]').first).to_be_visible(timeout=15_000)


def hidden(*, is_hidden: bool) -> str:
    """A script that has the page believe it is hidden, or seen."""
    values = {"hidden": is_hidden, "visibilityState": "hidden" if is_hidden else "visible"}
    return f"""
    for (const [name, value] of Object.entries({json.dumps(values)})) {{
      Object.defineProperty(document, name, {{ configurable: true, get: () => value }});
    }}
    document.dispatchEvent(new Event("visibilitychange"));
    """
