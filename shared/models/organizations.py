"""An organization: one customer."""

from datetime import datetime

from shared.models.base import Model, OrganizationId


class Organization(Model):
    id: OrganizationId
    name: str
    is_active: bool = True
    created_by: str
    created_at: datetime
