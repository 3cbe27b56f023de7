"""Checks what is on a page with axe, in both colour schemes and at both widths."""

from collections.abc import Sequence
from typing import Literal, TypedDict, cast

from playwright.sync_api import Page

from local.children import ROOT

_AXE = ROOT / "client" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_WIDTHS = (1280, 360)
_SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")
_NARROWEST = 320


class Violation(TypedDict):
    id: str
    help: str
    nodes: list[str]


def check(page: Page) -> None:
    """Assert that axe finds nothing, and that nothing is cut off at 320 pixels."""
    before = page.viewport_size
    page.evaluate(_AXE.read_text())
    found = [
        f"{width}px {scheme}: {violation['id']}: {violation['help']}: {violation['nodes'][:3]}"
        for width in _WIDTHS
        for scheme in _SCHEMES
        for violation in _violations(page, width, scheme)
    ]
    page.set_viewport_size({"width": _NARROWEST, "height": 800})
    overflow = cast("int", page.evaluate(_OVERFLOW))
    page.emulate_media(color_scheme="light")
    if before is not None:
        page.set_viewport_size(before)
    assert not found, "\n".join(found)
    assert overflow <= 0, f"the page is {overflow} pixels wider than a window of 320"


def _violations(page: Page, width: int, scheme: Literal["light", "dark"]) -> list[Violation]:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.wait_for_selector(f"html[data-mantine-color-scheme={scheme}]", state="attached")
    return cast("list[Violation]", page.evaluate(_RUN, _RULES))
