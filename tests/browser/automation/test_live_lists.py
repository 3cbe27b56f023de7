"""Lists of automation, and what administrators must hear of, as they change elsewhere."""

import re
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.automation.samples import send
from tests.browser.site import ACTIVE, ADMIN, ALICE, OWNER, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=3, within="module")

HOME = f"/o/{ACTIVE}"
STREAM = re.compile(r"/api/events/stream")
SOON = 15_000


def follow(page: Page, site: Site, path: str, user: str = OWNER) -> None:
    """Open a page, and wait until changes arrive."""
    site.enter(page, user, f"{HOME}/{path}")
    with page.expect_response(STREAM, timeout=SOON):
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_timeout(1500)


def asked(watch: Watch, path: str) -> int:
    return len([url for url in watch.requests if url.partition("?")[0].endswith(path)])


def test_a_schedule_of_somebody_else_appears_and_goes(page: Page, site: Site, watch: Watch) -> None:
    follow(page, site, "schedules?q=elsewhere")
    lists = asked(watch, "/api/schedules")
    facts = {"name": "Made elsewhere", "workflowName": "count_to", "cron": "0 3 * * *"}

    with api.signed_in(site.url) as client:
        made = client.post("/api/schedules", json={**facts, "inputs": {"number": 1}}).json()["id"]
        expect(page.get_by_role("link", name="Made elsewhere")).to_be_visible(timeout=SOON)
        client.post(f"/api/schedules/{made}/disable").raise_for_status()
        expect(page.get_by_role("row", name="Made elsewhere").get_by_text("Off")).to_be_visible(
            timeout=SOON
        )
        client.delete(f"/api/schedules/{made}").raise_for_status()
    expect(page.get_by_role("link", name="Made elsewhere")).to_have_count(0, timeout=SOON)

    assert asked(watch, "/api/schedules") <= lists + 1


def test_what_a_webhook_receives_appears_with_what_it_refuses(
    page: Page, site: Site, watch: Watch
) -> None:
    with api.signed_in(site.url) as client:
        made = client.post("/api/webhook-sources", json={"name": "Heard", "adapter": "github"})
        source = made.json()
    follow(page, site, f"webhooks/{source['id']}?tab=deliveries")
    lists = asked(watch, "/deliveries")

    assert send(site.url, source["url"], source["secret"]).status_code == 202

    expect(page.get_by_role("button", name="Show: push")).to_be_visible(timeout=SOON)
    # Who begins to follow may be told to read once more what was there before.
    assert asked(watch, "/deliveries") <= lists + 1
    page.get_by_role("tab", name="Refused").click()
    expect(page.get_by_text("Nothing was refused")).to_be_visible()
    assert send(site.url, source["url"], "another secret").status_code == 401
    # The page has asked much just now: it waits before it reads the list again, see api/pace.ts.
    refused = page.get_by_role("table", name="Refused")
    expect(refused).to_contain_text("signature:", timeout=2 * SOON)


class Gone(BaseHTTPRequestHandler):
    """A receiver that wants no more deliveries."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(410)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as in the library
        """Say nothing."""


@pytest.fixture
def webhook(site: Site) -> Generator[tuple[str, str]]:
    """The name and id of an outgoing webhook whose receiver answers 410."""
    name = f"Gone {uuid4().hex[:6]}"
    with HTTPServer(("127.0.0.1", 0), Gone) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        body = {
            "name": name,
            "url": f"http://localhost:{server.server_port}/",
            "events": ["none.*"],
        }
        with api.signed_in(site.url, ADMIN) as client:
            client.headers["X-Organization-Id"] = ACTIVE
            made = client.post("/api/outgoing-webhooks", json=body)
            assert made.status_code == 201, made.text
        yield name, str(made.json()["id"])
        server.shutdown()


def test_administrators_hear_of_a_webhook_that_was_disabled_on_every_page(
    page: Page, site: Site, webhook: tuple[str, str]
) -> None:
    name, webhook_id = webhook
    follow(page, site, "forms")
    bell = page.get_by_role("button", name=re.compile("^Notifications"))
    page.wait_for_timeout(2500)  # the bell lets the page come first

    with api.signed_in(site.url) as client:
        client.post(f"/api/outgoing-webhooks/{webhook_id}/test").raise_for_status()

    said = f"The outgoing webhook {name} was disabled: the receiver answered 410 Gone"
    expect(page.get_by_role("alert").get_by_text(said)).to_be_visible(timeout=SOON)
    expect(bell).to_have_accessible_name(re.compile("new"))
    bell.click()
    dialog = page.get_by_role("dialog", name="Notifications")
    expect(dialog.get_by_role("link", name=said)).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("link", name=said).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    expect(page.get_by_text("Disabled", exact=True).first).to_be_visible()
    expect(bell).to_have_accessible_name("Notifications")


def test_an_event_appears_in_the_log_it_fits(
    page: Page, site: Site, webhook: tuple[str, str]
) -> None:
    _, webhook_id = webhook
    follow(page, site, "events?type=webhook.test")
    before = page.get_by_role("row").count()

    with api.signed_in(site.url) as client:
        client.post(f"/api/outgoing-webhooks/{webhook_id}/test").raise_for_status()

    expect(page.get_by_role("row", name="webhook.test").first).to_be_visible(timeout=SOON)
    expect(page.get_by_role("row")).to_have_count(max(before, 1) + 1)


def test_what_a_trigger_takes_appears_on_its_page(page: Page, site: Site, watch: Watch) -> None:
    trigger = api.make_trigger(site.url, "execution.completed", workflows=["count_to"])
    follow(page, site, f"event-triggers/{trigger}")
    lists = asked(watch, f"/{trigger}/events")
    history = page.get_by_role("table", name="What it did").get_by_role("row")
    before = history.count()

    run = api.start(site.url, "count_to", {"number": 1})
    api.wait_for_end(site.url, run)

    expect(history).to_have_count(max(before, 1) + 1, timeout=SOON)
    assert asked(watch, f"/{trigger}/events") <= lists + 1


def test_members_have_no_bell_and_follow_nothing(page: Page, site: Site, watch: Watch) -> None:
    site.enter(page, ALICE, f"{HOME}/forms")
    expect(page.get_by_role("button", name="My runs")).to_be_visible()
    page.wait_for_timeout(5000)

    expect(page.get_by_role("button", name=re.compile("^Notifications"))).to_have_count(0)
    assert asked(watch, "/api/events/stream") == 0


def test_where_the_stream_is_refused_a_list_is_asked_for_again(
    page: Page, site: Site, watch: Watch
) -> None:
    page.route(STREAM, lambda route: route.fulfill(status=404, json={"error": "NotFound"}))
    with api.signed_in(site.url) as client:
        made = client.post("/api/webhook-sources", json={"name": "Asked", "adapter": "github"})
        source = made.json()
    site.enter(page, OWNER, f"{HOME}/webhooks/{source['id']}?tab=deliveries")
    expect(page.get_by_text("Nothing received yet")).to_be_visible()

    assert send(site.url, source["url"], source["secret"]).status_code == 202

    expect(page.get_by_role("button", name="Show: push")).to_be_visible(timeout=20_000)
    assert asked(watch, "/api/events/stream") == 1
