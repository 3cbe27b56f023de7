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


def _rule_of(path: str) -> dict[str, Any] | None:
    """The first that fits, as Static Web Apps chooses."""
    return next((rule for rule in ROUTES if _fits(rule["route"], path)), None)


def _fits(route: str, path: str) -> bool:
    return path.startswith(route[:-1]) if route.endswith("*") else path == route


def test_it_asks_for_roles_at_a_route_that_is_there_for_it() -> None:
    [asked] = [r for g in API for r in g.all if f"/api/{r.path}" == CONFIG["auth"]["rolesSource"]]

    assert (asked.name, asked.method) == ("get_sign_in_roles", "POST")
    assert asked.access is Access.ANYONE


def test_who_may_call_the_api_is_left_to_the_api() -> None:
    for route in (route for group in API for route in group.all):
        rule = _rule_of(f"/{route.address}")
        assert rule is None or rule["allowedRoles"] == ["anonymous"]


def test_strangers_can_load_the_client_which_asks_them_to_sign_in() -> None:
    for path in ("/", "/index.html", "/o/contoso/forms", "/set-password", "/oauth/callback/graph"):
        assert _rule_of(path) is None
    assert _rule_of(f"/.auth/login/{PROVIDER}") == {
        "route": "/.auth/*",
        "allowedRoles": ["anonymous"],
    }


def test_no_answer_of_the_api_becomes_a_redirect_to_a_sign_in() -> None:
    assert "responseOverrides" not in CONFIG
    assert [rule.get("redirect") for rule in ROUTES if "redirect" in rule] == [
        "/sign-in",
        "/.auth/logout",
    ]


def test_files_with_a_hash_in_their_name_are_kept_and_all_others_asked_for_again() -> None:
    rule = _rule_of("/assets/index-DJL5nlbK.js")

    assert rule is not None
    assert rule["headers"] == {"Cache-Control": "public, max-age=31536000, immutable"}
    assert CONFIG["globalHeaders"]["Cache-Control"] == "no-cache"
    assert "/assets/*" in CONFIG["navigationFallback"]["exclude"]


def test_its_token_is_for_the_issuer_that_we_ask() -> None:
    provider = CONFIG["auth"]["identityProviders"]["azureActiveDirectory"]

    issuer = Settings.model_fields["sign_in_issuer"].default
    assert provider["login"]["loginParameters"] == [f"resource={issuer}"]
    settings = {field.alias for field in Settings.model_fields.values()}
    assert provider["registration"]["clientIdSettingName"] in settings


def test_pages_run_no_script_but_our_own_and_are_in_no_frame() -> None:
    headers = CONFIG["globalHeaders"]
    policy = _policy(headers["Content-Security-Policy"])

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["connect-src"] == ["'self'", "<BLOB_ORIGIN>"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert [name for name, values in policy.items() if "'unsafe-inline'" in values] == ["style-src"]
    assert not [name for name, values in policy.items() if "'unsafe-eval'" in values]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_html_of_authors_runs_nothing_and_loads_nothing() -> None:
    rule = _rule_of("/sandbox.html")

    assert rule is not None
    policy = _policy(rule["headers"]["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["img-src"] == ["data:"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert "script-src" not in policy


def _policy(text: str) -> dict[str, list[str]]:
    directives = [directive.split() for directive in text.split(";")]
    return {name: values for name, *values in directives}
