"""What was given in confidence is not in what a run says."""

import json

import pytest

from shared.engine.inputs.redaction import REDACTED, Redactor

SECRET = 'p"ä\\ss'


@pytest.mark.parametrize("ascii_only", [True, False, None])
def test_a_secret_is_hidden_in_each_of_its_forms(ascii_only: bool | None) -> None:
    text = SECRET if ascii_only is None else json.dumps(SECRET, ensure_ascii=ascii_only)

    found = Redactor([SECRET]).text(f"before {text} after")

    assert REDACTED in found
    assert "ss" not in found


@pytest.mark.parametrize("text", [json.dumps(SECRET), repr(SECRET), f"x{SECRET}"])
def test_a_secret_in_a_text_within_json_is_hidden(text: str) -> None:
    result = {"text": text}

    found = Redactor([SECRET]).json(json.dumps(result), result)

    assert REDACTED in found
    assert "ss" not in found


def test_what_is_given_later_is_hidden_from_then_on() -> None:
    secrets: set[str] = set()
    redactor = Redactor(secrets)
    before = redactor.text("hunter2")
    secrets.add("hunter2")

    assert (before, redactor.text("hunter2")) == ("hunter2", REDACTED)


def test_short_values_are_left() -> None:
    assert Redactor(["abc", ""]).text("abc") == "abc"


def test_the_longer_of_two_goes_first() -> None:
    assert Redactor(["secret", "secret-two"]).text("secret-two") == REDACTED


@pytest.mark.parametrize(
    ("secret", "value"),
    [
        ("true", {"a": True, "b": "true"}),
        ("1234", {"a": 1234, "b": ["x1234y"]}),
        ("name", {"name": 1}),
        ('{"a"', {"a": '{"a"'}),
    ],
)
def test_a_result_stays_json(secret: str, value: object) -> None:
    text = json.dumps(value, separators=(",", ":"))

    found = json.loads(Redactor([secret]).json(text, value))

    assert secret not in str(found).replace("True", "")


def test_a_result_without_secrets_is_passed_on_as_it_was_written() -> None:
    text = '{"a": 1.0, "b" :2}'

    assert Redactor(["hunter2"]).json(text, json.loads(text)) == text


PEM = "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n" * 3 + "-----END-----\n"
LONG = "".join(f"{number:04x}" for number in range(1000, 1400))


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (PEM, "a line of it: MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"),
        ("with/slash+plus", "GET /?key=with%2Fslash%2Bplus"),
        ("back\\slash'quote\"", json.dumps({"it": repr("back\\slash'quote\"")})),
    ],
)
def test_a_secret_is_found_in_other_clothes(secret: str, said: str) -> None:
    shown = Redactor([secret]).text(said)

    assert "[redacted]" in shown
    assert "MIIEv" not in shown
    assert "slash" not in shown


def test_the_ends_of_a_long_secret_are_found() -> None:
    shown = Redactor([LONG]).text(f"{LONG[:490]}...{LONG[-490:]}")

    assert len(shown.replace("[redacted]", "")) < 80
