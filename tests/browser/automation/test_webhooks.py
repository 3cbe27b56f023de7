"""Webhooks and endpoints in the browser: make one, send to it, see what it started, and why not."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.automation.samples import send
from tests.browser.site import ACTIVE, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=2, within="module")


def look(page: Page, name: str) -> None:
    """Keep a picture where BIFROST_SCREENSHOTS names a folder for them."""
    folder = os.environ.get("BIFROST_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def make(page: Page, name: str, *, read_aloud: bool = False) -> tuple[str, str]:
    """Make a webhook of GitHub, and return its address and its secret, which are shown once."""
    page.get_by_role("button", name="New webhook").first.click()
    page.get_by_label("Name").fill(name)
    if read_aloud:
        accessibility.check(page)
    look(page, "new-webhook")
    page.get_by_role("dialog").get_by_role("button", name="New webhook").click()
    expect(page.get_by_role("dialog", name="The webhook is ready")).to_be_visible()
    if read_aloud:
        accessibility.check(page)
    look(page, "secret-once")
    address = page.get_by_role("textbox", name="Address").input_value()
    secret = page.get_by_role("textbox", name="Secret").input_value()
    page.get_by_role("button", name="Done").click()
    return address, secret


def test_a_webhook_is_made_and_what_it_receives_starts_a_workflow(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/webhooks")
    address, secret = make(page, "Code changes", read_aloud=True)
    expect(page.get_by_role("table", name="Webhooks")).to_contain_text("GitHub")
    accessibility.check(page)
    look(page, "webhooks")

    page.get_by_role("link", name="Code changes").click()
    page.get_by_role("button", name="New subscription").click()
    page.get_by_label("Name").fill("Count on push")
    page.get_by_role("combobox", name="Workflow").fill("count_to")
    page.get_by_label("Filter").fill("event.payload.number > 1")
    page.get_by_label("Input as JSON").fill('{"number": "{{ event.payload.number }}"}')
    accessibility.check(page)
    look(page, "subscription")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("table", name="Subscriptions")).to_contain_text("count_to")
    accessibility.check(page)

    accepted = send(site.url, address, secret)
    wrong = send(site.url, address, "not the secret", {"n": 1})
    page.get_by_role("tab", name="Deliveries").click()
    started = page.get_by_role("table", name="Deliveries").get_by_text("Started", exact=True)
    expect(started).to_be_visible(timeout=15_000)
    accessibility.check(page)
    look(page, "deliveries")

    page.get_by_role("tab", name="Refused").click()
    expect(page.get_by_role("table", name="Refused")).to_contain_text("signature:")
    look(page, "refused")
    assert (accepted.status_code, wrong.status_code) == (202, 401)


def test_a_delivery_is_read_and_sent_again_and_a_test_names_the_step(
    page: Page, site: Site
) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/webhooks")
    address, secret = make(page, "Replayed")
    page.get_by_role("link", name="Replayed").click()
    assert send(site.url, address, secret).status_code == 202

    page.get_by_role("tab", name="Deliveries").click()
    show = page.get_by_role("button", name="Show: push")
    show.click(timeout=15_000)
    expect(page.get_by_role("dialog", name="Delivery")).to_contain_text("octo/hello")
    accessibility.check(page)
    look(page, "delivery")
    page.get_by_role("combobox", name="To another workflow").fill("hello_world")
    page.get_by_role("button", name="Send again").click()
    expect(
        page.get_by_role("table", name="Deliveries").get_by_text("Replay", exact=True)
    ).to_be_visible()

    page.get_by_role("tab", name="Test").click()
    page.get_by_label("Headers, one in a line").fill("X-GitHub-Event: push")
    page.get_by_label("Body").fill("{}")
    page.get_by_role("button", name="Test", exact=True).click()
    expect(page.get_by_role("status").last).to_contain_text("X-Hub-Signature-256 is missing")
    accessibility.check(page)
    look(page, "test")


def test_a_webhook_gets_a_new_secret_and_is_deleted(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/webhooks")
    make(page, "Rotated")
    page.get_by_role("link", name="Rotated").click()

    page.get_by_role("tab", name="Settings").click()
    accessibility.check(page)
    look(page, "settings")
    page.get_by_role("button", name="New secret").click()
    page.get_by_role("dialog").get_by_role("button", name="New secret").click()
    expect(page.get_by_role("dialog", name="The webhook is ready")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Delete this webhook").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
    expect(page.get_by_role("link", name="Rotated")).to_be_hidden()


def test_the_endpoints_are_listed(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/endpoints")

    expect(page.get_by_role("heading", name="Endpoints")).to_be_visible()
    expect(page.get_by_text("No endpoints").or_(page.get_by_role("table"))).to_be_visible()
    accessibility.check(page)
    look(page, "endpoints")
