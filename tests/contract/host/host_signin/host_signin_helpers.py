"""What the tests of this folder share."""

import json
from typing import Any

import httpx

from host.signin.signin import COOKIE
from tests.contract.host import sample
from tests.contract.host.process import App, HostProcess

ALICE = "alice@active.test"


USERS = [
    {"email": "admin@bifrost.test", "name": "Ada", "userId": "u-1", "note": "Platform & more"},
    {"email": ALICE, "name": "Alice", "userId": "u-2", "note": "Member of Active"},
    {"email": "x'\"<b>@evil.test", "name": "<script>alert(1)</script>", "userId": "u-3"},
    {"email": "zoë@active.test", "name": "Zoë", "userId": "ü-4", "note": "<img src=x>"},
]


PRINCIPAL = {
    "identityProvider": "dev",
    "userId": "u-2",
    "userDetails": ALICE,
    "userRoles": ["anonymous", "authenticated"],
}


def start(app: App, users: object = USERS, *arguments: str) -> HostProcess:
    file = app.folder / "users.json"
    file.write_text(json.dumps(users))
    return app.write(sample.HTTP).start("--sign-in", str(file), *arguments)


def sign_in(client: httpx.Client, email: str = ALICE) -> str:
    """The cookie's value, which the client keeps as well."""
    client.get("/.auth/login/dev", params={"user": email})
    return client.cookies[COOKIE]


def seen(client: httpx.Client, **options: Any) -> dict[str, str]:
    """The headers that a function is given."""
    return client.post("/api/echo", **options).json()["headers"]


def told(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.startswith("x-ms-")}


def who(client: httpx.Client, cookie: str | None = None) -> Any:
    headers = {} if cookie is None else {"cookie": f"{COOKIE}={cookie}"}
    return client.get("/.auth/me", headers=headers).json()["clientPrincipal"]
