"""Settings as people paste them, and what they are told of those that cannot be used."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from shared.settings import Settings, SettingsError, from_environment
from shared.wording.setting_messages import bare, expected, is_secret

FIELDS = {str(field.alias): (name, field) for name, field in Settings.model_fields.items()}
ENGLISH = ("Input should", "pattern", "String should", "valid", "Value error", "\\", "^")
NONSENSE = "n0n sense://x?y#z"


#: Those that can be wrong by what they hold.
STRICT = [
    name
    for name, (_, field) in FIELDS.items()
    if field.description or ("text" not in expected(field) and "path of" not in expected(field))
]
GOOD: Mapping[str, tuple[str, object]] = {
    "BIFROST_PUBLIC_URL": ("https://bifrost.test", "https://bifrost.test"),
    "BIFROST_KEY_VAULT_URL": ("https://v.vault.azure.net", "https://v.vault.azure.net"),
    "BIFROST_SIGN_IN_ISSUER": ("https://login.test/x", "https://login.test/x"),
    "BIFROST_TRUST_CLIENT_PRINCIPAL": ("true", True),
    "BIFROST_TRUSTED_PROXIES": ("2", 2),
    "BIFROST_BEAT_SECONDS": ("3.5", 3.5),
    "BIFROST_BOOTSTRAP_ADMIN": ("Ada@example.com", "Ada@example.com"),
    "BIFROST_WORKSPACE_SHARE": ("workspace", "workspace"),
    "BIFROST_SIGN_IN_CLIENT_ID": (str(UUID(int=3)), UUID(int=3)),
    "BIFROST_EGRESS_ALLOW": ("A.test:80", frozenset({"a.test:80"})),
    "AzureWebJobsStorage": ("UseDevelopmentStorage=true", "UseDevelopmentStorage=true"),
    "BIFROST_WEB_PUBSUB": (
        "Endpoint=https://x.webpubsub.azure.com;AccessKey=k;Version=1.0;",
        SecretStr("Endpoint=https://x.webpubsub.azure.com;AccessKey=k;Version=1.0;"),
    ),
    "BIFROST_SMTP_URL": ("smtp://u:p@mail.test:25", SecretStr("smtp://u:p@mail.test:25")),
    "BIFROST_RUN_PROXY": ("http://u:p@proxy.test:1", SecretStr("http://u:p@proxy.test:1")),
}
WRAPPINGS = [" {} ", '"{}"', "'{}'", "\t{}\r\n", ' "{}"\n', "“{}”", "\ufeff{}", "\u00a0{}\u00a0"]


def read(name: str, value: str) -> object:
    return getattr(Settings.model_validate({name: value}), FIELDS[name][0])


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("name", GOOD)
def test_what_surrounds_a_value_does_not_count(name: str, wrapping: str) -> None:
    text, value = GOOD[name]

    assert read(name, wrapping.format(text)) == value


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("empty", ["", " ", '""', "''", "\n", '" "'])
def test_an_empty_value_is_not_set(name: str, empty: str) -> None:
    assert FIELDS[name][0] not in Settings.model_validate({name: empty}).model_fields_set


@pytest.mark.parametrize("text", ["1", "true", "True", "TRUE", "yes", "Yes", "on", "ON", "y", "t"])
def test_true_in_any_of_its_spellings(text: str) -> None:
    assert read("BIFROST_TRUST_CLIENT_PRINCIPAL", text) is True


@pytest.mark.parametrize("text", ["0", "false", "False", "no", "off", "OFF", "n"])
def test_false_in_any_of_its_spellings(text: str) -> None:
    assert read("BIFROST_TRUST_CLIENT_PRINCIPAL", text) is False


@pytest.mark.parametrize("name", ["BIFROST_PUBLIC_URL", "BIFROST_KEY_VAULT_URL"])
@pytest.mark.parametrize("text", ["https://Host.test/", "https://host.test//", "HTTPS://host.test"])
def test_a_slash_at_the_end_and_the_case_of_a_host_do_not_count(name: str, text: str) -> None:
    assert read(name, text) == "https://host.test"


@pytest.mark.parametrize(
    "text",
    ["{},{}", "{}, {}", "{};{}", "{}\n{}", "{} {}", ",{},,{},", '["{}", "{}"]', '"{}", "{}"'],
)
def test_a_list_in_any_of_its_spellings(text: str) -> None:
    first, second = UUID(int=1), UUID(int=2)

    assert read("BIFROST_SIGN_IN_TENANTS", text.format(first, second)) == {first, second}


@pytest.mark.parametrize(
    "text",
    [
        "bifrost.test",
        "https://bifrost.test/path",
        "https://bifrost.test?x",
        "https://a:secret@bifrost.test",
        "ftp://bifrost.test",
        "https://",
        "https://host:port",
        "https://ho st",
        "https:\\\\host",
        "https://[::1",
    ],
)
def test_an_address_that_is_none_is_explained(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("BIFROST_PUBLIC_URL", text)

    with pytest.raises(SettingsError, match=r"such as https://bifrost\.example\.com") as refused:
        from_environment()

    assert "secret" not in str(refused.value).replace("BIFROST_SECRET_KEY", "")


@pytest.mark.parametrize("name", STRICT)
def test_what_is_wrong_is_named_in_words(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, NONSENSE)

    with pytest.raises(SettingsError) as refused:
        from_environment()

    words = str(refused.value)
    assert f"{name}: set it to {expected(FIELDS[name][1])}" in words
    assert NONSENSE not in f"{words} {refused.value.__cause__}"
    assert [part for part in ENGLISH if part in words] == []


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in STRICT:
        monkeypatch.setenv(name, NONSENSE)
    for name in ("AzureWebJobsStorage", "AzureWebJobsStorage__accountName"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(SettingsError) as refused:
        from_environment()

    assert [name for name in STRICT if name not in str(refused.value)] == []
    assert "set AzureWebJobsStorage to" in str(refused.value)


@pytest.mark.parametrize(
    "name", [name for name, (_, f) in FIELDS.items() if is_secret(f) and name not in GOOD]
)
def test_the_quotes_of_a_secret_are_its_own(name: str) -> None:
    key = f'"{"k" * 40}"'

    found = read(name, f" {key}\n")

    assert isinstance(found, SecretStr)
    assert found.get_secret_value() == key


@given(st.text(max_size=30))
def test_what_is_bare_stays_as_it_is(text: str) -> None:
    once = bare(f'"{text.strip()}"')

    assert once == once.strip()
