"""What a platform token says."""

from enum import StrEnum
from uuid import UUID

from shared.models.base import Model


class TokenUse(StrEnum):
    """One is never taken for the other."""

    ACCESS = "access"
    REFRESH = "refresh"


class TokenClaims(Model):
    """By their registered names. ``sid`` is the session, ``jti`` this one token of it.

    ``amr`` is how the user proved who they are: ``pwd`` for a password.
    """

    iss: str
    aud: str
    use: TokenUse
    sub: UUID
    sid: UUID
    jti: UUID
    amr: tuple[str, ...]
    iat: int
    nbf: int
    exp: int
