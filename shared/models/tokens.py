"""Claims of platform tokens."""

from enum import StrEnum
from uuid import UUID

from shared.models.base import Model


class TokenUse(StrEnum):
    """The use of a token; a token of one use is not accepted for the other."""

    ACCESS = "access"
    REFRESH = "refresh"


class TokenClaims(Model):
    """TokenClaims by their registered names; ``sid`` is the session, ``jti`` this token of it.

    ``amr`` is how the user was authenticated: ``pwd`` for a password.
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
