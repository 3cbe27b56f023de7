"""Which requests are the same one, sent again?"""

import asyncio
import hashlib

from shared.models.callers import Actor
from shared.models.orders import IdempotencyKey


def key_for(caller: Actor, workflow: str, key: str, asked: str) -> IdempotencyKey:
    """The same for the same caller, workflow and key; ``asked`` is all else that was asked for."""
    return IdempotencyKey(name=_hash(caller.kind, caller.id, workflow, key), body=_hash(asked))


async def digest_of(secret_texts: str, key: str) -> str:
    """Tells secrets apart whose requests have the same key, and takes long to be guessed.

    The key is in it, and is nowhere kept in clear.
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
