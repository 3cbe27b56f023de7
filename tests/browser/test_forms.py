"""Forms: the list, and filling one in."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ALICE, BOB, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=2, within="module")

REGION = {"name": "region", "label": "Region", "type": "select", "dataProvider": "sample_regions"}
OFFICE = {
    "name": "office",
    "label": "Office",
    "type": "select",
    "dataProvider": "sample_offices",
    "dataProviderInputs": {"region": {"mode": "fieldRef", "fieldName": "region"}},
}
CHOICES = [{"label": "Basic", "value": "basic"}, {"label": "Pro", "value": "pro"}]


def open_form(page: Page, site: Site, form: str, query: str = "") -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/forms/{form}{query}")


def send(page: Page) -> None:
    page.get_by_role("button", name="Run", exact=True).click()


def result_of(page: Page) -> str:
    """What the run beside the form returned, as it is shown."""
    run = page.get_by_role("region", name="Run")
    expect(run.get_by_text("Succeeded")).to_be_visible()
    result = run.get_by_role("region", name="Result")
    expect(result.get_by_text("order:")).to_be_visible()
    return result.inner_text()


def test_a_form_is_found_sent_and_watched(page: Page, site: Site) -> None:
    form = api.make_form(
        site.url,
        'Greet <b>"Zoë" 😀',
        [{"name": "who", "label": "Who", "type": "text", "required": True}],
    )
    site.enter(page, ALICE, f"/o/{ACTIVE}/forms")
    page.get_by_role("searchbox", name="Find a form").fill("zoë")
    accessibility.check(page)

    page.get_by_role("link", name='Greet <b>"Zoë" 😀').click()
    page.get_by_label("Who").fill("<script>alert(1)</script> O'Neil 😀")
    send(page)

    assert "<script>alert(1)</script> O'Neil 😀" in result_of(page)
    expect(page).to_have_url(f"{site.url}/o/{ACTIVE}/forms/{form}")
    accessibility.check(page)


def test_markdown_and_html_follow_the_values_and_run_nothing(
    page: Page, site: Site, watch: Watch
) -> None:
    watch.expect("Blocked script execution in 'about:srcdoc'")
    fields = [
        {"name": "who", "label": "Who", "type": "text"},
        {
            "name": "m",
            "type": "markdown",
            "content": "# Hi **{{ context.field.who }}**\n\n"
            "Run `greet {{ context.field.who }}`<img src=x onerror=alert(1)>",
        },
        {
            "name": "h",
            "type": "html",
            "content": "<p>Dear {{ context.field.who }}</p><script>document.title='ran'</script>",
        },
    ]
    form = api.make_form(site.url, "Texts", fields)
    open_form(page, site, form)

    expect(page.get_by_text("greet", exact=True)).to_be_visible()

    page.get_by_label("Who").fill("<i>A*d*a</i>")

    expect(page.get_by_role("heading", name="Hi <i>A*d*a</i>")).to_be_visible()
    expect(page.get_by_text("greet <i>A*d*a</i>", exact=True)).to_be_visible()
    expect(page.frame_locator("iframe").get_by_text("Dear <i>A*d*a</i>")).to_be_visible()
    assert "Texts" in page.title()
    accessibility.check(page)


def test_choices_depend_on_each_other_and_a_changed_parent_clears(
    page: Page, site: Site, watch: Watch
) -> None:
    watch.expect("/data-providers/sample_offices")
    fields = [
        {**REGION, "autoFill": {"city": "city"}},
        OFFICE,
        {"name": "city", "label": "City", "type": "text"},
    ]
    form = api.make_form(site.url, "Offices", fields)
    open_form(page, site, form)
    expect(page.get_by_text("First fill in Region.")).to_be_visible()

    page.get_by_label("Region").select_option(label="Rhineland")
    page.get_by_role("combobox", name="Office").click()
    page.get_by_role("option", name="Office 7 of rhine").click()
    expect(page.get_by_label("City")).to_have_value("Bonn")
    page.get_by_label("Region").select_option(label="Tuscany")

    expect(page.get_by_text("Choose again, because Region changed.")).to_be_visible()
    expect(page.get_by_text("the directory of Tuscany is closed today")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.get_by_label("Region").select_option(label="Rhineland")
    page.get_by_role("combobox", name="Office").click()
    page.get_by_role("option", name="Office 3 of rhine").click()
    send(page)
    assert "office: 3" in result_of(page)


def test_a_double_click_is_one_run(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "Once", [{"name": "once", "label": "Once", "type": "text"}])
    before = len(api.runs_of(site.url, "take_order"))
    open_form(page, site, form)
    page.get_by_role("textbox", name="Once").fill("only once")

    page.get_by_role("button", name="Run", exact=True).dblclick()

    result_of(page)
    assert len(api.runs_of(site.url, "take_order")) == before + 1


def test_what_the_server_refuses_stands_at_its_field(page: Page, site: Site) -> None:
    form = api.make_form(
        site.url, "Refused", [{"name": "number", "label": "Number", "type": "text"}], "count_to"
    )
    open_form(page, site, form)
    page.get_by_label("Number").fill("many")

    send(page)

    expect(page.get_by_role("alert").get_by_role("link", name="Number")).to_be_visible()
    expect(page.get_by_label("Number")).to_have_value("many")


def test_a_draft_is_kept_without_secrets(page: Page, site: Site) -> None:
    fields = [
        {"name": "who", "label": "Who", "type": "text"},
        {"name": "token", "label": "Token", "type": "text", "secret": True},
    ]
    form = api.make_form(site.url, "Draft", fields, "keep_secret")
    open_form(page, site, form)
    page.get_by_label("Who").fill("half done")
    page.get_by_role("textbox", name="Token").fill("hunter2-hunter2")

    page.reload()

    expect(page.get_by_label("Who")).to_have_value("half done")
    expect(page.get_by_role("textbox", name="Token")).to_have_value("")
    stored = page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    assert "hunter2" not in stored
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_label("Who")).to_have_value("")


def test_the_address_prefills_only_what_the_form_allows(page: Page, site: Site) -> None:
    fields = [
        {"name": "who", "label": "Who", "type": "text", "allowAsQueryParam": True},
        {"name": "why", "label": "Why", "type": "text"},
    ]
    form = api.make_form(site.url, "Prefilled", fields)

    open_form(page, site, form, "?who=Ada%20%26%20Co&why=no")

    expect(page.get_by_label("Who")).to_have_value("Ada & Co")
    expect(page.get_by_label("Why")).to_have_value("")


def test_a_form_of_another_organization_is_not_there(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "Secret plans", [{"name": "x", "label": "X", "type": "text"}])

    site.enter(page, BOB, f"/o/{ACTIVE}/forms/{form}")

    expect(page.get_by_text("This organization is unknown, or not yours.")).to_be_visible()
    assert "Secret plans" not in page.content()


def test_a_form_is_filled_in_by_keyboard_alone(page: Page, site: Site) -> None:
    fields = [
        {"name": "who", "label": "Who", "type": "text", "required": True},
        {"name": "plan", "label": "Plan", "type": "radio", "options": CHOICES},
    ]
    form = api.make_form(site.url, "Keyboard", fields)
    open_form(page, site, form)
    accessibility.tab_to(page, page.get_by_label("Who"))

    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    accessibility.tab_to(page, page.get_by_role("button", name="Run", exact=True))
    page.keyboard.press("Enter")

    assert 'plan: "pro"' in result_of(page)


def test_a_sent_form_runs_again_with_the_same_values(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "Again", [{"name": "who", "label": "Who", "type": "text"}])
    open_form(page, site, form)
    page.get_by_label("Who").fill("twice")
    send(page)
    result_of(page)

    page.get_by_role("button", name="Run again with these values").click()

    expect(page.get_by_role("region", name="Run")).to_contain_text("Succeeded")
    _wait_for_runs(site.url, form, 2)
    page.get_by_label("Who").fill("")
    assert len(api.runs_of(site.url, "take_order", formId=form)) == 2


def test_a_run_of_a_form_is_changed_and_run_again_with_its_secrets_asked_anew(
    page: Page, site: Site
) -> None:
    fields = [
        {"name": "who", "label": "Who", "type": "text", "required": True},
        {"name": "at", "label": "At", "type": "datetime"},
        {"name": "token", "label": "Token", "type": "text", "secret": True, "required": True},
    ]
    form = api.make_form(site.url, "Change", fields, "keep_secret")
    open_form(page, site, form)
    page.get_by_label("Who").fill("Ada")
    page.get_by_label("At", exact=True).fill("2026-12-24T18:30")
    page.get_by_role("textbox", name="Token").fill("hunter2-hunter2")
    send(page)
    expect(page.get_by_role("region", name="Run").get_by_text("Succeeded")).to_be_visible()
    run = api.runs_of(site.url, "keep_secret", formId=form)[0]["executionId"]
    site.open(page, f"/o/{ACTIVE}/runs/{run}")

    page.get_by_role("button", name="Change and run again").click()

    expect(page).to_have_url(f"{site.url}/o/{ACTIVE}/forms/{form}")
    expect(page.get_by_label("Who")).to_have_value("Ada")
    expect(page.get_by_label("At", exact=True)).to_have_value("2026-12-24T18:30")
    accessibility.check(page)
    send(page)
    expect(page.get_by_role("alert").get_by_role("link", name="Token")).to_be_visible()
    page.get_by_label("Who").fill("Grace")
    page.get_by_role("textbox", name="Token").fill("hunter3-hunter3")
    send(page)
    expect(page.get_by_role("region", name="Run").get_by_text("Grace")).to_be_visible()


def test_a_form_is_run_later(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "Later", [{"name": "who", "label": "Who", "type": "text"}])
    open_form(page, site, form)
    page.get_by_label("Start", exact=True).select_option(label="In an hour")

    page.get_by_role("button", name="Run later", exact=True).click()

    run = page.get_by_role("region", name="Run")
    expect(run.get_by_text("Scheduled")).to_be_visible()
    accessibility.check(page)


def test_a_link_to_the_form_has_the_values_that_it_allows(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    fields = [
        {"name": "who", "label": "Who", "type": "text", "allowAsQueryParam": True},
        {"name": "why", "label": "Why", "type": "text"},
    ]
    form = api.make_form(site.url, "Linked", fields)
    open_form(page, site, form)
    page.get_by_label("Who").fill("Ada & Co")
    page.get_by_label("Why").fill("because")

    page.get_by_role("button", name="Copy a link to this form").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{site.url}/o/{ACTIVE}/forms/{form}?who=Ada+%26+Co"


def _wait_for_runs(url: str, form: str, count: int) -> None:
    until = time.monotonic() + 10
    while len(api.runs_of(url, "take_order", formId=form)) < count and time.monotonic() < until:
        time.sleep(0.2)
