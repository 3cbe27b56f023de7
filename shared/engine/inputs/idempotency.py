"""Idempotency keys: recognizes a request that is sent again."""

import asyncio
import hashlib
import json
from collections.abc import Mapping

from pydantic import JsonValue

from shared.models.callers import Actor
from shared.models.orders import IdempotencyKey
from shared.models.secret_inputs import SecretInputs


async def key_of(
    caller: Actor,
    workflow: str,
    key: str,
    asked: Mapping[str, JsonValue],
    shown: dict[str, JsonValue],
    secret_inputs: SecretInputs,
) -> IdempotencyKey:
    """The key of a request; ``asked`` is all else that tells two requests apart.

    ``shown`` is the input without its secrets; of the secrets only a slow digest is kept.
    """
    if secret_inputs.values:
        secret_texts = json.dumps(secret_inputs.values, sort_keys=True)
        secret_part = {"confided": await _digest_of(secret_texts, key)}
        asked = {**asked, "inputData": shown, **secret_part}
    body = json.dumps(asked, sort_keys=True)
    return IdempotencyKey(name=_hash(caller.kind, caller.id, workflow, key), body=_hash(body))


async def _digest_of(secret_texts: str, key: str) -> str:
    """A slow hash of a request's secrets, which tells whether they are the same next time.

    It is salted with the idempotency key, which is not stored in clear, against guessing.
    """
    return await asyncio.to_thread(_slow_hash, secret_texts, key)


def _slow_hash(text: str, key: str) -> str:
    salt = _hash("confided", key).encode()
    return hashlib.scrypt(text.encode(errors="surrogatepass"), salt=salt, n=2**14, r=8, p=1).hex()


def _hash(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode(errors="surrogatepass"))
    return digest.hexdigest()
