"""What holds for each page: what it asks of the server, and that it can be read aloud."""

from typing import cast

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.pages import PAGES, PageOf, name_of
from tests.browser.site import ACTIVE, ALICE, OWNER, Site
from tests.browser.watch import Watch

MOST_REQUESTS = 4
MOST_POLLS = 12
MOST_EVENTS = 40
MOST_SHIFT = 0.05

HIDE = """
for (const [name, value] of [["hidden", true], ["visibilityState", "hidden"]]) {
  Object.defineProperty(document, name, { configurable: true, get: () => value });
}
document.dispatchEvent(new Event("visibilitychange"));
"""
#: Takes as long as one answer of the server.
ANSWER = "fetch('/robots.txt').then(() => null)"
#: Sums how far what is on the page moved without the user.
SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.sampled(one_of=4)
@pytest.mark.parametrize("shown", PAGES, ids=name_of)
def test_a_page_asks_little_and_can_be_read_aloud(
    page: Page, site: Site, watch: Watch, about: dict[str, str], shown: PageOf
) -> None:
    if shown.user is not None and "{org}" in shown.address:
        api.was_in(site.url, shown.user, about["org"])
    page.add_init_script(SHIFTS)
    page.clock.install()

    shown.open(page, site, about)
    first = [url for url in asked(watch) if not url.endswith("/events")]
    assert len(first) <= MOST_REQUESTS, first
    assert cast("float", page.evaluate("window.shifts")) <= MOST_SHIFT
    accessibility.check(page)

    seen = len(asked(watch))
    pass_a_minute(page)
    polls = asked(watch)[seen:]
    assert len(polls) <= MOST_POLLS, polls

    page.evaluate(HIDE)
    seen = len(asked(watch))
    page.clock.run_for(60_000)
    page.evaluate(ANSWER)
    assert asked(watch)[seen:] == []


def test_a_list_of_runs_and_the_tray_ask_seldom_together(
    page: Page, site: Site, watch: Watch
) -> None:
    # Where changes do not arrive by themselves, both have to ask.
    page.route("**/api/events/stream*", lambda route: route.fulfill(status=404, json={}))
    page.clock.install()
    site.enter(page, OWNER, f"/o/{ACTIVE}/workflows/take_seconds")
    page.get_by_label("Seconds").fill("120")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("button", name="My runs, 1 under way")).to_be_visible()

    # The page follows the run by itself: the tray saw that it began, and leaves it to the page.
    seen = len(asked(watch))
    pass_a_minute(page)
    besides = [url for url in asked(watch)[seen:] if not url.endswith("/events")]
    assert len(besides) <= 1, besides

    # The list finds out as it opens whether changes arrive; what it asks from then on are polls.
    with page.expect_response("**/api/events/stream*"):
        page.get_by_role("link", name="Runs", exact=True).click()
        expect(page.get_by_role("search", name="Filters of the runs")).to_be_visible()
    page.evaluate(ANSWER)
    seen = len(asked(watch))
    pass_a_minute(page)
    polls = asked(watch)[seen:]
    api.cancel(site.url, "take_seconds")
    assert any("userId=" in url for url in polls)
    assert len(polls) <= MOST_POLLS, polls


def test_a_run_that_is_watched_asks_seldom_and_not_at_all_while_hidden(
    page: Page, site: Site, watch: Watch
) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "talk", {"lines": 100, "pause": 0.3})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")
    page.get_by_role("tab", name="Log").click()
    expect(page.get_by_role("log").get_by_text("line 3 of 100")).to_be_visible()

    minutes = 0.15
    seen = len(asked(watch))
    page.wait_for_timeout(minutes * 60_000)
    during = asked(watch)[seen:]
    events = [url for url in during if url.endswith("/events")]
    page.evaluate(HIDE)
    page.wait_for_timeout(4000)  # the answer that was on its way
    seen = len(asked(watch))
    page.wait_for_timeout(4000)

    assert len(events) <= MOST_EVENTS * minutes + 1, events
    assert len(during) - len(events) <= MOST_POLLS, during
    assert asked(watch)[seen:] == []


def test_errors_foreign_requests_and_refused_scripts_are_noticed(
    page: Page, site: Site, watch: Watch
) -> None:
    site.enter(page, ALICE, "/me")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert watch.faults == []

    page.evaluate("console.error('spilt milk')")
    page.evaluate("fetch('https://example.com/').catch(() => null)")
    page.evaluate("setTimeout(() => { throw new Error('uncaught milk'); })")
    page.evaluate(
        "const script = document.createElement('script');"
        "script.textContent = 'window.ran = true'; document.body.append(script);"
    )
    page.evaluate("setTimeout(() => alert('hello'))")
    page.wait_for_timeout(300)

    found, watch.faults = "\n".join(watch.faults), []
    assert page.evaluate("window.ran") is None
    for fault in ("spilt milk", "connect-src", "uncaught milk", "script-src", "alert: hello"):
        assert fault in found, fault


def asked(watch: Watch) -> list[str]:
    """What the pages asked the API for so far."""
    return [url for url in watch.requests if "/api/" in url]


def pass_a_minute(page: Page) -> None:
    """Let a minute pass for the page's timers, with time for its answers in between.

    The page's clock goes on by itself meanwhile, so it says when the minute is over.
    """
    now = page.evaluate("Date.now()")
    end = now + 60_000
    while now < end:
        page.clock.run_for(min(2000, end - now))
        page.evaluate(ANSWER)
        now = page.evaluate("Date.now()")
