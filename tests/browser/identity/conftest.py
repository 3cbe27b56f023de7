"""Fixtures of the tests of this folder."""

from typing import cast

import pytest
from playwright.sync_api import Page

from tests.browser.identity.authenticator import OPTIONS, Authenticator


@pytest.fixture
def device(page: Page) -> Authenticator:
    """A device that keeps passkeys, and knows its user's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = cast(
        "dict[str, str]", session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    )
    return Authenticator(session, added["authenticatorId"])
