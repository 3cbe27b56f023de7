"""What is sealed opens in its place, with its key, and nowhere else."""

import json
from dataclasses import replace

import pytest

from shared.errors import Refused
from shared.oauth.encryption import (
    EncryptionContext,
    UnknownKey,
    WrappingKey,
    rewrapped,
    seal,
    unseal,
)

PLACE = EncryptionContext("acme", "provider.test", "graph", "token")
OLD, NEW = WrappingKey("old", b"o" * 32), WrappingKey("new", b"n" * 32)


def test_it_opens_in_its_place() -> None:
    sealed = seal("hunter2", PLACE, OLD)

    assert unseal(sealed, PLACE, [NEW, OLD]) == "hunter2"
    assert "hunter2" not in sealed
    assert json.loads(sealed)["k"] == "old"


@pytest.mark.parametrize("part", ["org_id", "provider", "connection", "kind"])
def test_it_opens_in_no_other_place(part: str) -> None:
    sealed = seal("hunter2", PLACE, OLD)

    with pytest.raises(Refused, match="enter it again"):
        unseal(sealed, replace(PLACE, **{part: "other"}), [OLD])


def test_two_seals_of_one_text_differ() -> None:
    assert seal("hunter2", PLACE, OLD) != seal("hunter2", PLACE, OLD)


def test_it_opens_with_both_keys_while_one_is_replaced() -> None:
    sealed = seal("hunter2", PLACE, OLD)

    moved = rewrapped(sealed, PLACE, [NEW, OLD])

    assert unseal(moved, PLACE, [NEW]) == "hunter2"
    assert json.loads(moved)["c"] == json.loads(sealed)["c"]
    assert rewrapped(moved, PLACE, [NEW, OLD]) == moved
    with pytest.raises(UnknownKey):
        unseal(sealed, PLACE, [NEW])


@pytest.mark.parametrize("text", ["", "{}", '{"k":"old","w":"?","c":"AAAA"}', "null"])
def test_what_was_not_sealed_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        unseal(text, PLACE, [OLD])
