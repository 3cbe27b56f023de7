from uuid import UUID

import pytest

from shared.settings import SettingsError, from_environment, in_development

STORAGE = "AzureWebJobsStorage"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (STORAGE, "AzureWebJobsStorage__accountName", "AZURE_FUNCTIONS_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)


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
        ("BIFROST_EGRESS_ALLOW", "127.0.0.1"),
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
    monkeypatch.setenv("BIFROST_EGRESS_ALLOW", "LocalHost:8080, [::1]:9")
    monkeypatch.setenv("BIFROST_SIGN_IN_TENANTS", f"{UUID(int=1)},{UUID(int=2)}")

    settings = from_environment()

    assert settings.egress_allow == {"localhost:8080", "[::1]:9"}
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
