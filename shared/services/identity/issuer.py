"""Verifies Entra access tokens by asking Microsoft Graph.

The token is meant for Graph, which alone can verify it. The platform reads it first only to spare
Graph tokens that cannot be for this app, and trusts its claims once Graph has accepted it, since
Entra then signed them. It must have been issued for our own app registration; otherwise another app
could replay the tokens that its visitors entrusted to it. An unreadable token is refused.
"""

import base64
import binascii
import re
from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel, Field

from shared.errors import NotAuthenticated, Unavailable
from shared.models.sign_in import Identity, principal_of
from shared.models.users import folded
from shared.services.outbound import foreign_json
from shared.services.outbound.egress import Egress, Outgoing, RequestedBy
from shared.settings import Settings

TOKEN = re.compile(r"[A-Za-z0-9_-]+\.(?P<claims>[A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+")
MOST_CHARACTERS = 16 * 1024
ME = "/v1.0/me?$select=id,displayName,userPrincipalName,mail"
TENANT = "/v1.0/organization?$select=id,verifiedDomains"
SECONDS = 8
#: Statuses with which Graph refuses an invalid or expired token.
#: What Entra writes into ``amr`` where the user proved more than one factor.
BY_SEVERAL_FACTORS = "mfa"
REFUSALS = {400, 401, 403, 404}
OK = 200


class _Claims(BaseModel):
    tid: UUID
    oid: UUID
    appid: UUID
    amr: object = None  # in an unknown shape it proves nothing, and the sign-in goes on

    @property
    def has_second_factor(self) -> bool:
        return isinstance(self.amr, list) and BY_SEVERAL_FACTORS in self.amr


class _Person(BaseModel):
    id: UUID
    name: str | None = Field(None, alias="displayName")
    principal_name: str = Field(alias="userPrincipalName")
    mail: str | None = None


class _Domain(BaseModel):
    name: str


class _Tenant(BaseModel):
    id: UUID
    domains: list[_Domain] = Field(alias="verifiedDomains")


class _Tenants(BaseModel):
    value: list[_Tenant] = Field(min_length=1, max_length=1)


A = TypeVar("A", bound=BaseModel)


class Issuer:
    def __init__(self, egress: Egress, settings: Settings) -> None:
        self._egress = egress
        self._url = settings.sign_in_issuer.rstrip("/")
        self._client_id = settings.sign_in_client_id
        self._tenants = settings.sign_in_tenants

    async def owner_of(self, token: str) -> Identity:
        """Return the user who signed in; NotAuthenticated if the token does not prove it."""
        claims = _claims(token)
        if self._client_id is None or claims.appid != self._client_id:
            raise NotAuthenticated("the token was issued for another app")
        if claims.tid not in self._tenants:
            raise NotAuthenticated("the token's tenant is not one of BIFROST_SIGN_IN_TENANTS")
        found = await self.confirmed(token, principal_of(claims.tid, claims.oid))
        return found.model_copy(update={"has_second_factor": claims.has_second_factor})

    async def confirmed(self, token: str, principal: str) -> Identity:
        """Return what Graph says of the token's owner; NotAuthenticated if that is another one."""
        person = await self._ask(ME, token, _Person)
        tenant = (await self._ask(TENANT, token, _Tenants)).value[0]
        if principal_of(tenant.id, person.id) != principal:
            raise NotAuthenticated("the token and its issuer name different users")
        return Identity(
            tenant_id=tenant.id,
            object_id=person.id,
            display_name=person.name or person.principal_name,
            addresses=_proven(person, {domain.name.casefold() for domain in tenant.domains}),
        )

    async def _ask(self, path: str, token: str, kind: type[A]) -> A:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        answer = await self._egress.send(
            Outgoing(
                self._url + path, "GET", headers, seconds=SECONDS, requested_by=RequestedBy.OPERATOR
            )
        )
        if answer.status in REFUSALS:
            raise NotAuthenticated("the issuer refused the token")
        if answer.status != OK:
            raise Unavailable(f"the issuer answered {answer.status}: sign in again")
        try:
            return kind.model_validate(foreign_json.read(answer.body))
        except ValueError as error:  # not JSON, or not of this kind
            raise Unavailable("the issuer's answer cannot be read: sign in again") from error


def _claims(token: str) -> _Claims:
    found = TOKEN.fullmatch(token) if len(token) <= MOST_CHARACTERS else None
    try:
        if found:
            text = found["claims"]
            content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            return _Claims.model_validate(foreign_json.read(content))
    except (binascii.Error, ValueError) as error:
        raise NotAuthenticated("the token cannot be read") from error
    raise NotAuthenticated("the token cannot be read")


def _proven(person: _Person, domains: Collection[str]) -> tuple[str, ...]:
    """Return the proven addresses, the principal name first. ``mail`` alone may be any text."""
    named = [folded(text) for text in (person.principal_name, person.mail) if text]
    ours = [text for text in named if text.rpartition("@")[2].casefold() in domains]
    return tuple(dict.fromkeys(ours))
