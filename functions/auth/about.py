"""The subject of a route, platform or organization, which decides whose audit log it writes."""

from collections.abc import Mapping
from enum import Enum

from shared.errors import Detail, InvalidInput
from shared.models.base import GLOBAL

ORGANIZATION_HEADER = "x-organization-id"


class About(Enum):
    """The subject of a route; every route declares it, as it declares its access.

    Changes of the platform (users, organizations, code, packages, keys) are recorded in GLOBAL's
    audit log, whatever a header names: purging an organization removes its log.
    """

    PLATFORM = "the platform"
    ORGANIZATION = "the organization in scope"


def wanted_organization(headers: Mapping[str, str], about: About) -> str | None:
    """The organization that the caller names, or ""; None on routes about the platform."""
    return None if about is About.PLATFORM else headers.get(ORGANIZATION_HEADER, "").strip()


def require_no_organization(headers: Mapping[str, str]) -> None:
    """Raise InvalidInput if a change of the platform names an organization."""
    if headers.get(ORGANIZATION_HEADER, "").strip() in ("", GLOBAL):
        return
    message = "this changes the platform, not an organization: send it without X-Organization-Id"
    raise InvalidInput(message, [Detail(("header", "X-Organization-Id"), message)])
