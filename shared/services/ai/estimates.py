"""How many tokens so many characters are, where no provider has counted them."""

from shared.models.ai.answers import Usage

CHARACTERS = 3.5


def tokens(characters: int) -> int:
    """Return about how many tokens a text has.

    >>> tokens(35)
    11
    """
    return int(characters / CHARACTERS) + 1


def estimate(sent: int, written: int) -> Usage:
    """Return the usage of a call that sent and received so many characters."""
    return Usage(input_tokens=tokens(sent), output_tokens=tokens(written), is_estimate=True)
