"""The running site, as a test visits it."""

from dataclasses import dataclass
from urllib.parse import quote

from playwright.sync_api import Page

ADMIN = "admin@bifrost.test"
OWNER = "owner@active.test"
ALICE = "alice@active.test"
BOB = "bob@other.test"
NOBODY = "nobody@nowhere.test"

ACTIVE = "test-org-active"
OTHER = "test-org-other"


@dataclass(frozen=True, slots=True)
class Site:
    """The address of the running site."""

    url: str

    def open(self, page: Page, path: str = "/") -> None:
        """Open a page of the site."""
        page.goto(self.url + path)

    def enter(self, page: Page, user: str, path: str = "/") -> None:
        """Sign in as a development user, and open a page."""
        back = quote(path, safe="")
        page.goto(f"{self.url}/.auth/login/dev?user={user}&post_login_redirect_uri={back}")
