# pyright: basic
"""Adapter for authlib, which has no types; imported on first use to keep indexing the app cheap."""

from collections.abc import Mapping


def grant_url(url: str, client_id: str, verifier: str, more: Mapping[str, str]) -> str:
    """Return the URL at which the browser asks for an authorization code, with PKCE."""
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # noqa: PLC0415
    from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415

    challenge = create_s256_code_challenge(verifier)
    given = {name: value for name, value in more.items() if value}
    return str(
        prepare_grant_uri(
            url,
            client_id,
            "code",
            code_challenge=challenge,
            code_challenge_method="S256",
            **given,
        )
    )
