"""An API key: a credential of one organization for another system."""

from datetime import datetime
from ipaddress import ip_network
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from shared.models.base import Model, OrLeftOut, WorkflowName


def _network(text: str) -> str:
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError as error:
        raise ValueError("give an IP address or a network, such as 10.0.0.0/8") from error


PREFIX = "bfk_"

Network = Annotated[str, Field(max_length=50), AfterValidator(_network)]


class ApiKey(Model):
    """An API key as stored, with a hash of its secret."""

    id: UUID
    secret_hash: str
    org_id: str
    workflows: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    description: str = ""
    created_by: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    last_used_at: datetime | None = None
    service_account: UUID | None = None

    def is_valid(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class ApiKeyCreate(Model):
    """A new key; without ``workflowId`` and ``workflows`` it runs all of the organization's."""

    workflow_id: WorkflowName | None = None
    workflows: Annotated[tuple[WorkflowName, ...], Field(max_length=100), OrLeftOut] = ()
    expires_in_days: Annotated[int, Field(ge=1, le=3650)] | None = None
    networks: Annotated[tuple[Network, ...], Field(max_length=50), OrLeftOut] = ()
    description: Annotated[str, Field(max_length=500)] = ""


class ApiKeyRotate(Model):
    """A rotation: the earlier key is valid for so many hours more, so that its user can change."""

    hours: Annotated[int, Field(ge=0, le=720)] = 24


class ApiKeyView(Model):
    """An API key as clients see it; ``rawKey`` is in the answer to its creation only."""

    id: UUID
    raw_key: str | None = None
    masked_key: str
    workflow_id: str | None = None
    workflows: tuple[str, ...]
    networks: tuple[str, ...]
    description: str
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked: bool
    service_account: UUID | None = Field(description="The service account whose key it is.")


def view_of(key: ApiKey, raw: str | None = None) -> ApiKeyView:
    return ApiKeyView(
        id=key.id,
        raw_key=raw,
        masked_key=f"{PREFIX}{key.id.hex}_****",
        workflow_id=key.workflows[0] if len(key.workflows) == 1 else None,
        workflows=key.workflows,
        networks=key.networks,
        description=key.description,
        created_by=key.created_by,
        created_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        revoked=key.revoked_at is not None,
        service_account=key.service_account,
    )
