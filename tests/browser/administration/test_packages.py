"""Packages: installed with a live log, updated to what the index has, and taken out again."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.administration.package_index import PACKAGE
from tests.browser.site import ADMIN, Site


def test_a_package_is_installed_updated_and_taken_out(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, "/platform/packages")
    page.get_by_role("button", name="Install a package").click()
    dialog = page.get_by_role("dialog", name="Install a package")
    dialog.get_by_label("Package").fill("--index-url=x")
    dialog.get_by_role("button", name="Install").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("Package").fill(PACKAGE)
    dialog.get_by_label("Version").fill("1.0")
    dialog.get_by_role("button", name="Install").click()
    log = page.get_by_role("region", name="Log of the installation")
    expect(log).to_contain_text("packages are in force", timeout=30_000)
    row = page.get_by_role("row").filter(has_text=PACKAGE)
    expect(row).to_contain_text("1.0")

    page.get_by_role("button", name="Look for updates").click()
    row.get_by_role("button", name=f"Update {PACKAGE} to 2.0").click()
    accessibility.check(page)
    page.get_by_role("dialog").get_by_role("button", name="Update").click()
    expect(row.get_by_text("up to date")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("status").get_by_text("Installed")).to_be_visible()

    row.get_by_role("button", name=f"Uninstall {PACKAGE}").click()
    page.get_by_role("dialog").get_by_role("button", name="Uninstall").click()
    expect(page.get_by_text("No packages are installed")).to_be_visible(timeout=10_000)
