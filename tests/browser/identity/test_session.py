"""Passwords, and what happens when a session ends under an open page."""

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import accessibility
from tests.browser.people import PASSWORD, invite, sign_in, with_password
from tests.browser.site import ACTIVE, ALICE, BOB, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=3, within="module")

RUN_PAGE = f"/o/{ACTIVE}/workflows/count_to"


def test_a_link_sets_a_password_with_which_the_user_signs_in(page: Page, site: Site) -> None:
    email, token = invite(site.url)

    site.open(page, f"/set-password#token={token}")
    page.get_by_role("textbox", name="New password").fill("short")
    expect(page.get_by_text("7 more characters")).to_be_visible()
    assert token not in page.url
    accessibility.check(page)
    page.get_by_role("textbox", name="New password").fill(PASSWORD)
    page.get_by_role("button", name="Set a password").click()
    page.get_by_role("link", name="To the sign-in").click()
    sign_in(page, email)

    expect(page.get_by_role("button", name="Account of Pat Person")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Account of Pat Person")).to_be_visible()


def test_a_link_works_once(page: Page, site: Site) -> None:
    _, token = invite(site.url)
    set_password(page, site, token)
    expect(page.get_by_role("link", name="To the sign-in")).to_be_visible()

    set_password(page, site, token)

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("textbox", name="New password")).to_have_value(PASSWORD)


def test_a_wrong_password_is_refused_and_what_was_typed_stays(page: Page, site: Site) -> None:
    email = with_password(site.url)
    site.open(page)

    sign_in(page, email, "not the right password")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value(email)
    accessibility.check(page)


def test_a_sign_in_that_does_not_last_says_why_on_the_page_after_it(page: Page, site: Site) -> None:
    page.route("**/api/auth/login", over_plain_http)
    site.open(page)
    sign_in(page, with_password(site.url))

    expect(page.get_by_role("button", name="Account of Pat Person")).to_be_visible()
    note = page.get_by_role("alert").filter(has_text="this sign-in ends with the page")
    expect(note).to_contain_text("plain http")
    accessibility.check(page)
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def over_plain_http(route: Route) -> None:
    """Answer as for a page that comes over a network without TLS."""
    headers = {**route.request.headers, "origin": "http://192.0.2.9:7071"}
    route.fulfill(response=route.fetch(headers=headers))


def test_no_script_can_read_the_tokens_of_a_session(page: Page, site: Site) -> None:
    site.open(page)
    sign_in(page, with_password(site.url))
    expect(page.get_by_role("button", name="Account of Pat Person")).to_be_visible()

    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "eyJ" not in stored
    assert page.evaluate("document.cookie") == ""


def test_a_session_that_ends_asks_again_over_the_page_and_goes_on(page: Page, site: Site) -> None:
    site.enter(page, ALICE, RUN_PAGE)
    page.get_by_label("Number").fill("4")
    page.context.clear_cookies()

    page.get_by_role("button", name="Run", exact=True).click()

    dialog = page.get_by_role("dialog", name="Your session is over")
    expect(dialog).to_be_visible()
    accessibility.check(page)
    with page.expect_popup() as opened:
        dialog.get_by_role("button", name="Choose a development user").click()
    opened.value.get_by_role("button", name=ALICE).click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Number")).to_have_value("4")
    expect(page.get_by_text("Succeeded")).to_be_visible()


def test_a_page_of_one_user_never_goes_on_as_another(page: Page, site: Site, watch: Watch) -> None:
    site.enter(page, ALICE, RUN_PAGE)
    page.get_by_label("Number").fill("4")
    page.context.clear_cookies()
    page.get_by_role("button", name="Run", exact=True).click()
    dialog = page.get_by_role("dialog", name="Your session is over")
    before = len([url for url in watch.requests if url.endswith("/execute")])

    with page.expect_popup() as opened:
        dialog.get_by_role("button", name="Choose a development user").click()
    opened.value.get_by_role("button", name=BOB).click()

    expect(dialog.get_by_text("You are signed in as")).to_be_visible()
    assert len([url for url in watch.requests if url.endswith("/execute")]) == before


def test_two_tabs_refresh_once(page: Page, site: Site) -> None:
    site.open(page, RUN_PAGE)
    sign_in(page, with_password(site.url))
    expect(page.get_by_label("Number")).to_be_visible()
    other = page.context.new_page()
    site.open(other, RUN_PAGE)
    expect(other.get_by_label("Number")).to_be_visible()
    refreshed: list[str] = []
    page.context.on(
        "request",
        lambda request: refreshed.append(request.url) if "/auth/refresh" in request.url else None,
    )
    held: list[Route] = []

    def refuse_both_at_once(route: Route) -> None:
        if len(held) == 2:
            route.continue_()
            return
        held.append(route)
        if len(held) == 2:
            for one in held:
                one.fulfill(status=401, json={"error": "NotAuthenticated", "message": "over"})

    for tab in (page, other):
        tab.route("**/api/workflows", refuse_both_at_once)
    for tab in (page, other):
        tab.get_by_role("link", name="Workflows").click()
    for tab in (page, other):
        expect(tab.get_by_role("row", name="count_to")).to_be_visible()

    assert len(refreshed) == 1


def test_signing_out_ends_every_tab(page: Page, site: Site) -> None:
    site.open(page, RUN_PAGE)
    sign_in(page, with_password(site.url))
    expect(page.get_by_label("Number")).to_be_visible()
    other = page.context.new_page()
    site.open(other, RUN_PAGE)
    expect(other.get_by_label("Number")).to_be_visible()

    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitem", name="Sign out").click()

    for tab in (page, other):
        expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_user_changes_the_password_and_sees_the_sessions(page: Page, site: Site) -> None:
    site.open(page, "/me")
    sign_in(page, with_password(site.url))

    expect(page.get_by_text("this browser", exact=True)).to_be_visible()
    accessibility.check(page)
    page.get_by_role("textbox", name="Current password").fill(PASSWORD)
    page.get_by_role("textbox", name="New password").fill(PASSWORD + " and more")
    page.get_by_role("button", name="Change password").click()

    expect(page.get_by_text("The password is changed.")).to_be_visible()


def set_password(page: Page, site: Site, token: str) -> None:
    site.open(page, "/sign-in")
    site.open(page, f"/set-password#token={token}")
    page.get_by_role("textbox", name="New password").fill(PASSWORD)
    page.get_by_role("button", name="Set a password").click()


def test_a_user_sees_where_they_are_signed_in_and_signs_out_everywhere_else(
    page: Page, site: Site
) -> None:
    email = with_password(site.url)
    body = {"email": email, "password": PASSWORD}
    httpx.post(f"{site.url}/api/auth/login", json=body, timeout=30).raise_for_status()
    site.open(page, "/me")
    sign_in(page, email)

    sessions = page.get_by_role("table", name="Where you are signed in")
    expect(sessions.get_by_text("Chrome on Linux")).to_be_visible()
    expect(sessions.get_by_text("Python")).to_be_visible()
    expect(sessions.get_by_text("127.0.0.1")).to_have_count(2)
    accessibility.check(page)
    page.get_by_role("button", name="Sign out everywhere else").click()

    expect(sessions.get_by_text("Python")).to_have_count(0)
    expect(sessions.get_by_text("this browser")).to_be_visible()
