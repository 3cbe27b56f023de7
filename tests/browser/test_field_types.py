"""Every type of field: required or not, hidden or not, with a data provider or without."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ALICE, Site

pytestmark = pytest.mark.sampled(one_of=3, within="module")

CHOICES = [{"label": "Basic", "value": "basic"}, {"label": "Pro", "value": "pro"}]
PROVIDER = "sample_regions"
#: What is typed or chosen, and what the workflow gets of it.
VALUES: Mapping[str, tuple[str, object]] = {
    "text": ("hello", "hello"),
    "textarea": ("two\nlines", "two\nlines"),
    "email": ("ada@example.com", "ada@example.com"),
    "number": ("42", 42),
    "select": ("Pro", "pro"),
    "radio": ("Pro", "pro"),
    "multi_select": ("Pro", ["pro"]),
    "checkbox": ("", True),
    "date": ("2026-12-24", "2026-12-24"),
    "datetime": ("2026-12-24T18:30", "2026-12-24T18:30:00"),
    "file": ("a b.txt", "uploads/"),
}
#: Without choices, so without a data provider.
PLAIN_ONLY = ("checkbox", "file")
LISTS = ("select", "radio", "multi_select")


@dataclass(frozen=True, slots=True)
class Case:
    """A field of a type, in one of the ways that it can be."""

    kind: str
    required: bool
    hidden: bool
    provided: bool

    @property
    def name(self) -> str:
        return self.label.replace(" ", "_").lower()

    @property
    def label(self) -> str:
        """Unlike the labels of the other cases, and no part of them."""
        words = (
            "Required" if self.required else "Optional",
            "hidden" if self.hidden else "shown",
            "provided" if self.provided else "plain",
        )
        return " ".join(words)

    @property
    def definition(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "name": self.name,
            "label": self.label,
            "type": self.kind,
            "required": self.required,
        }
        if self.hidden:
            found["visibilityExpression"] = "context.field.more"
        if self.provided:
            found["dataProvider"] = PROVIDER
        elif self.kind in LISTS:
            found["options"] = CHOICES
        return found

    @property
    def text(self) -> str:
        return "Tuscany" if self.provided else VALUES[self.kind][0]

    @property
    def value(self) -> object:
        if self.provided:
            return ["tuscany"] if self.kind == "multi_select" else "tuscany"
        return VALUES[self.kind][1]

    def fill(self, page: Page) -> None:
        """Fill the field in as a user does."""
        field = page.get_by_label(self.label)
        match "select" if self.provided and self.kind not in LISTS else self.kind:
            case "select":
                field.select_option(label=self.text)
            case "radio":
                choices = page.get_by_role("radiogroup", name=self.label)
                choices.get_by_label(self.text).check()
            case "multi_select":
                field.first.click()
                page.get_by_role("option", name=self.text).click()
                page.keyboard.press("Escape")
            case "checkbox":
                page.get_by_role("checkbox", name=self.label).check()
            case "file":
                attach(page.locator(f'input[type=file][aria-label="{self.label}"]'), self.text)
                expect(self._removal(page)).to_be_visible()
            case _:
                field.fill(self.text)

    def _removal(self, page: Page) -> Locator:
        group = page.locator("div", has=page.get_by_label(self.label, exact=True))
        return group.get_by_role("button", name=f"Remove {self.text}").last

    def is_in(self, values: Mapping[str, object]) -> bool:
        """Whether the workflow got what was filled in."""
        got = values.get(self.name)
        if self.kind in ("file", "datetime"):
            return isinstance(got, str) and got.startswith(str(self.value)[:16])
        return got == self.value


def attach(field: Locator, name: str) -> None:
    """Choose a small file."""
    field.set_input_files({"name": name, "mimeType": "text/plain", "buffer": b"hello"})


def cases_of(kind: str) -> list[Case]:
    providers = (False,) if kind in PLAIN_ONLY else (False, True)
    ways = product((True, False), (False, True), providers)
    return [Case(kind, required, hidden, provided) for required, hidden, provided in ways]


@pytest.mark.parametrize("kind", VALUES)
def test_a_type_is_required_hidden_offered_and_sent(page: Page, site: Site, kind: str) -> None:
    cases = cases_of(kind)
    shown = [case for case in cases if not case.hidden]
    more = {"name": "more", "label": "Show more", "type": "checkbox"}
    fields = [more, *(case.definition for case in cases)]
    form = api.make_form(site.url, f"Type {kind}", fields)
    site.enter(page, ALICE, f"/o/{ACTIVE}/forms/{form}")
    show_more = page.get_by_role("checkbox", name="Show more")

    send(page)
    summary = page.get_by_role("alert").filter(has=page.get_by_role("link"))
    expect(summary.get_by_role("link")).to_have_text(
        [case.label for case in shown if case.required]
    )
    show_more.check()
    expect(summary.get_by_role("link")).to_have_text(
        [case.label for case in cases if case.required]
    )
    accessibility.check(page)
    for case in cases:
        case.fill(page)
    expect(summary).to_be_hidden()
    show_more.uncheck()
    send(page)
    sent = api.orders_of(site.url, form, 1)[0]
    assert {case.label for case in cases if case.is_in(sent)} == {case.label for case in shown}
    assert not any(case.name in sent for case in cases if case.hidden)

    show_more.check()
    send(page)
    sent = api.orders_of(site.url, form, 2)[0]
    assert [case.label for case in cases if not case.is_in(sent)] == []


@pytest.mark.parametrize("kind", ["markdown", "html"])
def test_a_text_to_read_is_shown_or_hidden_and_asks_nothing(
    page: Page, site: Site, kind: str
) -> None:
    fields: list[dict[str, object]] = [{"name": "more", "label": "Show more", "type": "checkbox"}]
    for label, expression in (("Always", None), ("Sometimes", "context.field.more")):
        text = {"name": label, "label": label, "type": kind, "required": True}
        fields.append({**text, "content": label, "visibilityExpression": expression})
    form = api.make_form(site.url, f"Type {kind}", fields)
    site.enter(page, ALICE, f"/o/{ACTIVE}/forms/{form}")
    by_label = page.get_by_title if kind == "html" else page.get_by_text

    expect(by_label("Always", exact=True)).to_be_visible()
    expect(by_label("Sometimes", exact=True)).to_have_count(0)
    page.get_by_role("checkbox", name="Show more").check()
    expect(by_label("Sometimes", exact=True)).to_be_visible()
    send(page)

    assert set(api.orders_of(site.url, form, 1)[0]) == {"more"}


def send(page: Page) -> None:
    page.get_by_role("button", name="Run", exact=True).click()
