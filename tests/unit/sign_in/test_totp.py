"""Codes of authenticator apps, held to RFC 6238 and to a second implementation."""

import base64
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.services.identity import totp
from tests.support.totp import code_at, hotp

KEY = b"12345678901234567890"
SECRET = base64.b32encode(KEY).decode()
#: Appendix B of RFC 6238, for SHA-1: the time, and the code of eight digits.
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_vectors_of_the_standard_hold_for_both(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)

    assert hotp(KEY, seconds // 30, digits=8) == code
    assert totp.matching_step(SECRET, code[-6:], at) == seconds // 30


@given(
    st.binary(min_size=20, max_size=20),
    st.integers(10**9, 4 * 10**9),
    st.integers(-3, 3),
)
def test_a_code_is_taken_one_step_early_or_late_and_no_more(
    key: bytes, seconds: int, steps: int
) -> None:
    secret, at = base64.b32encode(key).decode(), datetime.fromtimestamp(seconds, UTC)
    code = code_at(secret, at.timestamp(), steps=steps)
    near = {code_at(secret, at.timestamp(), steps=step) for step in (-1, 0, 1)}

    assert (totp.matching_step(secret, code, at) is not None) == (code in near)


def test_adding_an_app_takes_two_steps() -> None:
    at = datetime(2026, 11, 29, 12, tzinfo=UTC)
    codes = [code_at(SECRET, at.timestamp(), steps=step) for step in (-3, -2, 2, 3)]
    found = [totp.matching_step(SECRET, code, at, window=2) is not None for code in codes]

    assert found == [False, True, True, False]


def test_a_code_of_a_step_that_was_used_is_not_taken() -> None:
    at = datetime(2026, 11, 29, 12, tzinfo=UTC)
    step = totp.step_of(at)
    codes = [code_at(SECRET, at.timestamp(), steps=number) for number in (-1, 0, 1)]

    assert [totp.matching_step(SECRET, code, at, after=step) for code in codes] == [
        None,
        None,
        step + 1,
    ]


def test_a_wrong_code_belongs_to_no_step() -> None:
    at = datetime(2026, 11, 29, 12, tzinfo=UTC) + timedelta(seconds=7)

    for code in ("", "0", "1234567", "abcdef", "١٢٣٤٥٦"):
        assert totp.matching_step(SECRET, code, at) is None


def test_an_app_reads_secret_and_names_from_the_address() -> None:
    address = urlsplit(totp.address_of(SECRET, "Contoso & Co", "ada@example.test"))

    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert address.path == "/Contoso%20%26%20Co:ada%40example.test"
    assert parse_qs(address.query) == {"secret": [SECRET], "issuer": ["Contoso & Co"]}


def test_secrets_have_160_bits_and_are_not_made_twice() -> None:
    made = {totp.new_secret() for _ in range(100)}

    assert len(made) == 100
    assert {len(base64.b32decode(secret)) for secret in made} == {20}


def test_the_qr_code_is_a_picture_without_script_style_or_address() -> None:
    picture = totp.qr_code(totp.address_of(SECRET, "Bifrost", "ada@example.test"))
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(picture).iter()}  # noqa: S314  ours

    assert names == {"svg", "g", "path"}
    assert SECRET not in picture
    assert "style" not in picture
