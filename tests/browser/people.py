"""Users with a password, made through the API by the development administrator."""

from typing import cast
from uuid import uuid4

import httpx
from playwright.sync_api import Page

from tests.browser.site import ACTIVE, ADMIN

PASSWORD = "correct horse battery staple"


def invite(
    url: str, *, role: str = "member", name: str = "Pat Person", organization: str = ACTIVE
) -> tuple[str, str]:
    """Add a user to an organization; returns the address and a set-password token."""
    with httpx.Client(base_url=url, follow_redirects=False, timeout=30) as client:
        client.get("/.auth/login/dev", params={"user": ADMIN})
        email = f"person-{uuid4().hex[:8]}@active.test"
        body = {
            "email": email,
            "displayName": name,
            "memberships": [{"orgId": organization, "role": role}],
        }
        user = client.post("/api/users", json=body).raise_for_status().json()
        link = client.post(f"/api/users/{user['id']}/password-link").raise_for_status().json()
        return email, cast("str", link["token"])


def with_password(
    url: str, *, role: str = "member", name: str = "Pat Person", organization: str = ACTIVE
) -> str:
    """Add a user who has set PASSWORD; returns the address."""
    email, token = invite(url, role=role, name=name, organization=organization)
    body = {"token": token, "password": PASSWORD}
    httpx.post(f"{url}/api/auth/set-password", json=body, timeout=30).raise_for_status()
    return email


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill in the page of the sign-in."""
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
