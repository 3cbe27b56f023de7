"""The branding page: name, colour, links and logo of this installation."""

import struct
import zlib
from collections.abc import Generator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import accessibility
from tests.browser.api import signed_in
from tests.browser.site import ACTIVE, ADMIN, OWNER, Site

PAGE = "/platform/branding"


@pytest.fixture(autouse=True)
def default_branding(site: Site) -> Generator[None]:
    """The branding is that of all tests: what one changed is put back."""
    yield
    with signed_in(site.url, ADMIN) as client:
        client.put("/api/branding", json={}).raise_for_status()
        client.delete("/api/branding/logo").raise_for_status()


def png(side: int) -> bytes:
    """A red square."""
    rows = b"".join(b"\0" + b"\xc0\x20\x20" * side for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def file(kind: str, content: bytes) -> FilePayload:
    return {"name": "logo", "mimeType": kind, "buffer": content}


def test_an_administrator_changes_name_colour_and_links(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, f"/o/{ACTIVE}/forms")
    page.get_by_role("navigation").get_by_role("button", name="Platform").click()
    page.get_by_role("navigation").get_by_role("link", name="Branding").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Bifrost")
    accessibility.check(page)

    page.get_by_label("Name", exact=True).fill('Acme "IT" <b>')
    page.get_by_label("Accent colour", exact=True).fill("#8a1c3b")
    expect(page.get_by_text("White text on it has a contrast of 9.")).to_be_visible()
    page.get_by_role("button", name="Add a link").click()
    page.get_by_label("Text of link 1").fill("Status")
    page.get_by_label("Address of link 1").fill("https://status.example.com/")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("The branding is saved.")).to_be_visible()
    expect(page.get_by_role("banner").get_by_text('Acme "IT" <b>')).to_be_visible()
    page.get_by_role("button", name="Account of").click()
    link = page.get_by_role("menuitem", name="Status")
    expect(link).to_have_attribute("href", "https://status.example.com/")
    page.keyboard.press("Escape")
    page.reload()
    expect(page.get_by_label("Accent colour", exact=True)).to_have_value("#8a1c3b")
    expect(page).to_have_title('Branding · Acme "IT" <b>')


def test_what_cannot_be_read_or_followed_is_refused_at_its_field(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, PAGE)
    page.get_by_label("Accent colour", exact=True).fill("#ffd400")
    page.get_by_role("button", name="Add a link").click()
    page.get_by_label("Text of link 1").fill("Status")
    page.get_by_label("Address of link 1").fill("javascript:alert(1)")
    page.get_by_label("Name", exact=True).fill(" ")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("choose a darker colour").first).to_be_visible()
    expect(page.get_by_text("Give an address that begins with https://.")).to_be_visible()
    expect(page.get_by_text("This is required.")).to_be_visible()
    accessibility.check(page)
    with signed_in(site.url, ADMIN) as client:
        assert client.get("/api/branding").json()["name"] == "Bifrost"


def test_the_server_has_the_last_word_and_what_was_typed_stays(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, PAGE)
    page.get_by_role("button", name="Add a link").click()
    page.get_by_role("button", name="Add a link").click()
    page.get_by_label("Text of link 2").fill("Status")
    page.get_by_label("Address of link 2").fill("https://user@example.com/")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("without a user name").first).to_be_visible()
    expect(page.get_by_label("Address of link 1")).to_have_value("https://user@example.com/")


def test_a_logo_is_shown_everywhere_and_can_be_removed(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, PAGE)
    chooser = page.locator("input[type=file]")
    chooser.set_input_files(file("image/svg+xml", b"<svg/>"))
    expect(page.get_by_text("Choose a PNG or WebP image.")).to_be_visible()
    chooser.set_input_files(file("image/png", b"x" * 100_001))
    expect(page.get_by_text("100 kB is the most.")).to_be_visible()
    chooser.set_input_files(file("image/png", b"no image"))
    expect(page.get_by_role("alert").filter(has_text="PNG")).to_be_visible()

    chooser.set_input_files(file("image/png", png(64)))

    expect(page.get_by_role("img", name="The logo as it is now")).to_be_visible()
    in_header = page.locator("header img[src*='/api/branding/logo']")
    expect(in_header).to_be_visible()
    expect(in_header).to_have_js_property("naturalWidth", 64)
    accessibility.check(page)
    page.get_by_role("button", name="Remove the logo").click()
    accessibility.check(page)
    page.get_by_role("dialog").get_by_role("button", name="Remove the logo").click()
    expect(page.get_by_text("There is none")).to_be_visible()


def test_nobody_else_reaches_the_page(page: Page, site: Site) -> None:
    site.enter(page, OWNER, PAGE)

    expect(page.get_by_text("Branding is for platform administrators.")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("button", name="History")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("button", name="Platform")).to_have_count(0)
