"""infra/staticwebapp.config.json: what stands in front asks us, and leaves the API to us."""

import json
from pathlib import Path
from typing import Any

import pytest

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
    fitting = [rule for rule in ROUTES if _fits(rule["route"], path)]
    return fitting[0] if fitting else {}


def _fits(route: str, path: str) -> bool:
    return path.startswith(route[:-1]) if route.endswith("*") else path == route


def test_it_asks_for_roles_at_a_route_that_is_there_for_it() -> None:
    [asked] = [r for g in API for r in g.all if f"/api/{r.path}" == CONFIG["auth"]["rolesSource"]]

    assert (asked.name, asked.method) == ("get_sign_in_roles", "POST")
    assert asked.access is Access.ANYONE


def test_who_may_call_the_api_is_left_to_the_api() -> None:
    for route in (route for group in API for route in group.all):
        assert _rule_of(f"/{route.address}")["allowedRoles"] == ["anonymous"]


def test_a_provider_gets_to_the_page_of_the_client_that_posts_what_it_sent() -> None:
    rule = _rule_of("/oauth/callback/01a1fce0-084b-7499-b8fd-4058ea084f39")

    assert rule["rewrite"] == CONFIG["navigationFallback"]["rewrite"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "/sign-in",
        "/set-password",
        "/o/acme/forms",
        "/assets/main-1a2b.js",
        "/oauth/callback/x",
        f"/.auth/login/{PROVIDER}",
    ],
)
def test_strangers_get_the_static_files_without_a_sign_in(path: str) -> None:
    rule = _rule_of(path)

    assert rule.get("allowedRoles", ["anonymous"]) == ["anonymous"]
    assert "redirect" not in rule


def test_no_answer_of_the_api_becomes_a_redirect_to_a_sign_in() -> None:
    assert "responseOverrides" not in CONFIG
    redirects = {rule["route"]: rule["redirect"] for rule in ROUTES if "redirect" in rule}
    assert redirects == {"/login": "/sign-in", "/logout": "/.auth/logout"}


def test_the_api_and_files_that_are_gone_do_not_look_like_the_client() -> None:
    assert {"/api/*", "/.auth/*", "/assets/*"} <= set(CONFIG["navigationFallback"]["exclude"])


def test_only_files_with_a_hash_in_their_name_are_kept_without_asking() -> None:
    kept = _rule_of("/assets/main-1a2b.js")["headers"]["Cache-Control"]

    assert kept == "public, max-age=31536000, immutable"
    assert CONFIG["globalHeaders"]["Cache-Control"] == "no-cache"


def test_scripts_come_from_files_of_ours_only() -> None:
    policy = _policy(CONFIG["globalHeaders"])

    assert policy["script-src"] == ["'self'"]
    assert policy["default-src"] == policy["base-uri"] == policy["object-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["connect-src"] == ["'self'", "<BLOB_ORIGIN>"]
    unsafe = {name for name, given in policy.items() for word in given if "unsafe" in word}
    assert unsafe == {"style-src"}


def test_no_route_has_a_weaker_policy_of_its_own() -> None:
    own = [rule["route"] for rule in ROUTES if {*rule.get("headers", {})} - {"Cache-Control"}]

    assert own == []


def _policy(headers: dict[str, str]) -> dict[str, list[str]]:
    parts = headers["Content-Security-Policy"].split(";")
    words = [part.split() for part in parts]
    return {name: given for name, *given in words}


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
