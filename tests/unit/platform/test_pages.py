"""A page token is good for one list, and leads nowhere else."""

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidInput
from shared.models.pages import MOST_CHARACTERS, key_of, token_of

MARKS = st.sampled_from(["", "list_roles acme", "list_roles globex", "list_users acme"])
PREFIXES = st.sampled_from(["r|", "o|", "o|acme|", "e|"])
KEYS = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=60)


@given(prefix=PREFIXES, key=KEYS, mark=MARKS)
def test_a_token_leads_to_its_key(prefix: str, key: str, mark: str) -> None:
    token = token_of(prefix + key, mark)

    assert key_of(token, "x|", prefix, mark=mark) == prefix + key


@given(key=KEYS, mark=MARKS, other=MARKS, prefix=PREFIXES)
def test_a_token_is_good_for_one_list_only(key: str, mark: str, other: str, prefix: str) -> None:
    token = token_of(f"r|{key}", mark)

    if (mark, prefix) != (other, "r|"):
        with pytest.raises(InvalidInput):
            key_of(token, prefix, mark=other)


@given(token=st.text(min_size=1) | st.binary(min_size=1).map(lambda b: b.hex()), mark=MARKS)
def test_garbage_is_refused(token: str, mark: str) -> None:
    with pytest.raises(InvalidInput):
        key_of(token, "r|", mark=mark or "list_roles acme")


@given(content=st.binary(max_size=100), mark=MARKS)
def test_whatever_is_forged_stays_within_the_range(content: bytes, mark: str) -> None:
    token = urlsafe_b64encode(content + token_of("r|x", mark).encode()).decode()
    for forged in (token, urlsafe_b64encode(content).decode()):
        try:
            found = key_of(forged, "r|", mark=mark)
        except InvalidInput:
            continue
        assert found is None or found.startswith("r|")


@pytest.mark.parametrize("key", ["r|\n", "r|\u0000", "r|\u202e", "r|" + "x" * MOST_CHARACTERS])
def test_what_cannot_be_a_key_is_refused(key: str) -> None:
    with pytest.raises(InvalidInput):
        key_of(token_of(key), "r|")


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_the_beginning(token: str | None) -> None:
    assert key_of(token, "r|", mark="any") is None
