"""Demo data for development: organizations, a user of each kind, and configuration.

The start script imports this, so it imports no model of the platform.
"""

from dataclasses import dataclass, field
from typing import Literal

PROVIDER = "dev"
GLOBAL = "GLOBAL"


@dataclass(frozen=True, slots=True)
class DemoOrganization:
    id: str
    name: str
    domain: str
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A demo user; ``roles`` maps organization ids to the user's role there."""

    email: str
    name: str
    note: str
    is_platform_admin: bool = False
    roles: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def sign_in_id(self) -> str:
        """The user's id at the simulated sign-in."""
        return self.email.partition("@")[0]

    @property
    def principal(self) -> str:
        return f"{PROVIDER}:{self.sign_in_id}"


@dataclass(frozen=True, slots=True)
class DemoConfig:
    """A value of one organization, or of GLOBAL for all. The vault stores that of a secret_ref."""

    org_id: str
    key: str
    value: str
    type: Literal["string", "int", "secret_ref"] = "string"


DEMO_ORGANIZATIONS = (
    DemoOrganization("test-org-active", "Contoso", "active.test"),
    DemoOrganization("test-org-other", "Fabrikam", "other.test"),
    DemoOrganization("test-org-inactive", "Wingtip Toys", "inactive.test", is_active=False),
)

DEMO_USERS = (
    DemoUser("admin@bifrost.test", "Ada Admin", "platform administrator", is_platform_admin=True),
    DemoUser(
        "owner@active.test",
        "Olga Owner",
        "administrator of test-org-active",
        roles={"test-org-active": "admin"},
    ),
    DemoUser(
        "alice@active.test",
        "Alice Active",
        "member of test-org-active",
        roles={"test-org-active": "member"},
    ),
    DemoUser(
        "bob@other.test",
        "Bob Other",
        "member of test-org-other",
        roles={"test-org-other": "member"},
    ),
    DemoUser("nobody@nowhere.test", "Nora Nobody", "member of no organization"),
)

DEMO_CONFIG = (
    DemoConfig(GLOBAL, "ticket_url", "https://tickets.example"),
    DemoConfig(GLOBAL, "ticket_page_size", "50", "int"),
    DemoConfig("test-org-active", "ticket_page_size", "20", "int"),
    DemoConfig("test-org-active", "ticket_key", "a-demo-key-of-contoso", "secret_ref"),
)
