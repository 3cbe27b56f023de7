"""An administrator invites a person, who joins; and a user who forgot the password."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.mail.letters import link_to
from tests.browser.people import PASSWORD, sign_in, with_password
from tests.browser.site import ACTIVE, OWNER, Site


def test_a_person_is_invited_and_joins(page: Page, site: Site) -> None:
    email = f"kim-{uuid4().hex[:8]}@new.test"
    site.enter(page, OWNER, f"/o/{ACTIVE}/invitations")
    page.get_by_role("button", name="Invite a person").click()
    dialog = page.get_by_role("dialog", name="Invite a person")
    dialog.get_by_label("E-mail address").fill(email)
    accessibility.check(page)
    dialog.get_by_role("button", name="Send the invitation").click()
    row = page.get_by_role("row").filter(has_text=email)
    expect(row).to_contain_text("Pending")

    first = link_to(site.url, email, "invites you")
    page.get_by_role("button", name=f"Send again: {email}").click()
    expect(row.get_by_text("Sent to")).to_be_visible()
    page.context.clear_cookies()
    site.open(page, first)
    expect(page.get_by_role("heading", name="does not work any more")).to_be_visible()
    accessibility.check(page)

    page.goto("about:blank")  # or else only the fragment would change
    site.open(page, link_to(site.url, email, "invites you", other_than=first))
    expect(page.get_by_role("heading", name="Join")).to_be_visible()
    assert "token" not in page.url
    page.get_by_label("Name").fill("Kim")
    page.get_by_role("textbox", name="New password").fill(PASSWORD)
    accessibility.check(page)
    page.get_by_role("button", name="Accept the invitation").click()
    page.get_by_role("link", name="To the sign-in").click()
    sign_in(page, email)
    expect(page.get_by_role("button", name="Account of Kim")).to_be_visible()


def test_a_forgotten_password_is_set_anew_by_mail(page: Page, site: Site) -> None:
    email, other = with_password(site.url), "quite another password"
    site.open(page)
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail address").fill(email)
    accessibility.check(page)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()

    site.open(page, link_to(site.url, email, "new password for"))
    page.get_by_role("textbox", name="New password").fill(other)
    page.get_by_role("button", name="Set a password").click()
    page.get_by_role("link", name="To the sign-in").click()
    sign_in(page, email, other)

    expect(page.get_by_role("button", name="Account of Pat Person")).to_be_visible()
