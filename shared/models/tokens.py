"""Claims of platform tokens."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from shared.models.base import Model


class TokenUse(StrEnum):
    """The use of a token; a token of one use is not accepted for another.

    MFA is for the time between the password and the code of the second factor, MFA_SETUP for the
    time between the password and a second factor that has to be added.
    """

    ACCESS = "access"
    REFRESH = "refresh"
    MFA = "mfa"
    MFA_SETUP = "mfa_setup"
    #: For the challenge of a passkey: a new one, one that signs in, one that proves again.
    PASSKEY_ADD = "passkey_add"
    PASSKEY_ENTER = "passkey_enter"
    PASSKEY_PROVE = "passkey_prove"


class TokenClaims(Model):
    """TokenClaims by their registered names; ``sid`` is the session, ``jti`` this token of it.

    ``amr`` is how the user was authenticated: ``pwd`` for a password, ``otp`` for a code of an
    authenticator app, ``recovery`` for a recovery code, ``passkey`` for a passkey, ``mfa`` with one
    of the latter three, and ``device`` where a trusted device took their place. ``sso`` is for an
    account at a provider, whose id is ``idp`` until there is a session. ``auth_time`` is when.
    Between password and code there is no session: ``sid`` is the password's id.
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
    idp: UUID | None = None
    auth_time: int | None = Field(default=None, alias="auth_time")
