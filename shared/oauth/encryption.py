"""Encryption of secrets in rows that others can read.

AES-256-GCM. Each record has its own data key, wrapped by a key of the key ring, whose id is stored
with it. Both layers are bound to the record's identity: copied to another row, or attributed to
another provider, the secret cannot be decrypted.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from shared.errors import Refused

KEY_BYTES = 32
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class EncryptionContext:
    """The record that an encrypted text is bound to. ``kind`` distinguishes secrets of one row."""

    org_id: str
    provider: str
    connection: str
    kind: str

    @property
    def bytes(self) -> bytes:
        return "\0".join((self.org_id, self.provider, self.connection, self.kind)).encode()


@dataclass(frozen=True, slots=True)
class WrappingKey:
    id: str
    secret: bytes


class _Envelope(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)

    k: str
    w: str
    c: str


class UnknownKey(Refused):
    """The secret was wrapped by a key that is not in the key ring."""


class _Cipher(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes) -> bytes: ...


def seal(text: str, place: EncryptionContext, key: WrappingKey) -> str:
    """Encrypt a text so that only this place and this key can decrypt it."""
    data_key = os.urandom(KEY_BYTES)
    envelope = _Envelope(
        k=key.id,
        w=_encrypted(key.secret, data_key, place),
        c=_encrypted(data_key, text.encode(), place),
    )
    return envelope.model_dump_json()


def unseal(sealed: str, place: EncryptionContext, keys: Sequence[WrappingKey]) -> str:
    """Decrypt a text; UnknownKey if no key of the ring wrapped it, Refused if bound elsewhere."""
    envelope = _read(sealed)
    return _decrypted(_data_key(envelope, place, keys), envelope.c, place).decode()


def rewrapped(sealed: str, place: EncryptionContext, keys: Sequence[WrappingKey]) -> str:
    """Return the encrypted text wrapped by the first key; its content is not touched."""
    envelope = _read(sealed)
    if envelope.k == keys[0].id:
        return sealed
    wrapped = _encrypted(keys[0].secret, _data_key(envelope, place, keys), place)
    return envelope.model_copy(update={"k": keys[0].id, "w": wrapped}).model_dump_json()


def _data_key(envelope: _Envelope, place: EncryptionContext, keys: Sequence[WrappingKey]) -> bytes:
    key = next((key for key in keys if key.id == envelope.k), None)
    if key is None:
        raise UnknownKey("the encryption key is no longer in the vault: enter the secret again")
    return _decrypted(key.secret, envelope.w, place)


def _encrypted(key: bytes, content: bytes, place: EncryptionContext) -> str:
    nonce = os.urandom(NONCE_BYTES)
    return b64encode(nonce + _cipher(key).encrypt(nonce, content, place.bytes)).decode()


def _decrypted(key: bytes, text: str, place: EncryptionContext) -> bytes:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  see _cipher

    try:
        content = b64decode(text)
        return _cipher(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], place.bytes)
    except (InvalidTag, ValueError) as error:
        raise Refused("a stored secret cannot be decrypted: enter it again") from error


def _read(sealed: str) -> _Envelope:
    try:
        return _Envelope.model_validate_json(sealed)
    except ValidationError as error:
        raise Refused("a stored secret cannot be read: enter it again") from error


def _cipher(key: bytes) -> _Cipher:
    # Imported on first use: indexing the app must not pay for it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return cast("_Cipher", AESGCM(key))
