"""Sign-in: the ways that exist here, and the page that was asked for afterwards."""

import time

from playwright.sync_api import Page, Route, expect

from tests.browser.site import ALICE, Site


def test_a_stranger_sees_the_ways_to_sign_in(page: Page, site: Site) -> None:
    site.open(page)

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("button", name="Choose a development user")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_the_page_that_was_asked_for_appears_after_the_sign_in(page: Page, site: Site) -> None:
    site.open(page, "/o/test-org-active/workflows?q=count")

    page.get_by_role("button", name="Choose a development user").click()
    page.get_by_role("button", name=ALICE).click()

    expect(page.get_by_role("heading", name="Workflows")).to_be_visible()
    assert page.url == f"{site.url}/o/test-org-active/workflows?q=count"


def test_nothing_moves_once_the_form_is_there(page: Page, site: Site) -> None:
    page.add_init_script("""
        window.moves = [];
        new PerformanceObserver((list) => {
          for (const { sources } of list.getEntries())
            for (const { node } of sources) window.moves.push(node?.textContent ?? "");
        }).observe({ type: "layout-shift" });
    """)
    page.route("**/assets/PasskeyButton*", arrives_late)

    site.open(page)
    expect(page.get_by_label("E-mail address")).to_be_visible()
    page.evaluate("window.moves = []")

    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
    assert page.evaluate("window.moves") == []


def arrives_late(route: Route) -> None:
    """Let a part of the page come after the rest, as on a slow line."""
    time.sleep(0.5)
    route.continue_()
