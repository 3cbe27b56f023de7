"""/api/auth/methods: exactly the ways to sign in that exist here."""

from uuid import UUID

import pytest

from functions.composition import Runtime
from shared.handlers.auth_methods import methods_of
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.users import add_user

TRUSTING = {"BIFROST_TRUST_CLIENT_PRINCIPAL": "true"}
ENTRA = {
    **TRUSTING,
    "BIFROST_SIGN_IN_CLIENT_ID": str(UUID(int=1)),
    "BIFROST_SIGN_IN_TENANTS": str(UUID(int=2)),
}


@pytest.mark.parametrize(
    ("settings", "is_development", "kinds"),
    [
        ({}, False, ["password"]),
        ({}, True, ["password"]),
        (TRUSTING, True, ["dev", "password"]),
        (TRUSTING, False, ["password"]),
        (ENTRA, False, ["aad", "password"]),
        ({**ENTRA, "BIFROST_TRUST_CLIENT_PRINCIPAL": "false"}, False, ["password"]),
        ({**ENTRA, "BIFROST_SIGN_IN_TENANTS": ""}, False, ["password"]),
    ],
)
def test_only_the_ways_that_exist_are_offered(
    settings: dict[str, str], is_development: bool, kinds: list[str]
) -> None:
    found = methods_of(Settings.model_validate(settings), is_development=is_development)

    assert [method.kind for method in found] == kinds
    assert all(method.url for method in found if method.kind != "password")


@pytest.fixture
def memory_settings(memory_settings: Settings, request: pytest.FixtureRequest) -> Settings:
    return memory_settings.model_copy(update=getattr(request, "param", {}))


FRONT_END = {"sign_in_client_id": UUID(int=1), "sign_in_tenants": frozenset({UUID(int=2)})}


@pytest.mark.parametrize(
    ("memory_settings", "setting"),
    [({}, None), (FRONT_END, "BIFROST_BOOTSTRAP_ADMIN")],
    indirect=["memory_settings"],
)
async def test_the_page_learns_what_makes_the_first_administrator(
    http: Http, running: Runtime, setting: str | None
) -> None:
    """The setting counts at the front end's sign-in only; elsewhere a link that was printed."""
    before = (await http("list_auth_methods", headers={})).json
    await add_user(running.platform.directory.users, "root", is_admin=True)
    after = (await http("list_auth_methods", headers={})).json

    assert (before["needsFirstAdministrator"], before["setting"]) == (True, setting)
    assert (after["needsFirstAdministrator"], after["setting"]) == (False, None)
    assert after["tokenHeader"] == "X-Bifrost-Authorization"
    assert after["passkeys"] is True
