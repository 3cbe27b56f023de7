"""Passkeys (WebAuthn): what is stored of them, and their requests and responses."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.models.auth import InCookie, TokenText
from shared.models.base import Model, OrLeftOut
from shared.models.second_factor.requests import FactorSetup, PasskeyAnswer, PasskeyView
from shared.models.second_factor.stored_passkeys import CredentialId, EncodedBytes, Transport

PasskeyName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class PasskeyReference(Model):
    """A passkey as browsers are told of it."""

    type: Literal["public-key"] = "public-key"
    id: CredentialId
    transports: tuple[Transport, ...] = ()


class PasskeyRequest(Model):
    """``publicKey`` of ``navigator.credentials.get``; bytes are base64url.

    Without a list of passkeys, any of this installation will do.
    """

    challenge: str
    rp_id: str
    timeout: int
    user_verification: Literal["required"] = "required"
    allow_credentials: tuple[PasskeyReference, ...] = ()


class PasskeyChallenge(Model):
    """What a passkey signs; the token is sent back with that, once, within five minutes."""

    token: str
    public_key: PasskeyRequest


class PasskeyParty(Model):
    """This installation."""

    id: str
    name: str


class PasskeyOwner(Model):
    """The user; ``id`` is what the passkey keeps of them."""

    id: str
    name: str
    display_name: str


class PasskeyKind(Model):
    """A kind of signature that is accepted."""

    type: Literal["public-key"] = "public-key"
    alg: int


class PasskeySelection(Model):
    """What a passkey must be able to do."""

    resident_key: Literal["required"] = "required"
    require_resident_key: Literal[True] = True
    user_verification: Literal["required"] = "required"


class PasskeyCreation(Model):
    """``publicKey`` of ``navigator.credentials.create``; bytes are base64url."""

    challenge: str
    rp: PasskeyParty
    user: PasskeyOwner
    pub_key_cred_params: tuple[PasskeyKind, ...]
    timeout: int
    attestation: Literal["none"] = "none"
    authenticator_selection: PasskeySelection = Field(default_factory=PasskeySelection)
    exclude_credentials: tuple[PasskeyReference, ...] = ()


class PasskeyOffer(Model):
    """What a passkey is made for; the token is sent back with it, once, within five minutes."""

    token: str
    public_key: PasskeyCreation


class NewPasskey(Model):
    """What a browser made: the fields of its answer, in base64url."""

    id: CredentialId
    client_data: EncodedBytes
    attestation: EncodedBytes
    transports: Annotated[tuple[Transport, ...], OrLeftOut] = ()


class PasskeyAdd(Model):
    """A new passkey, with the token of its offer, and what its owner calls it."""

    token: TokenText
    name: PasskeyName
    passkey: NewPasskey


class PasskeyRename(Model):
    """What its owner calls a passkey."""

    name: PasskeyName


class PasskeyAdded(Model):
    """A passkey that was added; recovery codes are shown once, if there were none before."""

    passkey: PasskeyView
    recovery_codes: list[str] | None


class PasskeyBegin(Model):
    """The begin of a sign-in by passkey: alone, or with the token of the password's step."""

    mfa_token: TokenText | None = None


class PasskeySignIn(PasskeyBegin):
    """A sign-in by passkey."""

    passkey: PasskeyAnswer
    cookie: InCookie = False


class FactorSetupPasskey(FactorSetup):
    """A new passkey, in a sign-in that needs a second factor first."""

    token: TokenText
    name: PasskeyName
    passkey: NewPasskey
    cookie: InCookie = False
