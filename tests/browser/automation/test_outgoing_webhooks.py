"""Outgoing webhooks, their deliveries and the event log, with a receiver on this machine."""

from collections.abc import Generator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect
from standardwebhooks import Webhook

from tests.browser import accessibility
from tests.browser.api import start
from tests.browser.site import ACTIVE, ADMIN, ALICE, Site

pytestmark = pytest.mark.sampled(one_of=3, within="module")

WEBHOOKS = f"/o/{ACTIVE}/outgoing-webhooks"


@dataclass
class Receiver:
    """Somebody's server, which keeps what it gets."""

    port: int = 0
    status: int = 200
    got: list[tuple[dict[str, str], bytes]] = field(
        default_factory=list[tuple[dict[str, str], bytes]]
    )


@pytest.fixture
def receiver() -> Generator[Receiver]:
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(found.status)
            self.end_headers()
            self.wfile.write(b'{"password": "hunter22"}')

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as in the library
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


def add_webhook(page: Page, site: Site, receiver: Receiver, events: str) -> tuple[str, str]:
    """Make a webhook by hand; return its name and its secret."""
    name = f"Tickets {uuid4().hex[:6]}"
    site.enter(page, ADMIN, WEBHOOKS)
    page.get_by_role("button", name="New webhook").click()
    dialog = page.get_by_role("dialog", name="New webhook")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("URL").fill(f"http://localhost:{receiver.port}/hook")
    chosen = dialog.get_by_role("combobox", name="Events")
    chosen.press("Backspace")
    chosen.fill(events)
    chosen.press("Enter")
    dialog.get_by_label("Name").focus()
    accessibility.check(page)
    dialog.get_by_role("button", name="Create webhook").click()
    shown = page.get_by_role("dialog", name="The secret")
    secret = shown.get_by_role("region", name="The secret").inner_text().strip()
    accessibility.check(page)
    shown.get_by_role("button", name="Done").click()
    return name, secret


def test_a_webhook_is_made_tested_and_hears_of_a_run(
    page: Page, site: Site, receiver: Receiver
) -> None:
    name, secret = add_webhook(page, site, receiver, "execution.completed")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text("Nothing was delivered yet")).to_be_visible()

    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("Answered 200")).to_be_visible()
    accessibility.check(page)
    page.go_back()
    start(site.url, "hello_world", {"name": "Ada"})

    # A run, an event and a delivery, each by a process of its own, come before it.
    expect(page.get_by_role("link", name="execution.completed")).to_be_visible(timeout=20_000)
    accessibility.check(page)
    page.get_by_role("link", name="execution.completed").click()
    expect(page.get_by_role("region", name="Answer to attempt 1")).to_contain_text("[redacted]")
    expect(page.get_by_role("region", name="What the receiver gets")).to_contain_text("hello_world")
    for headers, body in receiver.got:
        assert Webhook(secret).verify(body, headers)


def test_a_receiver_that_is_down_shows_its_attempts_and_gets_it_again(
    page: Page, site: Site, receiver: Receiver
) -> None:
    receiver.status = 503
    name, _ = add_webhook(page, site, receiver, "execution.started")
    page.get_by_role("link", name=name).click()
    start(site.url, "hello_world", {"name": "Ada"})
    page.get_by_role("link", name="execution.started").click()
    expect(page.get_by_text("Attempt 2")).to_be_visible(timeout=20_000)
    receiver.status = 200

    page.get_by_role("button", name="Deliver again").click()

    expect(page.get_by_text("Delivered")).to_be_visible()
    expect(page.get_by_text("Answered 503").first).to_be_visible()


def test_a_refused_address_is_said_at_its_field_and_what_was_typed_stays(
    page: Page, site: Site
) -> None:
    site.enter(page, ADMIN, WEBHOOKS)
    page.get_by_role("button", name="New webhook").click()
    dialog = page.get_by_role("dialog", name="New webhook")
    dialog.get_by_label("Name").fill("Metadata")
    dialog.get_by_label("URL").fill("https://169.254.169.254/latest")

    dialog.get_by_role("button", name="Create webhook").click()

    expect(dialog.get_by_label("URL")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Name")).to_have_value("Metadata")
    accessibility.check(page)


def test_the_event_log_shows_what_happened_and_whom_it_reached(
    page: Page, site: Site, receiver: Receiver
) -> None:
    name, _ = add_webhook(page, site, receiver, "execution.*")
    start(site.url, "hello_world", {"name": "Ada"})

    site.open(page, f"/o/{ACTIVE}/events")
    row = page.get_by_role("row", name="execution.completed").filter(has_text=name).first
    expect(row).to_be_visible()
    page.get_by_role("searchbox").fill("connection")

    expect(page.get_by_text("No event matches “connection”")).to_be_visible()
    accessibility.check(page)


def test_a_member_sees_neither_page_in_the_navigation(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/forms")

    expect(page.get_by_role("link", name="Forms")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("button", name="Automation")).to_have_count(0)
