"""How quick the pages are: what is measured in milliseconds, with nothing else beside it."""

import statistics
from collections.abc import Callable
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from tests.browser import api
from tests.browser.site import ACTIVE, ALICE, OWNER, Site

pytestmark = pytest.mark.alone

HOME = f"/o/{ACTIVE}"
LONG_TASK_MS = 50
LCP_MS = 1000
MOST_SHIFT = 0.05
INTERACTION_MS = 200
EVALUATION_MS = 4
SEEN_WITHIN_S = 1.5

#: Long tasks, and the scripts of the frames that they held up, to find them by.
_LONG_TASKS = """
window.longTasks = [];
window.longScripts = [];
new PerformanceObserver((list) => {
  window.longTasks.push(...list.getEntries().map((entry) => entry.duration));
}).observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => {
  for (const { scripts } of list.getEntries()) {
    for (const { duration, invoker, sourceURL, sourceFunctionName } of scripts) {
      const at = `${sourceURL.split("/").at(-1)} ${sourceFunctionName}`;
      window.longScripts.push(`${Math.round(duration)} ms ${invoker} ${at}`);
    }
  }
}).observe({ type: "long-animation-frame", buffered: true });
"""
_PAINT = """
window.painted = { largest: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.painted.largest = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.painted.shift += entry.value;
  }
}).observe({ type: "layout-shift", buffered: true });
"""
#: How long each interaction took, from the input to the next paint.
_INTERACTIONS = """
window.interactions = [];
new PerformanceObserver((list) => {
  for (const { name, duration, interactionId } of list.getEntries()) {
    if (interactionId) window.interactions.push([duration, name]);
  }
}).observe({ type: "event", durationThreshold: 16, buffered: true });
"""
#: How long the steps took that follow from an answer in a form, one after the other.
_STEPS = """
window.steps = [];
new PerformanceObserver((list) => {
  for (const { name, duration } of list.getEntries()) window.steps.push([name, duration]);
}).observe({ type: "measure", buffered: true });
"""
#: Waits for a line of the log; returns the milliseconds since it was logged.
_AGE_OF_LINE = """
(number) => {
  const link = document.querySelector(`[role=log] a[href$="#L${number}"]`);
  const time = link?.parentElement.querySelector("time");
  return time ? Math.max(1, Date.now() - Date.parse(time.dateTime)) : 0;
}
"""
#: The same of the first line in the log beside a form or a workflow, once that run logged it.
_AGE_OF_FIRST_LINE = """
() => {
  const time = document.querySelector("[role=log] time");
  const age = time ? Math.max(1, Date.now() - Date.parse(time.dateTime)) : 0;
  return age < 10_000 ? age : 0;
}
"""


def test_a_line_is_seen_soon_after_it_was_logged(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"{HOME}/runs")
    run = api.start(site.url, "talk", {"lines": 8, "pause": 1.7})
    site.open(page, f"{HOME}/runs/{run}")
    page.get_by_role("tab", name="Log").click()
    expect(page.get_by_role("log")).to_be_visible()
    first = page.get_by_role("log").get_by_role("link").count() + 1

    ages = [
        cast("float", page.wait_for_function(_AGE_OF_LINE, arg=number).json_value()) / 1000
        for number in range(first, first + 3)
    ]

    assert statistics.median(ages) <= SEEN_WITHIN_S, ages


def test_the_forms_are_painted_at_once_and_stay_where_they_are(page: Page, site: Site) -> None:
    page.add_init_script(_PAINT)
    api.make_form(site.url, "Painted", [{"name": "x", "label": "X", "type": "text"}])
    site.enter(page, ALICE, f"{HOME}/forms")
    painted: list[dict[str, float]] = []

    for _ in range(3):
        page.reload()
        expect(page.get_by_role("link", name="Painted")).to_be_visible()
        page.wait_for_timeout(300)
        painted.append(page.evaluate("window.painted"))

    assert min(one["largest"] for one in painted) <= LCP_MS, painted
    assert max(one["shift"] for one in painted) <= MOST_SHIFT, painted


def test_the_first_line_is_seen_soon_after_it_was_logged(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"{HOME}/workflows/wake_up")
    ages: list[float] = []

    for _ in range(3):
        page.get_by_role("button", name="Run", exact=True).click()
        panel = page.get_by_role("region", name="Run")
        expect(panel.get_by_text("Running")).to_be_visible()
        line = page.wait_for_function(_AGE_OF_FIRST_LINE)
        ages.append(cast("float", line.json_value()) / 1000)
        expect(panel.get_by_text("Succeeded")).to_be_visible()

    assert statistics.median(ages) <= SEEN_WITHIN_S, ages


