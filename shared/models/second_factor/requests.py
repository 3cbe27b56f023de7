"""Requests and responses of second factors."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, SecretStr, model_validator

from shared.models.auth import InCookie, TokenText
from shared.models.base import Model
from shared.models.passwords import Password
from shared.models.second_factor.stored_passkeys import CredentialId, EncodedBytes


def _plain(code: SecretStr) -> SecretStr:
    """Return a code without the blanks and hyphens that people type, in upper case."""
    return SecretStr("".join(filter(str.isalnum, code.get_secret_value())).upper())


#: A code of an authenticator app, or a recovery code, as typed.
Code = Annotated[SecretStr, Field(min_length=1, max_length=64), AfterValidator(_plain)]

#: ``provider`` is for users who have none of these, and an account at a sign-in provider.
Proof = Literal["code", "passkey", "password", "provider"]


class SecondFactorNeeded(Model):
    """The first step was right, and a code is needed: send both to ``/api/auth/mfa/verify``.

    ``expiresIn`` is the life of the token in seconds. The token is good for nothing else.
    """

    status: Literal["mfa_required"] = "mfa_required"
    mfa_token: str
    methods: list[Literal["code", "passkey"]] = Field(
        description="What the user has: a passkey goes to `/api/auth/passkeys/sign-in`."
    )
    expires_in: int


class FactorSetupNeeded(Model):
    """The first step was right, and a policy requires a second factor, which the user has not.

    Send the token to ``/api/auth/mfa/setup/app`` to add one; it is good for nothing else.
    ``expiresIn`` is its life in seconds.
    """

    status: Literal["mfa_setup_required"] = "mfa_setup_required"
    setup_token: str
    expires_in: int


class FactorSetup(Model):
    """The token of a sign-in that waits for a second factor."""

    setup_token: TokenText


class FactorSetupConfirm(FactorSetup):
    """The first code of an authenticator app that is being added during a sign-in."""

    code: Code
    cookie: InCookie = False


class MfaVerify(Model):
    """The second step of a sign-in: a code of the authenticator app, or a recovery code."""

    mfa_token: TokenText
    code: Code
    cookie: InCookie = False


class EnrolmentView(Model):
    """A new authenticator app; ``secret`` and ``qrCode`` are shown once.

    ``qrCode`` is an SVG image of ``address``.
    """

    secret: str
    address: str
    qr_code: str
    expires_at: datetime


class MfaConfirm(Model):
    """The first code of an authenticator app that is being added."""

    code: Code


class RecoveryCodes(Model):
    """Recovery codes, which are shown once; each is good for one sign-in."""

    codes: list[str]


class AppView(Model):
    enrolled_at: datetime
    used_at: datetime


class TrustedDeviceView(Model):
    """A browser that skips the second factor."""

    id: UUID
    device: str = Field(description="The browser and its system, as the browser names them.")
    network: str
    trusted_at: datetime
    used_at: datetime
    expires_at: datetime


class PasskeyView(Model):
    """A passkey as its owner sees it."""

    id: UUID
    name: str
    added_at: datetime
    used_at: datetime | None
    is_synced: bool = Field(description="Whether its provider keeps a copy of it.")


class SecurityView(Model):
    """The caller's second factor; ``asksFor`` is what a fresh proof takes, null if nothing.

    With a passkey, that is taken, too.
    """

    enabled: bool = Field(description="Whether this installation has second factors.")
    has_password: bool = Field(description="Whether the caller can sign in with a password.")
    app: AppView | None
    passkeys: list[PasskeyView]
    recovery_codes_left: int
    trusted_devices: list[TrustedDeviceView]
    asks_for: Proof | None
    proved_until: datetime | None


class PasskeyAnswer(Model):
    """What a passkey answered: the fields of the browser's answer, in base64url, and the token."""

    token: TokenText
    id: CredentialId
    client_data: EncodedBytes
    authenticator_data: EncodedBytes
    signature: EncodedBytes
    user_handle: EncodedBytes | None = None


class FreshProof(Model):
    """The caller's password; with a second factor, a code or a passkey's answer."""

    password: Password | None = None
    code: Code | None = None
    passkey: PasskeyAnswer | None = None

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if [self.password, self.code, self.passkey].count(None) != 2:
            raise ValueError("send password, or code or passkey if you have a second factor")
        return self


class Proved(Model):
    """Until when dangerous actions need no further proof."""

    proved_until: datetime


class SecondFactorFacts(Model):
    """What the audit log says of a second factor."""

    app: bool
    passkeys: int
    recovery_codes: int
    trusted_devices: int


#: What a sign-in answers instead of a session if it has another step.
SecondStep = SecondFactorNeeded | FactorSetupNeeded
