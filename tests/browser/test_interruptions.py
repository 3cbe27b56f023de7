"""What goes wrong while a page is open: the session, the network, the site, the run."""

from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import accessibility, api
from tests.browser.builds import another_build
from tests.browser.people import sign_in, with_password
from tests.browser.site import ACTIVE, ALICE, BOB, OWNER, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=3, within="module")

HOME = f"/o/{ACTIVE}"
WHO = {"name": "who", "label": "Who", "type": "text"}


def test_a_session_that_ends_while_a_form_is_filled_in_loses_nothing(
    page: Page, site: Site
) -> None:
    form = api.make_form(site.url, "Long form", [WHO])
    site.enter(page, ALICE, f"{HOME}/forms/{form}")
    page.get_by_label("Who").fill("typed before")
    page.context.clear_cookies()

    page.get_by_role("button", name="Run", exact=True).click()
    dialog = page.get_by_role("dialog", name="Your session is over")
    with page.expect_popup() as opened:
        dialog.get_by_role("button", name="Choose a development user").click()
    opened.value.get_by_role("button", name=ALICE).click()

    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Who")).to_have_value("typed before")
    expect(page.get_by_role("region", name="Run").get_by_text("Succeeded")).to_be_visible()
    assert len(api.runs_of(site.url, "take_order", formId=form)) == 1


def test_a_session_by_password_is_renewed_over_the_page(page: Page, site: Site) -> None:
    site.open(page, f"{HOME}/workflows/count_to")
    email = with_password(site.url)
    sign_in(page, email)
    page.get_by_label("Number").fill("4")
    page.context.clear_cookies()
    answered: list[str] = []

    def expire_once(route: Route) -> None:
        answered.append(route.request.url)
        if len(answered) > 1:
            route.continue_()
        else:
            route.fulfill(status=401, json={"error": "NotAuthenticated", "message": "it is over"})

    page.route("**/count_to/execute", expire_once)
    page.get_by_role("button", name="Run", exact=True).click()
    dialog = page.get_by_role("dialog", name="Your session is over")
    expect(dialog).to_be_visible()
    sign_in(page, email)

    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Number")).to_have_value("4")
    expect(page.get_by_text("Succeeded")).to_be_visible()


def test_a_provider_that_fails_is_asked_again_and_what_was_typed_stays(
    page: Page, site: Site, watch: Watch
) -> None:
    watch.expect("/data-providers/sample_regions")
    region = {"name": "region", "label": "Region", "type": "select", "required": True}
    form = api.make_form(site.url, "Directory", [WHO, {**region, "dataProvider": "sample_regions"}])
    fault = {"error": "DataProviderFailed", "message": "the directory is away"}
    providers = "**/data-providers/sample_regions"
    page.route(providers, lambda route: route.fulfill(status=502, json=fault))
    site.enter(page, ALICE, f"{HOME}/forms/{form}")
    expect(page.get_by_text("the directory is away")).to_be_visible()
    accessibility.check(page)
    page.get_by_label("Who").fill("kept")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("alert").get_by_role("link", name="Region")).to_be_visible()

    page.unroute(providers)
    page.get_by_role("button", name="Try again").click()
    page.get_by_label("Region").select_option(label="Tuscany")
    page.get_by_role("button", name="Run", exact=True).click()

    assert api.orders_of(site.url, form, 1) == [{"who": "kept", "region": "tuscany"}]


def test_what_was_typed_stays_where_reading_the_page_again_fails(
    page: Page, site: Site, watch: Watch
) -> None:
    with api.signed_in(site.url, ALICE) as client:
        made = client.post("/api/chat/conversations", json={"title": "Printers"}).json()
    path = f"/api/chat/conversations/{made['id']}"
    watch.expect(path)
    fault = {"error": "InternalError", "message": "the store is away"}

    def fail(route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(status=500, json=fault)
        else:
            route.fallback()

    site.enter(page, ALICE, f"{HOME}/chat/{made['id']}")
    page.get_by_label("Message").fill("kept")
    page.route(f"**{path}", fail)
    page.get_by_role("button", name="Actions of the conversation").click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("dialog").get_by_label("Title").fill("Scanners")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()

    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("The store is away")
    expect(page.get_by_label("Message")).to_have_value("kept")
    page.unroute(f"**{path}")
    problem.get_by_role("button", name="Try again").click()
    expect(problem).to_be_hidden()
    expect(page.get_by_label("Message")).to_have_value("kept")
    expect(page.get_by_role("heading", level=1, name="Scanners")).to_be_visible()


def test_a_form_that_is_sent_without_a_network_is_sent_again(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "Lost", [WHO])
    site.enter(page, ALICE, f"{HOME}/forms/{form}")
    page.get_by_label("Who").fill("kept")
    page.context.set_offline(True)

    page.get_by_role("button", name="Run", exact=True).click()

    expect(page.get_by_role("alert").get_by_text("The server cannot be reached")).to_be_visible()
    expect(page.get_by_label("Who")).to_have_value("kept")
    page.context.set_offline(False)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("region", name="Run").get_by_text("Succeeded")).to_be_visible()
    assert len(api.runs_of(site.url, "take_order", formId=form)) == 1


