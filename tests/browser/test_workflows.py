"""The list of workflows, and the page of one."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.api import make_form, start
from tests.browser.site import ACTIVE, ADMIN, ALICE, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=3, within="module")


def test_the_filter_is_in_the_address(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows")
    expect(page.get_by_role("row", name="hello_world")).to_be_visible()

    page.get_by_role("searchbox", name="Filter workflows").fill("count")

    expect(page.get_by_role("row", name="count_to")).to_be_visible()
    expect(page.get_by_role("row", name="hello_world")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("searchbox", name="Filter workflows")).to_have_value("count")
    accessibility.check(page)


def test_a_workflow_runs_and_its_run_is_beside_it(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows/count_to")
    page.get_by_label("Number").fill("2")
    accessibility.check(page)

    page.get_by_role("button", name="Run", exact=True).click()

    expect(page.get_by_text("Succeeded")).to_be_visible()
    page.get_by_role("tab", name="Runs").click()
    expect(page.get_by_role("table", name="Runs").get_by_text("Succeeded").first).to_be_visible()
    accessibility.check(page)


def test_pressing_run_twice_is_one_run(page: Page, site: Site) -> None:
    sent: list[str] = []
    page.on(
        "request",
        lambda request: (
            sent.append(request.headers["idempotency-key"])
            if request.url.endswith("/execute")
            else None
        ),
    )
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows/count_to")
    page.get_by_label("Number").fill("5")

    page.get_by_role("button", name="Run", exact=True).dblclick()
    expect(page.get_by_text("Succeeded")).to_be_visible()

    assert len(set(sent)) == 1


def test_what_is_wrong_is_said_at_its_field(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows/count_to")
    page.get_by_label("Number").fill("two")

    page.get_by_role("button", name="Run", exact=True).click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Number")).to_have_attribute("aria-invalid", "true")
    accessibility.check(page)


def test_the_documentation_and_the_examples_of_a_workflow(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows/count_to?tab=docs")
    expect(page.get_by_role("table", name="Parameters")).to_be_visible()
    accessibility.check(page)

    page.get_by_role("tab", name="Use it from code").click()
    expect(page.get_by_role("region", name="Example for curl")).to_contain_text("BIFROST_API_KEY")
    page.get_by_text("Python", exact=True).click()
    expect(page.get_by_role("region", name="Example for Python")).to_contain_text("urllib")
    accessibility.check(page)


def test_the_runs_of_a_workflow_are_summed_up(page: Page, site: Site) -> None:
    for fails in (False, True):
        start(site.url, "talk", {"lines": 1, "pause": 0, "fail": fails})
    site.enter(page, OWNER, f"/o/{ACTIVE}/workflows/talk?tab=runs")

    expect(
        page.get_by_text(re.compile(r"\d+ of the last \d+ runs succeeded \(\d+ %\)"))
    ).to_be_visible()
    expect(page.get_by_role("progressbar", name="Success rate")).to_be_visible()
    accessibility.check(page)


def test_a_workflow_names_the_forms_that_start_it(page: Page, site: Site) -> None:
    fields = [{"name": "number", "label": "Number", "type": "number"}]
    make_form(site.url, "Count <b>carefully</b>", fields, workflow="count_to")
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows/count_to")
    page.get_by_role("tab", name="Forms").click()
    accessibility.check(page)
    page.get_by_role("table", name="Forms").get_by_role("link", name="Count <b>").click()
    expect(page.get_by_role("heading", name="Count <b>carefully</b>")).to_be_visible()

    site.open(page, f"/o/{ACTIVE}/workflows/take_seconds?tab=forms")
    expect(page.get_by_text("No form that you may see starts this workflow")).to_be_visible()


def test_platform_administrators_see_what_is_left_out_of_the_workspace(
    page: Page, site: Site
) -> None:
    site.enter(page, ADMIN, f"/o/{ACTIVE}/workflows")
    problems = page.get_by_role("main").get_by_role("listitem").filter(has_text="no_such_provider")
    expect(problems).to_be_visible()
    accessibility.check(page)
    page.get_by_role("link", name="choose_nowhere").click()
    page.get_by_role("tab", name="Documentation").click()
    expect(problems).to_be_visible()

    site.enter(page, OWNER, f"/o/{ACTIVE}/workflows/choose_nowhere?tab=docs")
    expect(page.get_by_role("table", name="Parameters")).to_be_visible()
    expect(page.get_by_text("left out")).to_have_count(0)


def test_the_tray_follows_a_run_on_other_pages_and_says_when_it_ended(
    page: Page, site: Site
) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows/take_seconds")
    page.get_by_label("Seconds").fill("6")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("button", name="My runs, 1 under way")).to_be_visible()
    page.get_by_role("link", name="Workflows").click()

    expect(page.get_by_text("take_seconds: Succeeded")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="My runs").click()
    expect(page.get_by_role("link", name="take_seconds").first).to_be_visible()
    accessibility.check(page)
