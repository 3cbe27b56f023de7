"""Runs: the list, the page of one, and watching it."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ALICE, OWNER, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=3, within="module")


def test_a_run_is_watched_while_it_goes_on(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "talk", {"lines": 40, "pause": 0.1})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")

    page.get_by_role("tab", name="Log").click()
    log = page.get_by_role("log")
    expect(log.get_by_text("line 2 of 40")).to_be_visible()
    expect(page.get_by_role("status").get_by_text("Running")).to_be_visible()

    expect(page.get_by_role("status").get_by_text("Succeeded")).to_be_visible()
    expect(log.get_by_text("line 40 of 40")).to_be_visible()
    page.get_by_role("searchbox", name="Find in the log").fill("line 17 of")
    expect(log.get_by_role("link")).to_have_count(1)
    accessibility.check(page)
    page.get_by_role("tab", name="Result").click()
    expect(page.get_by_role("region", name="The rows of the result")).to_be_visible()
    page.get_by_role("button", name="square").click()
    page.get_by_role("button", name="square").click()
    expect(page.get_by_role("cell", name="1600")).to_be_visible()
    accessibility.check(page)


def test_the_first_line_is_seen_soon(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "talk", {"lines": 2, "pause": 4})
    site.open(page, f"/o/{ACTIVE}/runs/{run}#L1")

    expect(page.get_by_role("log").get_by_text("line 1 of 2")).to_be_visible(timeout=5000)


def test_a_run_is_cancelled_and_run_again(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "talk", {"lines": 200, "pause": 0.3})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")

    page.get_by_role("button", name="Cancel the run").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Contoso")).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="Cancel the run").click()
    expect(page.get_by_role("status").get_by_text("Cancelled")).to_be_visible()

    page.get_by_role("button", name="Run again").click()

    expect(page).not_to_have_url(f"{site.url}/o/{ACTIVE}/runs/{run}")
    # This time without a mouse.
    accessibility.tab_to(page, page.get_by_role("button", name="Cancel the run"))
    page.keyboard.press("Enter")
    accessibility.tab_to(page, dialog.get_by_role("button", name="Cancel the run"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Cancelled")).to_be_visible()


def test_a_failure_says_why_first(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "talk", {"lines": 1, "pause": 0, "fail": True})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")

    expect(page.get_by_text("the talk was asked to fail").first).to_be_visible()

    site.open(page, f"/o/{ACTIVE}/runs?error=asked%20to%20fail&status=%5B%22failed%22%5D")
    expect(page.get_by_role("row", name="talk").first).to_be_visible()
    expect(page.get_by_role("row", name="take_order")).to_have_count(0)
    accessibility.check(page)


def test_filters_are_in_the_address_and_kept_as_views(page: Page, site: Site) -> None:
    api.start(site.url, "talk", {"lines": 1, "pause": 0})
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    page.get_by_text("Succeeded", exact=True).first.click()
    choose_workflow(page, "talk")
    expect(page).to_have_url(
        f"{site.url}/o/{ACTIVE}/runs?status=%5B%22succeeded%22%5D&workflow=talk"
    )
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Save these filters as").fill("Good talks")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Good talks", exact=True)).to_be_visible()
    accessibility.check(page)

    site.open(page, f"/o/{ACTIVE}/runs")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("button", name="Good talks", exact=True).click()

    expect(page.get_by_role("combobox", name="Workflow")).to_have_value("talk")
    accessibility.check(page)


def choose_workflow(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Workflow").click()
    page.get_by_role("option", name=name).click()


def test_a_run_names_those_that_repeat_it(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "talk", {"lines": 1, "pause": 0})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")
    page.get_by_role("tab", name="Related runs").click()
    expect(page.get_by_text("No other run belongs to this one.")).to_be_visible()

    page.get_by_role("button", name="Run again").click()
    expect(page).not_to_have_url(f"{site.url}/o/{ACTIVE}/runs/{run}")
    page.get_by_role("tab", name="Related runs").click()
    original = page.get_by_role("table", name="The run that this one repeats")
    expect(original.get_by_role("row", name="talk")).to_be_visible()
    accessibility.check(page)
    original.get_by_role("link", name="talk").click()

    expect(page).to_have_url(f"{site.url}/o/{ACTIVE}/runs/{run}")
    accessibility.check(page)
    page.get_by_role("tab", name="Related runs").click()
    expect(page.get_by_role("table", name="Runs that repeat this one")).to_be_visible()


def test_a_run_leads_to_the_one_that_it_repeats_which_is_no_attempt(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "count_to", {"number": 2})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")
    page.get_by_role("button", name="Run again").click()

    page.get_by_role("link", name=f"Repeats run {run[-8:]}").click()

    expect(page).to_have_url(f"{site.url}/o/{ACTIVE}/runs/{run}")
    expect(page.get_by_role("tab", name="Attempts")).to_have_count(0)


def test_the_attempts_of_one_run_are_told_apart(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "try_twice", {})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")
    expect(page.get_by_role("status").get_by_text("Succeeded")).to_be_visible()
    expect(page.get_by_text("Attempt 2")).to_be_visible()
    page.get_by_role("tab", name="Attempts").click()

    attempts = page.get_by_role("table", name="Attempts")
    first = attempts.get_by_role("row").filter(has_text="Attempt 1")
    expect(first.get_by_text("Failed")).to_be_visible()
    second = attempts.get_by_role("row").filter(has_text="Attempt 2")
    expect(second.get_by_text("Succeeded")).to_be_visible()
    accessibility.check(page)


def test_a_run_of_a_workflow_is_changed_and_run_again(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "talk", {"lines": 2, "pause": 0, "fail": True})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")
    page.get_by_role("link", name="Change and run again").click()

    expect(page.get_by_role("link", name=f"run {run[-8:]}")).to_be_visible()
    expect(page.get_by_label("Lines")).to_have_value("2")
    expect(page.get_by_label("Fail")).to_be_checked()
    accessibility.check(page)
    page.reload()
    page.get_by_label("Fail").uncheck()
    page.get_by_role("button", name="Run", exact=True).click()

    expect(page.get_by_role("region", name="Run").get_by_text("Succeeded")).to_be_visible()
    newest = api.runs_of(site.url, "talk")[0]
    assert newest["executionId"] != run
    assert newest["status"] == "Success"


def test_a_run_is_previewed_without_leaving_the_list(page: Page, site: Site) -> None:
    run = api.start(site.url, "talk", {"lines": 2, "pause": 0})
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs?workflow=talk")

    page.get_by_role("button", name="Preview the run of talk").first.click()

    drawer = page.get_by_role("dialog", name="Run")
    expect(drawer.get_by_text("line 1 of 2")).to_be_visible()
    expect(drawer.get_by_role("heading", name="Run of talk")).to_have_count(1)
    accessibility.check(page)
    drawer.get_by_role("link", name="Open its page").click()
    expect(page).to_have_url(f"{site.url}/o/{ACTIVE}/runs/{run}")


def test_several_runs_run_again_and_are_saved(page: Page, site: Site) -> None:
    for _ in range(2):
        api.start(site.url, "talk", {"lines": 1, "pause": 0, "fail": False})
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs?workflow=talk&status=%5B%22succeeded%22%5D")
    boxes = page.get_by_role("checkbox", name="Select the run")
    expect(boxes.nth(1)).to_be_visible(timeout=20_000)
    before = len(api.runs_of(site.url, "talk"))
    boxes.nth(0).check()
    boxes.nth(1).check()
    expect(page.get_by_text("2 runs are selected")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    assert len(saved.value.path().read_text().splitlines()) == 3

    page.get_by_role("button", name="Repeat 2 runs").click()
    dialog = page.get_by_role("dialog")
    accessibility.check(page)
    dialog.get_by_role("button", name="Repeat 2 runs").click()

    expect(dialog).to_be_hidden()
    assert len(api.runs_of(site.url, "talk")) == before + 2


def test_several_runs_are_cancelled(page: Page, site: Site) -> None:
    runs = [api.start(site.url, "talk", {"lines": 300, "pause": 0.3}) for _ in range(2)]
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs?workflow=talk&status=%5B%22live%22%5D")
    for run in runs:
        page.get_by_role("checkbox", name=f"Select the run {run[-8:]} of talk").first.check()
    page.get_by_role("button", name="Cancel 2 runs").click()
    dialog = page.get_by_role("dialog", name="Cancel 2 runs")
    expect(dialog.get_by_text("Contoso")).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="Cancel 2 runs").click()

    expect(dialog).to_be_hidden()
    for run in runs:
        site.open(page, f"/o/{ACTIVE}/runs/{run}")
        expect(page.get_by_role("status").get_by_text("Cancelled")).to_be_visible()


def test_runs_with_secrets_are_not_repeated_together_and_the_dialog_says_why(
    page: Page, site: Site
) -> None:
    api.start(site.url, "keep_secret", {"who": "Ada", "token": "hunter2-hunter2"})
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs?workflow=keep_secret")
    page.get_by_role("checkbox", name="Select the run").first.check()
    page.get_by_role("button", name="Repeat 1 run").click(timeout=20_000)
    page.get_by_role("dialog").get_by_role("button", name="Repeat 1 run").click()

    expect(page.get_by_role("dialog").get_by_text("One was refused")).to_be_visible()


def test_a_large_result_is_not_put_on_the_page(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "return_much", {"megabytes": 12})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")

    expect(page.get_by_text("too large to show")).to_be_visible(timeout=30_000)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the result").click()
    path = saved.value.path()
    assert path.stat().st_size > 12_000_000
    accessibility.check(page)


def test_five_thousand_lines_do_not_stop_the_page(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs")
    run = api.start(site.url, "talk", {"lines": 5000, "pause": 0})
    site.open(page, f"/o/{ACTIVE}/runs/{run}")
    page.get_by_role("tab", name="Log (5000)").click(timeout=60_000)

    rows = page.get_by_role("log").get_by_role("link")
    expect(rows.first).to_be_visible()
    assert rows.count() < 200
    begun = time.monotonic()
    page.get_by_role("searchbox", name="Find in the log").fill("line 4711 of")
    expect(page.get_by_text("line 4711 of")).to_be_visible()
    assert time.monotonic() - begun < 3


def test_a_member_sees_the_own_runs_only(page: Page, site: Site) -> None:
    run = api.start(site.url, "talk", {"lines": 1, "pause": 0})

    site.enter(page, ALICE, f"/o/{ACTIVE}/runs/{run}")

    expect(page.get_by_role("alert")).to_be_visible()
    assert "line 1 of 1" not in page.content()


def test_html_that_a_run_returns_runs_nothing(page: Page, site: Site, watch: Watch) -> None:
    watch.expect("Blocked script execution in 'about:srcdoc'")
    watch.expect("Content Security Policy")
    watch.expect("Blocked form submission")
    watch.expect("external request: https://example.com/x.png")  # tried; refused by the policy
    refused: list[str | None] = []
    page.on("requestfailed", lambda request: refused.append(request.failure))
    run = api.start(site.url, "make_page", {})
    api.wait_for_end(site.url, run)
    site.enter(page, OWNER, f"/o/{ACTIVE}/runs/{run}")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="A report")).to_be_visible()

    frame.get_by_role("button", name="Send").click()
    frame.get_by_role("link", name="Press").click()

    page.wait_for_timeout(300)
    assert "make_page" in page.title()
    assert set(refused) == {"csp"}
    assert page.url == f"{site.url}/o/{ACTIVE}/runs/{run}"
    accessibility.check(page)
