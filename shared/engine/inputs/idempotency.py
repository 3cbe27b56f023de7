"""Idempotency keys: recognizes a request that is sent again."""

import asyncio
import hashlib

from shared.models.callers import Actor
from shared.models.orders import IdempotencyKey


def key_for(caller: Actor, workflow: str, key: str, asked: str) -> IdempotencyKey:
    """The idempotency key of a caller's request for a workflow, hashed.

    ``asked`` is the rest of the request: with the same key it has to be the same, too.
    """
    return IdempotencyKey(name=_hash(caller.kind, caller.id, workflow, key), body=_hash(asked))


async def digest_of(secret_texts: str, key: str) -> str:
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
