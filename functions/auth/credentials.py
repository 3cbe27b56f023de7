"""Finds the credential of a request in its headers: API key, token or client principal.

With ``BIFROST_TRUST_CLIENT_PRINCIPAL`` on, the front end overwrites Authorization with a token of
its own, so Bifrost's credentials are read from X-Bifrost-Authorization and X-API-Key only.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.errors import NotAuthenticated
from shared.wording.error_messages import Pattern

PRINCIPAL_HEADER = "x-ms-client-principal"
KEY_HEADER = "x-api-key"
KEY_PREFIX = "bfk_"
PERSONAL_PREFIX = "bfp_"
MOST_CHARACTERS = 16 * 1024
OBJECT_ID = "http://schemas.microsoft.com/identity/claims/objectidentifier"


@dataclass(frozen=True, slots=True)
class ApiKeyCredential:
    text: str


@dataclass(frozen=True, slots=True)
class PersonalKeyCredential:
    text: str


@dataclass(frozen=True, slots=True)
class TokenCredential:
    text: str


class Principal(BaseModel):
    """The user that a sign-in service names. Roles in it grant nothing."""

    model_config = ConfigDict(defer_build=True)

    identity_provider: Annotated[
        str, Pattern(r"^[!-9;-~]{1,50}$", "give 1 to 50 characters of ASCII, without a colon")
    ] = Field(alias="identityProvider")
    user_id: Annotated[
        str, Pattern(r"^[!-~]{1,200}$", "give 1 to 200 characters of ASCII, without a blank")
    ] = Field(alias="userId")

    @property
    def name(self) -> str:
        """The principal as it is stored with a user: ``provider:id``."""
        return f"{self.identity_provider}:{self.user_id}"


Credential = ApiKeyCredential | PersonalKeyCredential | TokenCredential | Principal


def credential_in(headers: Mapping[str, str], *, trusts_principal: bool) -> Credential | None:
    """The first credential that is present, or None; NotAuthenticated if it is malformed."""
    if headers.get(KEY_HEADER):
        return _key(headers[KEY_HEADER].strip())
    bearer = headers.get("x-bifrost-authorization" if trusts_principal else "authorization")
    if bearer:
        return _bearer(bearer)
    principal = headers.get(PRINCIPAL_HEADER) if trusts_principal else None
    return _principal(principal) if principal else None


def api_key_in(headers: Mapping[str, str], *, trusts_principal: bool) -> ApiKeyCredential | None:
    """The API key that is present, or None; anything that is no key of Bifrost's is ignored."""
    bearer = headers.get("x-bifrost-authorization" if trusts_principal else "authorization", "")
    scheme, _, text = bearer.strip().partition(" ")
    given = [headers.get(KEY_HEADER, ""), text if scheme.casefold() == "bearer" else ""]
    found = next((each.strip() for each in given if each.strip().startswith(KEY_PREFIX)), None)
    return ApiKeyCredential(found) if found else None


def claimed_in(headers: Mapping[str, str]) -> str | None:
    """The caller that a refused credential names, without secrets; None without a credential."""
    if headers.get(KEY_HEADER):
        return "an API key"
    if headers.get("authorization") or headers.get("x-bifrost-authorization"):
        return "a bearer token"
    return "a client principal" if headers.get(PRINCIPAL_HEADER) else None


def _bearer(header: str) -> Credential:
    scheme, _, text = header.strip().partition(" ")
    if scheme.casefold() != "bearer" or not text.strip():
        raise NotAuthenticated('Authorization must be "Bearer <key or token>"')
    text = text.strip()
    return _key(text) if text.startswith((KEY_PREFIX, PERSONAL_PREFIX)) else TokenCredential(text)


def _key(text: str) -> Credential:
    if text.startswith(PERSONAL_PREFIX):
        return PersonalKeyCredential(text)
    return ApiKeyCredential(text)


def _principal(header: str) -> Principal:
    refused = NotAuthenticated("the client principal cannot be read")
    if len(header) > MOST_CHARACTERS:
        raise refused
    try:
        found: object = json.loads(base64.b64decode(header, validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise refused from error
    if not isinstance(found, dict):
        raise refused
    facts = cast("dict[str, object]", found)
    try:
        return Principal.model_validate(facts if "userId" in facts else _from_claims(facts))
    except ValidationError as error:
        raise refused from error


def _from_claims(facts: dict[str, object]) -> dict[str, object]:
    """The principal in the shape of App Service, where the user's id is one of the claims."""
    claims = facts.get("claims")
    listed = cast("list[object]", claims) if isinstance(claims, list) else []
    pairs = [cast("dict[str, object]", claim) for claim in listed if isinstance(claim, dict)]
    values = {str(pair.get("typ")): pair.get("val") for pair in pairs}
    user_id = values.get(OBJECT_ID) or values.get("oid") or values.get("sub")
    return {"identityProvider": facts.get("auth_typ"), "userId": user_id}
