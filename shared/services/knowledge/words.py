"""The words of a text, as the search by words counts them."""

import re
from collections.abc import Sequence

WORD = re.compile(r"\w+")
LONGEST = 40


def words_of(text: str) -> Sequence[str]:
    """Return the words in their order, in lower case.

    >>> words_of("Reset the VPN-Client, please!")
    ['reset', 'the', 'vpn', 'client', 'please']
    """
    return [word[:LONGEST] for word in WORD.findall(text.lower())]
