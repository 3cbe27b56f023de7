"""A device with passkeys, which signs as browsers and security keys do, and lies where told to."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

ORIGIN, RP_ID = "https://bifrost.test", "bifrost.test"
PRESENT, VERIFIED, SYNCABLE, SYNCED, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40
HELD = PRESENT | VERIFIED


@dataclass(frozen=True)
class Device:
    """One passkey, the page that it believes to be on, and the count of its uses."""

    origin: str = ORIGIN
    rp_id: str = RP_ID
    flags: int = HELD
    count: int = 1
    cross_origin: bool = False
    credential: bytes = field(default_factory=lambda: token_bytes(16))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def but(self, **changes: Any) -> "Device":
        """The same passkey with another page, count or flag."""
        return replace(self, **changes)

    def made(self, offer: Mapping[str, Any]) -> dict[str, object]:
        """What a browser answers to an offer: the new passkey."""
        data = self._client_data("webauthn.create", offer["publicKey"]["challenge"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + len(self.credential).to_bytes(2) + self.credential
        told = self._authenticator_data(self.flags | ATTESTED) + attested + cbor2.dumps(public)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        return {
            "id": encoded(self.credential),
            "clientData": encoded(data),
            "attestation": encoded(attestation),
            "transports": ["internal"],
        }

    def answer(
        self, challenge: Mapping[str, Any], handle: bytes | None = None
    ) -> dict[str, object]:
        """What a browser answers to a challenge; ``handle`` is the user whom the passkey lists."""
        data = self._client_data("webauthn.get", challenge["publicKey"]["challenge"])
        told = self._authenticator_data(self.flags)
        signature = self.key.sign(told + hashlib.sha256(data).digest(), ECDSA(SHA256()))
        return {
            "token": challenge["token"],
            "id": encoded(self.credential),
            "clientData": encoded(data),
            "authenticatorData": encoded(told),
            "signature": encoded(signature),
            **({"userHandle": encoded(handle)} if handle is not None else {}),
        }

    def _client_data(self, kind: str, challenge: str) -> bytes:
        facts = {
            "type": kind,
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": self.cross_origin,
        }
        return json.dumps(facts).encode()

    def _authenticator_data(self, flags: int) -> bytes:
        return (
            hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)
        )


def encoded(data: bytes) -> str:
    """Bytes in base64url, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
