"""Adapter for joserfc, imported on first use to keep indexing the app cheap."""

from collections.abc import Mapping, Sequence
from typing import cast

#: What providers sign with. No symmetric algorithm: a public key must never pass for a secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
#: The types of keys that may verify; a symmetric one is never taken from a key set.
KEY_TYPES = ("RSA", "EC", "OKP")
MOST_CHARACTERS = 16 * 1024


class Forged(ValueError):
    """The token is not signed by a key of the key set with an algorithm that is allowed."""


def header_of(token: str) -> Mapping[str, object]:
    """Return the header of a compact token, whatever its signature; Forged if it has none."""
    from joserfc import jws  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    if len(token) > MOST_CHARACTERS or not token.isascii():
        raise Forged("the token is too long, or not a token")
    try:
        found = jws.extract_compact(token.encode())
        return cast("Mapping[str, object]", found.headers())
    except (JoseError, ValueError, KeyError) as error:
        raise Forged("the token cannot be read") from error


def claims_in(token: str, key: Mapping[str, object]) -> Mapping[str, object]:
    """Return the claims of a token that this key signed; Forged otherwise."""
    from joserfc import jwk, jwt  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    if key.get("kty") not in KEY_TYPES:
        raise Forged("the provider's key is not an asymmetric one")
    try:
        public = jwk.import_key(cast("dict[str, str | list[str]]", dict(key)))
        return cast("Mapping[str, object]", jwt.decode(token, public, [*ALGORITHMS]).claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise Forged("the token is not signed by the provider's key") from error


def signed(claims: Mapping[str, object], pem: str, key_id: str, algorithm: str = "ES256") -> str:
    """Sign claims with a private key in PEM; ValueError if this is not such a key."""
    from joserfc import jwk, jwt  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    try:
        key = jwk.ECKey.import_key(pem.strip())
        return jwt.encode({"alg": algorithm, "kid": key_id}, dict(claims), key)
    except (JoseError, TypeError, ValueError) as error:
        raise ValueError("this is not an EC private key in PEM") from error


def asymmetric(keys: Sequence[object]) -> list[Mapping[str, object]]:
    """Return the keys of a key set that can verify signatures of a provider."""
    found = [cast("Mapping[str, object]", key) for key in keys if isinstance(key, dict)]
    return [key for key in found if key.get("kty") in KEY_TYPES and key.get("use", "sig") == "sig"]
