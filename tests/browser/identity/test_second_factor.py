"""The second factor: added, asked for, skipped by a trusted browser, and removed."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import accessibility
from tests.browser.people import sign_in, with_password
from tests.browser.site import ALICE, Site
from tests.support.totp import code_at

pytestmark = pytest.mark.sampled(one_of=2, within="module")

ACCOUNT = "Account of Pat Person"


def add_app(page: Page) -> tuple[str, list[str]]:
    """Add an app on the user's own page; returns its key and the recovery codes."""
    page.get_by_role("button", name="Add an authenticator app").click()
    dialog = page.get_by_role("dialog", name="Add an authenticator app")
    picture = dialog.get_by_role("img", name="QR code of the key")
    expect(picture).to_be_visible()
    assert picture.evaluate("it => it.complete && it.naturalWidth > 100")
    key = dialog.get_by_label("Key", exact=True).input_value()
    accessibility.check(page)
    dialog.get_by_role("textbox", name="Code").fill("000000")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog.get_by_text("check the clock of your phone")).to_be_visible()
    dialog.get_by_role("textbox", name="Code").fill(code_at(key, time.time()))
    dialog.get_by_role("button", name="Add", exact=True).click()
    return key, codes_in(page)


def codes_in(page: Page) -> list[str]:
    dialog = page.get_by_role("dialog", name="Your recovery codes")
    expect(dialog).to_be_visible()
    accessibility.check(page)
    found: list[str] = re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", dialog.inner_text())
    dialog.get_by_role("button", name="I have kept them").click()
    expect(dialog).to_be_hidden()
    return found


def begin(page: Page, site: Site) -> str:
    """Sign in as a new user and open their own page; returns their address."""
    email = with_password(site.url)
    site.open(page, "/me")
    sign_in(page, email)
    expect(page.get_by_role("heading", level=1, name="Your account")).to_be_visible()
    return email


def leave(page: Page) -> None:
    page.get_by_role("button", name=ACCOUNT).click()
    page.get_by_role("menuitem", name="Sign out", exact=True).click()
    expect(page.get_by_label("E-mail address")).to_be_visible()


def give_code(page: Page, key: str) -> None:
    """Finish the sign-in with a code that was not used yet, and trust the browser."""
    page.get_by_role("textbox", name="Code").fill(code_at(key, time.time(), steps=1))
    page.get_by_label("Trust this browser").check()
    page.get_by_role("button", name="Sign in", exact=True).click()


def security(page: Page) -> Locator:
    return page.get_by_role("region", name="Second factor")


def test_a_user_adds_an_app_signs_in_with_it_and_trusts_the_browser(page: Page, site: Site) -> None:
    email = begin(page, site)
    key, codes = add_app(page)
    expect(security(page).get_by_text("Recovery codes left")).to_be_visible()
    accessibility.check(page)
    leave(page)

    sign_in(page, email)
    page.get_by_role("textbox", name="Code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("this code is wrong")).to_be_visible()
    expect(page.get_by_role("button", name="Choose a development user")).to_have_count(0)
    accessibility.check(page)
    give_code(page, key)

    devices = security(page).get_by_role("table", name="Trusted browsers")
    expect(devices.get_by_text("Chrome on Linux")).to_be_visible()
    accessibility.check(page)
    assert page.evaluate("document.cookie") == ""
    leave(page)
    sign_in(page, email)
    expect(page.get_by_role("button", name=ACCOUNT)).to_be_visible()
    assert len(codes) == 10


def test_a_fresh_proof_is_asked_for_and_the_change_is_made_after_it(page: Page, site: Site) -> None:
    email = begin(page, site)
    key, codes = add_app(page)
    leave(page)
    sign_in(page, email)
    give_code(page, key)
    expect(security(page)).to_be_visible()
    leave(page)
    sign_in(page, email)  # by the trusted browser, which proves nothing

    security(page).get_by_role("button", name="New recovery codes").click()
    dialog = page.get_by_role("dialog", name="Confirm that it is you")
    expect(dialog).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    expect(security(page).get_by_role("alert")).to_be_visible()
    security(page).get_by_role("button", name="New recovery codes").click()
    dialog.get_by_role("textbox", name="Code").fill("AAAA-AAAA-AAAA-AAAA")
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog.get_by_text("this code is wrong")).to_be_visible()
    dialog.get_by_role("textbox", name="Code").fill(codes[0])
    dialog.get_by_role("button", name="Confirm").click()
    renewed = codes_in(page)

    assert len(renewed) == 10
    assert not set(renewed) & set(codes)
    security(page).get_by_role("button", name="Remove").click()
    confirmed = page.get_by_role("dialog", name="Remove the second factor?")
    accessibility.check(page)
    confirmed.get_by_role("button", name="Remove").click()
    expect(security(page).get_by_role("button", name="Add an authenticator app")).to_be_visible()


def test_a_user_of_the_front_end_sees_that_there_is_none(page: Page, site: Site) -> None:
    site.enter(page, ALICE, "/me")

    expect(security(page).get_by_text("You have none yet")).to_be_visible()
