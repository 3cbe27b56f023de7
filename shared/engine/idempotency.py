"""Which requests are the same one, sent again?"""

import hashlib

from shared.models.callers import Actor
from shared.models.orders import IdempotencyKey


def key_for(caller: Actor, workflow: str, key: str, asked: str) -> IdempotencyKey:
    """The same for the same caller, workflow and key; ``asked`` is all else that was asked for."""
    return IdempotencyKey(name=_hash(caller.kind, caller.id, workflow, key), body=_hash(asked))


def _hash(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode(errors="surrogatepass"))
    return digest.hexdigest()
