"""Verifies what browsers answer with passkeys (WebAuthn); no other module does.

The user is verified by the device (PIN, finger, face), the page is one of ours, and the challenge
is the one that was given out.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from types import ModuleType

from shared.models.second_factor.passkeys import NewPasskey
from shared.models.second_factor.requests import PasskeyAnswer

#: ES256, EdDSA and RS256: what phones, computers and security keys sign with.
ALGORITHMS = (-7, -8, -257)


class PasskeyInvalid(Exception):
    """What a browser sent is no answer of this passkey to this challenge."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer has to be about."""

    challenge: bytes
    rp_id: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadePasskey:
    """A key pair that a browser made."""

    credential_id: str
    public_key: str
    sign_count: int
    is_synced: bool


def made(expected: Expected, given: NewPasskey) -> MadePasskey:
    """Return the new passkey; PasskeyInvalid unless it was made for this challenge, on our page."""
    library, structs = _library()
    client_data = _bytes(given.client_data)
    _require_own_frame(client_data)
    try:
        found = library.verify_registration_response(
            credential=structs.RegistrationCredential(
                id=given.id,
                raw_id=_bytes(given.id),
                response=structs.AuthenticatorAttestationResponse(
                    client_data_json=client_data, attestation_object=_bytes(given.attestation)
                ),
            ),
            expected_challenge=expected.challenge,
            expected_rp_id=expected.rp_id,
            expected_origin=list(expected.origins),
            require_user_verification=True,
            supported_pub_key_algs=[structs.COSEAlgorithmIdentifier(one) for one in ALGORITHMS],
        )
    except _faults(library) as error:
        raise PasskeyInvalid(str(error)) from error
    if encoded(found.credential_id) != given.id:
        raise PasskeyInvalid("the passkey and its attestation name different keys")
    return MadePasskey(
        given.id, encoded(found.credential_public_key), found.sign_count, found.credential_backed_up
    )


def asserted(expected: Expected, given: PasskeyAnswer, public_key: str) -> int:
    """Return the passkey's count of uses; PasskeyInvalid unless it has signed this challenge."""
    library, structs = _library()
    client_data = _bytes(given.client_data)
    _require_own_frame(client_data)
    try:
        found = library.verify_authentication_response(
            credential=structs.AuthenticationCredential(
                id=given.id,
                raw_id=_bytes(given.id),
                response=structs.AuthenticatorAssertionResponse(
                    client_data_json=client_data,
                    authenticator_data=_bytes(given.authenticator_data),
                    signature=_bytes(given.signature),
                ),
            ),
            expected_challenge=expected.challenge,
            expected_rp_id=expected.rp_id,
            expected_origin=list(expected.origins),
            credential_public_key=_bytes(public_key),
            credential_current_sign_count=0,  # compared where the count is stored
            require_user_verification=True,
        )
    except _faults(library) as error:
        raise PasskeyInvalid(str(error)) from error
    return int(found.new_sign_count)


def encoded(data: bytes) -> str:
    """Return bytes in base64url, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise PasskeyInvalid("this is not base64url") from error


def _require_own_frame(client_data: bytes) -> None:
    """Raise PasskeyInvalid if a page of another site showed ours in a frame."""
    try:
        facts: object = json.loads(client_data)
    except (ValueError, RecursionError) as error:
        raise PasskeyInvalid("the client data is no JSON") from error
    if not isinstance(facts, dict) or facts.get("crossOrigin") not in (None, False):
        raise PasskeyInvalid("the answer comes from a frame in another site's page")


def _faults(library: ModuleType) -> tuple[type[Exception], ...]:
    """Return what the library raises for bytes that are none of a passkey's."""
    refusals = library.helpers.exceptions.WebAuthnException
    return (refusals, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


def _library() -> tuple[ModuleType, ModuleType]:
    # Imported on first use: it loads all of cryptography, which no start must pay for.
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import structs  # noqa: PLC0415

    return webauthn, structs
