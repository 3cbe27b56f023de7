"""Passwords: what every hasher promises, and which may be chosen."""

import asyncio

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from shared.errors import Unavailable
from shared.models.passwords import fault_of
from shared.services.identity import argon2
from shared.services.identity.argon2 import DUMMY_HASH, Argon2Passwords
from shared.services.identity.passwords import MemoryPasswords, Passwords

PASSWORD = "correct horse battery"


@pytest.fixture(params=[Argon2Passwords, MemoryPasswords])
def passwords(request: pytest.FixtureRequest) -> Passwords:
    made: Passwords = request.param()
    return made


async def test_the_right_password_and_no_other_is_verified(passwords: Passwords) -> None:
    kept = await passwords.hash(PASSWORD)

    assert await passwords.verify(PASSWORD, kept)
    assert not await passwords.verify(PASSWORD + " ", kept)
    assert not await passwords.verify("", kept)


async def test_two_users_with_one_password_cannot_be_told_by_what_is_kept(
    passwords: Passwords,
) -> None:
    assert await passwords.hash(PASSWORD) != await passwords.hash(PASSWORD)


async def test_without_a_hash_no_password_is_right(passwords: Passwords) -> None:
    assert not await passwords.verify(PASSWORD, None)


def test_nobodys_hash_costs_what_everybodys_does() -> None:
    hasher = Argon2Hasher(argon2.PASSES, argon2.MEMORY_KIB, argon2.LANES)

    assert not hasher.check_needs_rehash(DUMMY_HASH)
    assert not hasher.verify(PASSWORD, DUMMY_HASH)


async def test_a_flood_is_refused_before_it_takes_memory() -> None:
    passwords = Argon2Passwords()
    many = argon2.AT_ONCE + argon2.MOST_WAITING + 5

    answers = await asyncio.gather(
        *(passwords.verify("x", None) for _ in range(many)), return_exceptions=True
    )

    assert sum(isinstance(answer, Unavailable) for answer in answers) == 5
    assert not await passwords.verify("x", None)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("elevenchars", "12 to 128"),
        ("x" * 129, "12 to 128"),
        ("Ada@Example.Test", "e-mail"),
        ("my ada@example.test!", "e-mail"),
        ("aaaaaaaaaaaa", "too common"),
        ("abababababab", "too common"),
        ("123456789012", "too common"),
        ("qwertyuiopas", "too common"),
        ("P@ssw0rd2024!", "too common"),
        ("ADMINadmin-1234", "too common"),
        ("Welcome!!!!!!!", "too common"),
        ("!?!?1234567890-=+", None),
        ("correct horse battery", None),
        ("пароль на каждый день", None),
        ("ada likes example tests", None),
        ("x7" * 6 + "quite", None),
        ("Aa1!" * 32, "too common"),
        ("abcde" * 25 + "xyz", None),
    ],
)
def test_length_counts_and_the_commonest_are_refused(password: str, fault: str | None) -> None:
    found = fault_of(password, "ada@example.test")

    assert found is None if fault is None else found and fault in found
