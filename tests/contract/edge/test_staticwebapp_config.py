"""infra/staticwebapp.config.json: what stands in front asks us, and leaves the API to us."""

import json
from pathlib import Path
from typing import Any

from functions.app import API
from functions.auth.access import Access
from functions.http.sign_in import PROVIDER
from shared.settings import Settings

CONFIG: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "infra" / "staticwebapp.config.json").read_text()
)
ROUTES: list[dict[str, Any]] = CONFIG["routes"]


def _rule_of(path: str) -> dict[str, Any]:
    """The first that fits, as Static Web Apps chooses."""
    return next(rule for rule in ROUTES if _fits(rule["route"], path))


def _fits(route: str, path: str) -> bool:
    return path.startswith(route[:-1]) if route.endswith("*") else path == route


def test_it_asks_for_roles_at_a_route_that_is_there_for_it() -> None:
    [asked] = [r for g in API for r in g.all if f"/api/{r.path}" == CONFIG["auth"]["rolesSource"]]

    assert (asked.name, asked.method) == ("get_sign_in_roles", "POST")
    assert asked.access is Access.ANYONE


def test_who_may_call_the_api_is_left_to_the_api() -> None:
    for route in (route for group in API for route in group.all):
        assert _rule_of(f"/{route.address}")["allowedRoles"] == ["anonymous"]


def test_a_provider_gets_to_the_page_that_it_was_told_until_there_is_a_client() -> None:
    rule = _rule_of("/oauth/callback/01a1fce0-084b-7499-b8fd-4058ea084f39")

    [page] = [r for g in API for r in g.all if f"/{r.address}" == rule["rewrite"]]
    assert (page.name, page.method) == ("show_rewritten_oauth_callback", "GET")


def test_everybody_gets_to_the_sign_in_and_strangers_nowhere_else() -> None:
    assert _rule_of(f"/.auth/login/{PROVIDER}")["allowedRoles"] == ["anonymous"]
    assert _rule_of("/")["allowedRoles"] == ["authenticated"]
    assert _rule_of("/index.html")["allowedRoles"] == ["authenticated"]
    assert _rule_of("/login")["redirect"] == f"/.auth/login/{PROVIDER}"
    assert CONFIG["responseOverrides"]["401"]["redirect"].startswith(f"/.auth/login/{PROVIDER}?")


def test_its_token_is_for_the_issuer_that_we_ask() -> None:
    provider = CONFIG["auth"]["identityProviders"]["azureActiveDirectory"]

    issuer = Settings.model_fields["sign_in_issuer"].default
    assert provider["login"]["loginParameters"] == [f"resource={issuer}"]
    settings = {field.alias for field in Settings.model_fields.values()}
    assert provider["registration"]["clientIdSettingName"] in settings


def test_pages_are_protected_by_headers() -> None:
    headers = CONFIG["globalHeaders"]

    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
