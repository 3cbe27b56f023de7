"""The key that signs the audit logs, and signatures by it."""

import hashlib
import hmac

from shared.repositories.audit.chain import Check
from shared.repositories.audit.proof import Sign

#: The key's name in the vault: write access to rows does not include it.
KEY_NAME = "bifrost-audit-key"


def signer(key: bytes) -> Sign:
    """Return the function that signs bytes with this key."""
    return lambda content: hmac.new(key, content, hashlib.sha256).hexdigest()


def checker(key: bytes) -> Check:
    """Return the function that says whether a signature of bytes is by this key."""
    sign = signer(key)
    return lambda content, signature: hmac.compare_digest(sign(content), signature)
