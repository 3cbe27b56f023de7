"""The ways to sign in that an organization allows."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from shared.models.base import Model


def _distinct(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


#: The handler knows which there are.
Way = Annotated[str, StringConstraints(min_length=1, max_length=36)]


class SignInWays(Model):
    """The ways in which members sign in: ids of providers, local, frontEnd. Empty for all."""

    allowed_sign_ins: Annotated[tuple[Way, ...], Field(max_length=25), AfterValidator(_distinct)]
