"""Users with a password, made through the API by the development administrator."""

from typing import cast
from uuid import uuid4

import httpx

from tests.browser.site import ACTIVE, ADMIN

PASSWORD = "correct horse battery staple"


def invite(url: str, *, role: str = "member") -> tuple[str, str]:
    """Add a user to the active organization; returns the address and a set-password token."""
    with httpx.Client(base_url=url, follow_redirects=False, timeout=30) as client:
        client.get("/.auth/login/dev", params={"user": ADMIN})
        email = f"person-{uuid4().hex[:8]}@active.test"
        body = {
            "email": email,
            "displayName": "Pat Person",
            "memberships": [{"orgId": ACTIVE, "role": role}],
        }
        user = client.post("/api/users", json=body).raise_for_status().json()
        link = client.post(f"/api/users/{user['id']}/password-link").raise_for_status().json()
        return email, cast("str", link["token"])


def with_password(url: str) -> str:
    """Add a user who has set PASSWORD; returns the address."""
    email, token = invite(url)
    body = {"token": token, "password": PASSWORD}
    httpx.post(f"{url}/api/auth/set-password", json=body, timeout=30).raise_for_status()
    return email
