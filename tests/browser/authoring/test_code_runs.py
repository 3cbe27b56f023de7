"""The code editor: text that is not saved is run and tested, and nothing of it is stored."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.authoring.test_code import FIRST, content_of, write
from tests.browser.site import ADMIN, Site

TESTS = """from bifrost import testing
from tried.greeting import greet_loudly


def test_it_greets():
    with testing.running():
        assert testing.run_sync(greet_loudly, name="Ada") == "HELLO ADA"


def test_it_fails():
    assert greet_loudly is None
"""


def test_a_workflow_is_run_and_tested_before_it_is_saved(page: Page, site: Site) -> None:
    saved = FIRST.replace("def greet", "def greet_loudly")
    write(site, "tried/greeting.py", saved)
    write(site, "tried/test_greeting.py", TESTS)
    site.enter(page, ADMIN, "/platform/code")
    expect(page.get_by_role("button", name="Open file")).to_be_visible()
    page.keyboard.press("ControlOrMeta+p")
    page.get_by_role("combobox", name="A few letters of the path").fill("greeting")
    page.get_by_role("option", name="tried/greeting.py", exact=True).click()
    text = page.get_by_role("textbox", name="Text of tried/greeting.py")
    expect(text).to_contain_text("Hello")
    text.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(saved.replace('f"Hello {name}"', 'f"Hello {name}".upper()'))

    page.get_by_role("button", name="Run greet_loudly").click()
    run = page.get_by_role("region", name="Run greet_loudly")
    run.get_by_label("Name").fill("Grace")
    run.get_by_role("button", name="Run", exact=True).click()
    expect(run.get_by_text("HELLO GRACE")).to_be_visible()
    expect(run.get_by_text("Succeeded")).to_be_visible()

    tests = page.get_by_role("region", name="Tests")
    tests.get_by_role("button", name="Run tests").click()
    expect(tests.get_by_text("1 passed, 1 failed, 0 skipped")).to_be_visible()
    expect(tests.get_by_text("assert greet_loudly is None")).to_be_visible()
    accessibility.check(page)
    assert content_of(site, "tried/greeting.py") == saved

    tests.get_by_role("button", name="test_it_fails").click()
    expect(page.get_by_role("textbox", name="Text of tried/test_greeting.py")).to_be_focused()
