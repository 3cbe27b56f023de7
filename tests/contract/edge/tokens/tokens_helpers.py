"""What the tests of this folder share."""

import base64
import hmac
import json
from typing import Any

from shared.services.identity.tokens import Key

Facts = dict[str, Any]


SETTING = "the key of this test, which is long enough"


def forged(facts: Facts, *, key: bytes | None = None, **header: Any) -> str:
    """Signed as ours are, unless it is said otherwise."""
    own = Key.of(SETTING)
    headers = {"alg": "HS256", "typ": "JWT", "kid": own.id, **header}
    body = f"{encoded(headers)}.{encoded(facts)}"
    digest = {"HS512": "sha512", "HS384": "sha384"}.get(str(headers["alg"]), "sha256")
    return f"{body}.{plain(hmac.digest(key or own.secret, body.encode(), digest))}"


def encoded(value: object) -> str:
    return plain(json.dumps(value).encode())


def plain(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
