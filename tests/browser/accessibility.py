"""Checks what is on a page with axe, in both colour schemes and at both widths."""

from collections.abc import Sequence
from typing import Literal, TypedDict, cast

from playwright.sync_api import Locator, Page, expect

from local.children import ROOT

_AXE = ROOT / "client" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: axe's rules about colours (its "cat.color"): all that another colour scheme can change.
_RULES_OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
_RUN = """
async (rules) => {
  const moving = document.getAnimations().map((animation) => animation.finished);
  await Promise.race([Promise.allSettled(moving), new Promise((go) => setTimeout(go, 1000))]);
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map((node) => node.target.join(" ") + ": " + node.failureSummary),
  }));
}
"""
#: What sticks out of the window at its right side, by element, and by how many pixels. The layout
#: has 30 frames to settle: what floats over the page, such as an open menu, is moved by a listener
#: of the window's size, which runs after the size has changed.
_STICKS_OUT = """
async () => {
  const root = document.documentElement;
  for (let frames = 0; frames < 30 && root.scrollWidth > root.clientWidth; frames += 1) {
    await new Promise(requestAnimationFrame);
  }
  if (root.scrollWidth <= root.clientWidth) return [];
  const isClipped = (element) =>
    element !== root &&
    (getComputedStyle(element).overflowX !== "visible" || isClipped(element.parentElement));
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const { right, width } = element.getBoundingClientRect();
    const over = Math.round(right - root.clientWidth);
    if (over <= 0 || width === 0 || isClipped(element.parentElement)) continue;
    const tag = element.tagName.toLowerCase();
    const name = element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 40);
    found.push(`${over} px: <${tag} class="${element.getAttribute("class") ?? ""}"> ${name}`);
  }
  return [`the page is ${root.scrollWidth - root.clientWidth} px too wide`, ...found.slice(0, 10)];
}
"""
_WIDTHS = (1280, 360)
_SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")
_NARROWEST = 320
_MOST_TABS = 60


class Violation(TypedDict):
    id: str
    help: str
    nodes: list[str]


def check(page: Page) -> None:
    """Assert that axe finds nothing, and that nothing is cut off at 320 pixels."""
    before = page.viewport_size
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text())
    found = [
        f"{width}px {scheme}: {violation['id']}: {violation['help']}: {violation['nodes'][:3]}"
        for width in _WIDTHS
        for scheme in _SCHEMES
        for violation in _violations(page, width, scheme)
    ]
    page.set_viewport_size({"width": _NARROWEST, "height": 800})
    found += cast("list[str]", page.evaluate(_STICKS_OUT))
    page.emulate_media(color_scheme="light")
    if before is not None:
        page.set_viewport_size(before)
    assert not found, "\n".join(found)


def tab_to(page: Page, wanted: Locator) -> None:
    """Move the focus to an element by the Tab key alone, as a user without a mouse does."""
    expect(wanted).to_be_visible()
    for _ in range(_MOST_TABS):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{_MOST_TABS} tabs do not lead to {wanted}")


def _violations(page: Page, width: int, scheme: Literal["light", "dark"]) -> list[Violation]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.wait_for_selector(f"html[data-mantine-color-scheme={scheme}]", state="attached")
    rules = _RULES if scheme == "light" else _RULES_OF_COLOURS
    return cast("list[Violation]", page.evaluate(_RUN, rules))
