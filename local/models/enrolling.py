"""Gives the demo organizations a key ``Local``, as an administrator does: by the API."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from local.demo import DEMO_ORGANIZATIONS, DEMO_USERS

if TYPE_CHECKING:
    import httpx

NAME, KEY = "Local", "no-key-is-needed-here"
CHAT, VECTORS = "smollm2-135m-instruct", "wordllama"
FREE = {"input": 0, "output": 0}
DOLLARS = 5


def enrol(host: str, models: str) -> None:
    """Enable models, with a budget, and have every demo organization ask those at this address."""
    # A start without local models does without it.
    import httpx

    with httpx.Client(base_url=host, follow_redirects=True, timeout=30) as client:
        admin = next(user.email for user in DEMO_USERS if user.is_platform_admin)
        client.get("/.auth/login/dev", params={"user": admin}).raise_for_status()
        prices = _said(client, "GET", "/api/settings/ai/pricing")["models"]
        own = {CHAT: FREE, VECTORS: FREE}
        _said(client, "PUT", "/api/settings/ai/pricing", {"models": prices | own})
        _enable(client, {})
        for organization in DEMO_ORGANIZATIONS:
            if organization.is_active:
                scope = {"X-Organization-Id": organization.id}
                _enable(client, scope)
                _put_key(client, scope, models)


def _enable(client: "httpx.Client", scope: Mapping[str, str]) -> None:
    """Enable models, unless an administrator has decided on a budget."""
    settings = _said(client, "GET", "/api/ai/settings", scope=scope)
    if settings["monthlyDollars"] is None:
        wanted = {"isEnabled": True, "monthlyDollars": DOLLARS}
        _said(client, "PUT", "/api/ai/settings", wanted, scope)


def _put_key(client: "httpx.Client", scope: Mapping[str, str], models: str) -> None:
    """Add the key, or give it the address that the models have now."""
    keys = client.get("/api/llm-keys/", headers={**scope}).raise_for_status().json()
    found = next((key for key in keys if key["name"] == NAME), None)
    if found is None:
        new = {"name": NAME, "key": KEY, "model": CHAT, "url": models}
        _said(client, "POST", "/api/llm-keys/", new, scope)
    else:
        change = {"key": KEY, "url": models}
        _said(client, "PATCH", f"/api/llm-keys/{found['id']}", change, scope)


def _said(
    client: "httpx.Client",
    method: str,
    path: str,
    body: object = None,
    scope: Mapping[str, str] | None = None,
) -> Any:
    answer = client.request(method, path, json=body, headers={**(scope or {})})
    return answer.raise_for_status().json()
