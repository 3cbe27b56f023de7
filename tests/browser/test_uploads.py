"""Files of a form: on the way, broken off, cancelled, and sent to the blob service itself."""

from collections.abc import Generator
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from local.stack import Stack, StackOptions, running
from tests.browser import accessibility, api
from tests.browser.conftest import CLIENT, workspace_of_tests
from tests.browser.site import ACTIVE, ALICE, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=2, within="module")

PAPER = {"name": "paper", "label": "Paper", "type": "file"}
CONTENT = "**/api/content/**"


def open_form(page: Page, site: Site, workflow: str = "take_order") -> str:
    form = api.make_form(site.url, f"Papers {uuid4()}", [PAPER], workflow)
    site.enter(page, ALICE, f"/o/{ACTIVE}/forms/{form}")
    expect(page.get_by_role("button", name="Choose a file for Paper")).to_be_visible()
    return form


def choose(page: Page, name: str = "a.txt", size: int = 5) -> None:
    content = b"x" * (size - 5) + b"hello"
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": content}
    )


def send(page: Page) -> None:
    page.get_by_role("button", name="Run", exact=True).click()


def test_a_refused_upload_can_be_tried_again(page: Page, site: Site) -> None:
    open_form(page, site)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.fulfill(status=403, body="")

    page.route(CONTENT, refuse)
    choose(page)
    expect(page.get_by_text("The store answered 403.")).to_be_visible()
    accessibility.check(page)
    page.unroute(CONTENT)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("button", name="Remove a.txt")).to_be_visible()
    assert len(refused) == 1


def test_an_upload_that_breaks_off_goes_on_by_itself(page: Page, site: Site, watch: Watch) -> None:
    watch.expect("/api/content/")
    form = open_form(page, site)
    broken: list[str] = []

    def break_off(route: Route) -> None:
        if broken:
            route.continue_()
            return
        broken.append(route.request.url)
        route.abort("connectionreset")

    page.route(CONTENT, break_off)
    choose(page)
    expect(page.get_by_role("button", name="Remove a.txt")).to_be_visible()
    send(page)

    order = api.orders_of(site.url, form, 1)[0]
    assert str(order["paper"]).endswith("/a.txt")
    assert len(broken) == 1


def test_an_upload_without_a_network_says_so_and_waits_for_the_user(page: Page, site: Site) -> None:
    form = open_form(page, site)
    page.route(CONTENT, lambda route: route.abort("internetdisconnected"))
    choose(page)
    expect(page.get_by_text("The connection broke off.")).to_be_visible(timeout=20_000)

    page.unroute(CONTENT)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Remove a.txt")).to_be_visible()
    send(page)

    assert str(api.orders_of(site.url, form, 1)[0]["paper"]).endswith("/a.txt")


def test_an_upload_is_cancelled_while_it_is_sent(page: Page, site: Site) -> None:
    form = open_form(page, site)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(CONTENT, hold)
    choose(page)
    expect(page.get_by_role("progressbar", name="Upload of a.txt")).to_be_attached()
    accessibility.check(page)
    send(page)
    expect(
        page.get_by_text("The form can be sent as soon as its files are uploaded.")
    ).to_be_visible()

    page.get_by_role("button", name="Cancel the upload of a.txt").click()
    expect(page.get_by_text("a.txt")).to_have_count(0)
    send(page)

    assert api.orders_of(site.url, form, 1)[0].get("paper") is None


@pytest.fixture(scope="module")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stack]:
    """The platform over Azurite, as ``./start.sh --azurite`` runs it."""
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace_of_tests(tmp_path_factory))}
    data = tmp_path_factory.mktemp("azurite")
    with running(StackOptions(data, environment=chosen, in_memory=True, client=CLIENT)) as started:
        yield started


def test_a_file_goes_from_the_page_to_the_blob_service(
    context: BrowserContext, azurite: Stack
) -> None:
    site = Site(azurite.url)
    blobs = azurite.addresses["Blobs"]
    watch = Watch(site.url)
    watch.allow(blobs)
    context.on("page", watch.follow)
    page = context.new_page()
    open_form(page, site, "read_upload")
    sent: list[str] = []
    page.on(
        "request", lambda request: sent.append(request.url) if request.method == "PUT" else None
    )

    choose(page, "größe 1.txt", 3_000_000)
    expect(page.get_by_role("button", name="Remove größe 1.txt")).to_be_visible()
    send(page)

    result = page.get_by_role("region", name="Run").get_by_role("region", name="Result")
    expect(result.get_by_text("size: 3000000")).to_be_visible(timeout=20_000)
    expect(result.get_by_text('end: "hello"')).to_be_visible()
    uploads = [urlsplit(url).netloc for url in sent if not url.endswith("/preferences")]
    assert uploads == [urlsplit(blobs).netloc]
    assert watch.faults == []
