"""Configuration, secrets and API keys of an organization."""

from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ADMIN, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=2, within="module")

HOME = f"/o/{ACTIVE}"


def row_of(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text)


def test_an_inherited_value_is_overridden_edited_and_given_back(page: Page, site: Site) -> None:
    key = f"queue_{uuid4().hex[:6]}"
    with api.signed_in(site.url, ADMIN) as client:
        body = {"key": key, "value": "global queue"}
        client.post("/api/config", json=body, headers={"X-Organization-Id": "GLOBAL"})
    site.enter(page, OWNER, f"{HOME}/config?q={key}")
    row = row_of(page, key)
    expect(row).to_contain_text("Inherited")
    row.get_by_role("button", name="Override").click()
    dialog = page.get_by_role("dialog", name=f"An own value of {key}")
    dialog.get_by_label("Value", exact=True).fill("own queue")
    accessibility.check(page)
    dialog.get_by_role("button", name="Save value").click()
    expect(row.get_by_text("Own", exact=True)).to_be_visible()
    expect(row).to_contain_text("own queue")

    row.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name=f"Edit {key}")
    dialog.get_by_label("Type").select_option("int")
    dialog.get_by_label("Value", exact=True).fill("many")
    dialog.get_by_role("button", name="Save value").click()
    expect(dialog.get_by_label("Value", exact=True)).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Value", exact=True).fill("7")
    dialog.get_by_role("button", name="Save value").click()
    expect(row).to_contain_text("Number")

    row.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete value").click()
    expect(row).to_contain_text("global queue")


def test_a_secret_is_nowhere_on_the_page_after_it_was_saved(page: Page, site: Site) -> None:
    name, value = f"psa-{uuid4().hex[:6]}", f"hush-{uuid4().hex}"
    site.enter(page, OWNER, f"{HOME}/secrets")
    page.get_by_role("button", name="New secret").click()
    dialog = page.get_by_role("dialog", name="New secret")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Value", exact=True).fill(value)
    accessibility.check(page)
    dialog.get_by_role("button", name="Save secret").click()
    expect(row_of(page, name)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, location.href])")
    inputs = page.evaluate("[...document.querySelectorAll('input')].map((one) => one.value)")
    assert value not in page.content() + kept + "".join(inputs)


def test_a_secret_that_is_used_is_deleted_only_by_its_name(page: Page, site: Site) -> None:
    name = f"psa-{uuid4().hex[:6]}"
    with api.signed_in(site.url) as client:
        body = {"secretKey": name, "value": "hush hush"}
        client.post("/api/secrets", json=body).raise_for_status()
    site.enter(page, OWNER, f"{HOME}/config")
    page.get_by_role("button", name="New value").click()
    dialog = page.get_by_role("dialog", name="New value")
    dialog.get_by_label("Name", exact=True).fill(f"key_of_{name}")
    dialog.get_by_label("Type").select_option("secret_ref")
    dialog.get_by_label("Name of a secret").fill(name)
    accessibility.check(page)
    dialog.get_by_role("button", name="Save value").click()
    expect(row_of(page, f"key_of_{name}")).to_contain_text(f"Secret {name}")

    site.open(page, f"{HOME}/secrets?q={name}")
    page.get_by_role("button", name=f"Delete {name}").click()
    dialog = page.get_by_role("dialog", name=f"Delete {name}?")
    expect(dialog.get_by_text(f"Configuration key_of_{name}")).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="Delete secret").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("textbox").fill(name)
    dialog.get_by_role("button", name="Delete secret").click()
    expect(page.get_by_text(name, exact=True)).to_have_count(0)


def test_a_key_is_made_used_rotated_and_revoked(page: Page, site: Site) -> None:
    name = f"CRM {uuid4().hex[:6]}"
    site.enter(page, OWNER, f"{HOME}/keys")
    page.get_by_role("button", name="New key").click()
    dialog = page.get_by_role("dialog", name="New key")
    dialog.get_by_label("What it is for").fill(name)
    dialog.get_by_role("combobox", name="Workflows").fill("hello_world")
    page.get_by_role("option", name="hello_world").click()
    dialog.get_by_label("What it is for").focus()
    accessibility.check(page)
    dialog.get_by_role("button", name="Create key").click()
    first = key_in(page)
    assert started(site, first) == 202

    page.get_by_role("button", name=f"Rotate {name}").click()
    dialog = page.get_by_role("dialog", name=f"A new key for {name}?")
    dialog.get_by_label("The old key ends").select_option("0")
    dialog.get_by_role("button", name="Create new key").click()
    second = key_in(page)
    assert (started(site, first), started(site, second)) == (401, 202)

    page.get_by_role("button", name=f"Revoke {name}").click()
    dialog = page.get_by_role("dialog", name=f"Revoke {name}?")
    dialog.get_by_role("button", name="Revoke").click()
    expect(row_of(page, name).get_by_text("Expired")).to_be_visible()
    expect(row_of(page, name).get_by_text("Revoked")).to_be_visible()
    assert started(site, second) == 401


def key_in(page: Page) -> str:
    """The key that the page shows once; closes the dialog."""
    shown = page.get_by_role("dialog", name="The key")
    key = shown.get_by_role("region", name="The key").inner_text().strip()
    shown.get_by_role("button", name="Done").click()
    expect(page.get_by_text(key)).to_have_count(0)
    return key


def started(site: Site, key: str) -> int:
    """The answer to another system that starts a workflow with this key."""
    headers = {"X-API-Key": key, "Prefer": "respond-async"}
    path = f"{site.url}/api/workflows/hello_world/execute"
    body = {"inputData": {"name": "Ada"}}
    return httpx.post(path, json=body, headers=headers, timeout=30).status_code
