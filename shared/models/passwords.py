"""Rules for passwords: length counts, the kinds of characters do not."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from shared.errors import Detail, InvalidInput
from shared.models.users import folded

FEWEST, MOST = 12, 128
FEWEST_DIFFERENT = 5
LONGEST_TYPED = 1024

#: The most common passwords, without digits and signs around them.
WORDS = """
admin administrator asdfgh asdfghjkl autumn azertyuiop baseball basketball bifrost changeit
changeme company computer default dragon football freedom hallo hello helloworld iloveyou
internet letmein login manager master microsoft monday monkey newpassword office passphrase
password passwort pokemon princess qazwsxedc qweasdzxc qwerty qwertyuiop qwertzuiop root
samsung secret security sommer spring starwars summer sunshine superman support temporary
test testing trustno user welcome welcometo willkommen winter zaqxsw zxcvbnm
"""
COMMON = frozenset(WORDS.split())
RUNS = (
    "0123456789" * 13,
    "9876543210" * 13,
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)
LOOKALIKES = str.maketrans("@4301$57!", "aaeoisstl")


def _composed(password: SecretStr) -> SecretStr:
    """Normalise to NFKC, so that the same text from another keyboard is the same password."""
    return SecretStr(unicodedata.normalize("NFKC", password.get_secret_value()))


#: A password as typed; ``fault_of`` says whether it may be chosen.
Password = Annotated[SecretStr, Field(max_length=LONGEST_TYPED), AfterValidator(_composed)]


def fault_of(password: str, email: str) -> str | None:
    """Return why this cannot be the password of the user with this address; None if it can."""
    if not FEWEST <= len(password) <= MOST:
        return f"a password must have {FEWEST} to {MOST} characters"
    if email in folded(password):
        return "a password must not contain your e-mail address"
    if is_common(password):
        return "this password is too common: it would be guessed early"
    return None


def require_good(password: SecretStr, email: str, field: str) -> None:
    """Raise InvalidInput about this field of the body if the password cannot be chosen."""
    fault = fault_of(password.get_secret_value(), email)
    if fault:
        raise InvalidInput("choose another password: see details", [Detail(("body", field), fault)])


def is_common(password: str) -> bool:
    """Whether it is a decorated common word, a run of keys, or a few repeated letters.

    >>> is_common("P@ssw0rd2024!"), is_common("correct horse battery")
    (True, False)
    """
    text = folded(password)
    if len(set(text)) < FEWEST_DIFFERENT or any(text in run for run in RUNS):
        return True
    word = text.strip("".join(letter for letter in set(text) if not letter.isalpha()))
    word = _unit("".join(filter(str.isalpha, word.translate(LOOKALIKES))))
    return word in COMMON


def _unit(word: str) -> str:
    """Return the repeated part of a word: ``admin`` for ``adminadmin``."""
    return word[: (word + word).find(word, 1)] if word else word