def test_every_interaction_is_answered_at_once(page: Page, site: Site) -> None:
    page.add_init_script(_INTERACTIONS)
    form = api.make_form(site.url, "Fifty fields", fifty_fields())
    run = api.start(site.url, "talk", {"lines": 5000, "pause": 0})
    api.wait_for_end(site.url, run)
    site.enter(page, OWNER, f"{HOME}/forms/{form}")

    def fill_in() -> None:
        site.open(page, f"{HOME}/forms/{form}")
        page.get_by_role("textbox", name="Field 0", exact=True).press_sequentially("all")
        page.get_by_role("button", name="Run", exact=True).click()
        expect(page.get_by_role("alert")).to_be_focused()
        page.get_by_role("textbox", name="Field 1", exact=True).press_sequentially("again")

    def look_around() -> None:
        site.open(page, f"{HOME}/runs")
        page.get_by_text("Succeeded", exact=True).first.click()
        page.keyboard.press("Control+k")
        page.get_by_role("combobox", name="A page, form").press_sequentially("cnt_to")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Organization: Contoso").click()
        page.keyboard.press("Escape")
        page.get_by_role("link", name="Forms", exact=True).click()
        expect(page.get_by_role("heading", name="Forms", exact=True)).to_be_visible()

    def read_log() -> None:
        site.open(page, f"{HOME}/runs/{run}")
        page.get_by_role("tab", name="Log (5000)").click()
        page.get_by_role("searchbox", name="Find in the log").press_sequentially("line 4711")
        expect(page.get_by_role("log").get_by_role("link")).to_have_count(1)
        page.get_by_role("tab", name="Result").click()
        page.get_by_role("button", name="square").click()

    for act in (fill_in, look_around, read_log):
        slowest = slowest_interaction(page, act)
        assert slowest[0] <= INTERACTION_MS, (act.__name__, slowest)


def slowest_interaction(page: Page, act: Callable[[], None]) -> tuple[float, str]:
    """The slowest interaction, in milliseconds, and its event; the best of three tries counts."""
    found: list[tuple[float, str]] = []
    for _ in range(3):
        act()
        page.wait_for_timeout(100)  # the observer hears of an interaction after its paint
        heard = cast("list[list[object]]", page.evaluate("window.interactions"))
        assert heard, "the browser reported no interaction"
        found.append(max((cast("float", took), str(name)) for took, name in heard))
        if found[-1][0] <= INTERACTION_MS:
            break
    return min(found)


def test_fifty_fields_are_evaluated_between_two_keys(page: Page, site: Site) -> None:
    page.add_init_script(_STEPS)
    form = api.make_form(site.url, "Fifty more", fifty_fields())
    site.enter(page, OWNER, f"{HOME}/forms/{form}")
    first = page.get_by_role("textbox", name="Field 0", exact=True)
    first.fill("warm")
    keys = "twenty keys are typed"
    page.evaluate("window.steps = []")

    first.press_sequentially(keys)

    page.wait_for_timeout(100)
    steps = cast("list[tuple[str, float]]", page.evaluate("window.steps"))
    states = [took for name, took in steps if name == "form-state"]
    checks = [took for name, took in steps if name == "form-check"]
    assert len(states) >= len(keys)
    assert statistics.median(states) + statistics.median(checks) <= EVALUATION_MS, steps


def fifty_fields() -> list[dict[str, object]]:
    """As many fields as a form can have, each with expressions that read the one before it."""
    fields: list[dict[str, object]] = [{"name": "f0", "label": "Field 0", "type": "text"}]
    for number in range(1, 50):
        before = f"context.field.f{number - 1}"
        fields.append(
            {
                "name": f"f{number}",
                "label": f"Field {number}",
                "type": "text",
                "visibilityExpression": f"{before} !== 'hidden' && context.field.f0 !== 'none'",
                "requiredExpression": f"context.field.f0 === 'all' || {before} === 'next'",
                "validation": {"pattern": "^[a-z ]*$", "max": 100},
            }
        )
    return fields


def test_nothing_that_a_run_returns_or_logs_stops_the_page(page: Page, site: Site) -> None:
    page.add_init_script(_LONG_TASKS)
    small = api.start(site.url, "talk", {"lines": 5, "pause": 0})
    large = api.start(site.url, "return_much", {"megabytes": 16})
    long = api.start(site.url, "talk", {"lines": 5000, "pause": 0})
    site.enter(page, OWNER, f"{HOME}/runs")
    api.wait_for_end(site.url, large, long)

    # A slow machine takes longer for every task: the same page with little on it is the measure.
    usual, _ = longest_task(page, site, small, LONG_TASK_MS)
    bound = max(LONG_TASK_MS, 1.5 * usual)

    for run in (large, long):
        longest, scripts = longest_task(page, site, run, bound)
        assert longest <= bound, "\n".join(scripts)


def longest_task(page: Page, site: Site, run: str, enough: float) -> tuple[float, list[str]]:
    """The longest task in milliseconds on the page of a run, and the scripts in it.

    The best of three openings counts, because what else the machine does only ever adds to a task;
    the first that is good enough is taken.
    """
    found: list[tuple[float, list[str]]] = []
    for _ in range(3):
        found.append(read_run(page, site, run))
        if found[-1][0] <= enough:
            break
    return min(found)


def read_run(page: Page, site: Site, run: str) -> tuple[float, list[str]]:
    """Open, read and scroll the page of a run; returns its longest task, and its long scripts."""
    site.open(page, f"{HOME}/runs/{run}")
    expect(page.get_by_role("region", name="Result", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.get_by_role("tab", name="Log").click()
    log = page.get_by_role("log").or_(page.get_by_text("No lines."))
    log.hover()
    for _ in range(5):
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(50)
    tasks = cast("list[float]", page.evaluate("window.longTasks"))
    return max(tasks, default=0), cast("list[str]", page.evaluate("window.longScripts"))
