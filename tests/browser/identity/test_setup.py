"""The link that ``./bifrost serve`` prints makes the first administrator in a browser."""

from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.conftest import CLIENT
from tests.browser.site import Site
from tests.integration.serve.box_process import EMAIL, PASSWORD, BoxProcess, start


@pytest.fixture
def box(tmp_path: Path) -> Generator[BoxProcess]:
    """A new box, which has no administrator."""
    running = start(tmp_path, "--client", str(CLIENT))
    yield running
    running.stop()


@pytest.fixture
def site(box: BoxProcess) -> Site:
    """The box's site."""
    return Site(box.url)


def fill(page: Page) -> None:
    """Fill in the page of the link, and send it."""
    page.get_by_label("Name", exact=True).fill("Ada Lovelace")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_role("textbox", name="New password").fill(PASSWORD)
    page.get_by_role("button", name="Create the administrator").click()


def test_the_printed_link_makes_the_administrator_who_signs_in(
    page: Page, site: Site, box: BoxProcess
) -> None:
    token = box.setup_token
    site.open(page)
    expect(page.get_by_text("Open the link that the server printed.")).to_be_visible()
    site.open(page, f"/setup#token={token}")
    expect(page.get_by_role("heading", name="Set up the first administrator")).to_be_visible()
    assert token not in page.url
    accessibility.check(page)
    fill(page)
    page.get_by_role("link", name="To the sign-in").click()
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Account of Ada Lovelace")).to_be_visible()

    # A used link says so.
    site.open(page, f"/setup#token={token}")
    fill(page)

    expect(page.get_by_role("alert")).to_contain_text("there is an administrator already")
    accessibility.check(page)