def test_a_run_is_followed_again_when_the_network_is_back(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"{HOME}/runs")
    run = api.start(site.url, "talk", {"lines": 12, "pause": 0.5})
    site.open(page, f"{HOME}/runs/{run}")
    page.get_by_role("tab", name="Log").click()
    expect(page.get_by_role("log").get_by_text("line 1 of 12")).to_be_visible()

    page.context.set_offline(True)
    page.wait_for_timeout(3000)
    page.context.set_offline(False)

    expect(page.get_by_role("log").get_by_text("line 12 of 12")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("status").get_by_text("Succeeded")).to_be_visible()
    expect(page.get_by_role("log").get_by_role("link")).to_have_count(12)


def test_a_run_that_is_cancelled_elsewhere_says_so(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"{HOME}/runs")
    run = api.start(site.url, "talk", {"lines": 300, "pause": 0.3})
    site.open(page, f"{HOME}/runs/{run}")
    expect(page.get_by_role("status").get_by_text("Running")).to_be_visible()

    with api.signed_in(site.url) as client:
        client.post(f"/api/executions/{run}/cancel").raise_for_status()

    expect(page.get_by_role("status").get_by_text("Cancelled")).to_be_visible()
    expect(page.get_by_role("button", name="Run again")).to_be_visible()


def test_a_new_version_of_the_site_is_loaded_and_nothing_that_was_typed_is_lost(
    page: Page, site: Site, watch: Watch, client_folder: Path
) -> None:
    watch.expect("/assets/")
    watch.expect("dynamically imported module")
    form = api.make_form(site.url, "Typed before", [WHO])
    site.enter(page, ALICE, f"{HOME}/forms/{form}")
    page.get_by_label("Who").fill("typed before")
    old = scripts(page)

    with another_build(client_folder):
        page.get_by_role("link", name="Workflows").click()
        news = page.get_by_role("heading", name="There is a new version of this site.")
        expect(news).to_be_visible()
        accessibility.check(page)
        page.get_by_role("button", name="Load again").click()
        expect(page.get_by_role("heading", name="Workflows", exact=True)).to_be_visible()
        assert not old & scripts(page)

        page.get_by_role("link", name="Forms").click()
        page.get_by_role("link", name="Typed before").click()
        expect(page.get_by_label("Who")).to_have_value("typed before")
        page.get_by_role("button", name="Run", exact=True).click()
        expect(page.get_by_role("region", name="Run").get_by_text("Succeeded")).to_be_visible()
    assert api.orders_of(site.url, form, 1) == [{"who": "typed before"}]


def test_a_form_that_is_sent_from_an_old_page_after_a_new_version_is_one_run(
    page: Page, site: Site, watch: Watch, client_folder: Path
) -> None:
    watch.expect("/assets/")
    watch.expect("dynamically imported module")
    form = api.make_form(site.url, "Sent late", [WHO])
    site.enter(page, ALICE, f"{HOME}/forms/{form}")
    page.get_by_label("Who").fill("sent late")

    with another_build(client_folder):
        page.get_by_role("button", name="Run", exact=True).click()
        assert api.orders_of(site.url, form, 1) == [{"who": "sent late"}]
        news = page.get_by_role("heading", name="There is a new version of this site.")
        expect(
            news.or_(page.get_by_role("region", name="Run").get_by_text("Succeeded"))
        ).to_be_visible()
        if news.is_visible():
            page.get_by_role("button", name="Load again").click()
            expect(page.get_by_role("heading", name="Sent late")).to_be_visible()


def scripts(page: Page) -> set[str]:
    """The names of the scripts that the page has loaded."""
    found = "performance.getEntriesByType('resource').map(({ name }) => name)"
    names = cast("list[str]", page.evaluate(found))
    return {name for name in names if "/assets/" in name and name.endswith(".js")}


def test_secrets_of_a_run_are_asked_before_it_runs_again(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"{HOME}/runs")
    run = api.start(site.url, "keep_secret", {"who": "Ada", "token": "hunter2-hunter2"})
    site.open(page, f"{HOME}/runs/{run}")

    page.get_by_role("button", name="Run again").click()
    dialog = page.get_by_role("dialog", name="Run keep_secret again")
    dialog.get_by_role("textbox", name="token").fill("hunter3")
    accessibility.check(page)
    dialog.get_by_role("button", name="Run again").click()

    expect(page).not_to_have_url(f"{site.url}{HOME}/runs/{run}")
    result = page.get_by_role("region", name="Result", exact=True)
    expect(result.get_by_text("length: 7")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["forms", "forms/x", "runs", "runs/x", "workflows", "workflows/count_to"]
)
def test_a_stranger_to_the_organization_sees_no_page_of_it(
    page: Page, site: Site, path: str
) -> None:
    site.enter(page, BOB, f"{HOME}/{path}")

    expect(page.get_by_text("This organization is unknown, or not yours.")).to_be_visible()
