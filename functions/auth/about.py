"""What a route acts on, which decides where its changes are recorded."""

from collections.abc import Mapping
from enum import Enum

from shared.errors import Detail, InvalidInput
from shared.models.base import GLOBAL

ORGANIZATION_HEADER = "x-organization-id"


class About(Enum):
    """Declared by every route beside its access.

    Changes of the platform (users, organizations, code, packages, keys) are recorded in GLOBAL's
    audit log, whatever a header names: an organization's log goes when the organization is purged.
    """

    PLATFORM = "the platform"
    ORGANIZATION = "the organization in scope"


def wanted_organization(headers: Mapping[str, str], about: About) -> str | None:
    """The organization that the caller asks to act in, if any; None on the platform's routes."""
    return None if about is About.PLATFORM else headers.get(ORGANIZATION_HEADER, "").strip()


def require_no_organization(headers: Mapping[str, str]) -> None:
    """InvalidInput for a change of the platform that is asked for within an organization."""
    if headers.get(ORGANIZATION_HEADER, "").strip() in ("", GLOBAL):
        return
    message = "this changes the platform, not an organization: send it without X-Organization-Id"
    raise InvalidInput(message, [Detail(("header", "X-Organization-Id"), message)])
