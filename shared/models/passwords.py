"""Which passwords may be chosen. Length counts; which kinds of letters there are does not."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from shared.models.users import folded

FEWEST, MOST = 12, 128
FEWEST_DIFFERENT = 5
LONGEST_TYPED = 1024

#: What the commonest passwords are, once the digits and signs around them are taken away.
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
    """One text for what looks the same, whichever keyboard it comes from."""
    return SecretStr(unicodedata.normalize("NFKC", password.get_secret_value()))


#: What somebody says is a password; whether it may be chosen, ``fault_of`` knows.
Password = Annotated[SecretStr, Field(max_length=LONGEST_TYPED), AfterValidator(_composed)]


def fault_of(password: str, email: str) -> str | None:
    """Why this may not become the password of the user with this address; None if it may."""
    if not FEWEST <= len(password) <= MOST:
        return f"a password has {FEWEST} to {MOST} characters"
    if email in folded(password):
        return "a password is not to have your e-mail address in it"
    if is_common(password):
        return "this is one of the first passwords that somebody would try"
    return None


def is_common(password: str) -> bool:
    """Whether it is a common word with decoration, a run of keys, or a few letters over and over.

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
    """What is repeated in it: ``admin`` for ``adminadmin``."""
    return word[: (word + word).find(word, 1)] if word else word
