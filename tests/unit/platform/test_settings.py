from uuid import UUID

import pytest

from shared.development import in_development
from shared.settings import SettingsError, from_environment

STORAGE = "AzureWebJobsStorage"
KEY = "BIFROST_SECRET_KEY"
PUBLIC_URL = "BIFROST_PUBLIC_URL"
PREVIOUS = "BIFROST_SECRET_KEY_PREVIOUS"
GOOD = "k" * 32


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (STORAGE, "AzureWebJobsStorage__accountName", "AZURE_FUNCTIONS_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv(PREVIOUS, raising=False)
    monkeypatch.setenv(KEY, GOOD)
    monkeypatch.setenv(PUBLIC_URL, "https://bifrost.test")


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="set AzureWebJobsStorage"):
        from_environment()

    monkeypatch.setenv("AzureWebJobsStorage__accountName", "account")
    assert from_environment().storage_account == "account"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BIFROST_SYNC_WAIT_SECONDS", "soon"),
        ("BIFROST_BEAT_SECONDS", "0"),
        ("BIFROST_WORKER_MEMORY_MB", "1"),
        ("BIFROST_SIGN_IN_TENANTS", "contoso.com"),
        ("BIFROST_SIGN_IN_CLIENT_ID", "bifrost"),
        ("BIFROST_EGRESS_ALLOW", "10.0.0.1/8"),
        ("BIFROST_PUBLIC_URL", "https://bifrost.test/path"),
        ("BIFROST_CLIENT_ORIGINS", "portal.test"),
        ("BIFROST_CLIENT_ORIGINS", "https://portal.test/page"),
        ("BIFROST_EGRESS_ALLOW", "http://127.0.0.1:80"),
        ("BIFROST_EGRESS_ALLOW", "*:80"),
    ],
)
def test_nonsense_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(STORAGE, "x")
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=name):
        from_environment()


def test_a_list_is_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORAGE, "x")
    monkeypatch.setenv("BIFROST_EGRESS_ALLOW", "LocalHost:8080, [::1]:9 10.0.0.0/8")
    monkeypatch.setenv("BIFROST_SIGN_IN_TENANTS", f"{UUID(int=1)},{UUID(int=2)}")

    settings = from_environment()

    assert settings.egress_allow == {"localhost:8080", "[::1]:9", "10.0.0.0/8"}
    assert settings.sign_in_tenants == {UUID(int=1), UUID(int=2)}


def test_an_empty_setting_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORAGE, "x")
    monkeypatch.setenv("BIFROST_BEAT_SECONDS", " ")

    assert from_environment().beat_seconds == 10


@pytest.mark.parametrize(("value", "expected"), [("Development", True), ("Production", False)])
def test_development_is_what_the_host_says(
    monkeypatch: pytest.MonkeyPatch, value: str, *, expected: bool
) -> None:
    monkeypatch.setenv("AZURE_FUNCTIONS_ENVIRONMENT", value)

    assert in_development() is expected


def test_production_does_not_start_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORAGE, "x")
    monkeypatch.delenv(KEY)

    with pytest.raises(SettingsError, match=f"set {KEY} to at least 32"):
        from_environment()


def test_production_does_not_start_without_saying_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or else the addresses that providers send users back to would come from a request."""
    monkeypatch.setenv(STORAGE, "x")
    monkeypatch.delenv(PUBLIC_URL)

    with pytest.raises(SettingsError, match=f"set {PUBLIC_URL}"):
        from_environment()

    monkeypatch.setenv("AZURE_FUNCTIONS_ENVIRONMENT", "Development")
    assert not from_environment().public_url


def test_development_makes_up_a_key_for_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORAGE, "x")
    monkeypatch.setenv("AZURE_FUNCTIONS_ENVIRONMENT", "Development")
    monkeypatch.delenv(KEY)

    keys = {from_environment().secret_key.get_secret_value() for _ in range(2)}

    assert len(keys) == 2
    assert all(len(key) >= 32 for key in keys)


@pytest.mark.parametrize("environment", ["Development", "Production"])
@pytest.mark.parametrize("name", [KEY, PREVIOUS])
@pytest.mark.parametrize(
    "value", ["k" * 31, " " * 40 + "short", f"@Microsoft.KeyVault(SecretUri=https://{'v' * 40})"]
)
def test_a_bad_key_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, environment: str, name: str, value: str
) -> None:
    monkeypatch.setenv(STORAGE, "x")
    monkeypatch.setenv("AZURE_FUNCTIONS_ENVIRONMENT", environment)
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=name) as refused:
        from_environment()

    assert value.strip() not in f"{refused.value} {refused.value.__cause__}"


def test_settings_do_not_show_the_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORAGE, "x")
    monkeypatch.setenv(PREVIOUS, GOOD)

    assert GOOD not in repr(from_environment())
