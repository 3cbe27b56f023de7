"""What this process was told by its environment; the one reader of ``os.environ``."""

import os
import secrets
import tempfile
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
)

VERSION = "0.1.0"
KEY_CHARACTERS = 32
SHARE_NAME = r"^([a-z0-9][a-z0-9-]{1,61}[a-z0-9])?$"


class SettingsError(Exception):
    """The environment lacks something or holds nonsense; says what and how to mend it."""


def _listed(text: object) -> object:
    """``a, b`` as the two that it names."""
    return text.replace(",", " ").split() if isinstance(text, str) else text


def _allowed(text: str) -> str:
    if "/" in text:
        ip_network(text)  # a ValueError says what is wrong
    return text.lower()


#: A host, ``host:port``, or a network such as ``10.0.0.0/8``.
HostOrNetwork = Annotated[
    str,
    StringConstraints(
        pattern=r"(?i)^(([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?|[0-9a-f:.]+/\d+)$"
    ),
    AfterValidator(_allowed),
]
HostsAndNetworks = Annotated[frozenset[HostOrNetwork], BeforeValidator(_listed)]
#: ``https://portal.example.com``: whose pages may act for who is signed in.
Origin = Annotated[str, StringConstraints(pattern=r"^https?://[^/?#@]+/?$")]
Origins = Annotated[frozenset[Origin], BeforeValidator(_listed)]
Ids = Annotated[frozenset[UUID], BeforeValidator(_listed)]


def _usable(key: SecretStr) -> SecretStr:
    text = key.get_secret_value().strip()
    if text.startswith("@Microsoft.KeyVault("):  # what Azure leaves there, for all to guess
        raise ValueError("the reference to the Key Vault could not be resolved")
    if len(text) < KEY_CHARACTERS:
        raise ValueError(f"a key has at least {KEY_CHARACTERS} characters")
    return SecretStr(text)


SecretKey = Annotated[SecretStr, AfterValidator(_usable)]


class Settings(BaseModel):
    """Every setting, by the name it has in the environment."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", str_strip_whitespace=True, hide_input_in_errors=True
    )

    storage_connection: str = Field("", alias="AzureWebJobsStorage")
    storage_account: str = Field("", alias="AzureWebJobsStorage__accountName")
    vault_url: str = Field("", alias="BIFROST_KEY_VAULT_URL")
    vault_authority_file: str = Field("", alias="BIFROST_KEY_VAULT_CA")
    workspace: Path = Field(Path("workspace"), alias="BIFROST_WORKSPACE_LOCATION")
    files_connection: str = Field("", alias="BIFROST_FILES_CONNECTION")
    workspace_share: str = Field("", alias="BIFROST_WORKSPACE_SHARE", pattern=SHARE_NAME)
    workspace_check_seconds: float = Field(30, alias="BIFROST_WORKSPACE_CHECK_SECONDS", ge=0)
    cache_directory: Path = Field(
        default_factory=lambda: Path(tempfile.gettempdir()) / f"bifrost-{os.getuid()}",
        alias="BIFROST_CACHE_LOCATION",
    )

    trust_client_principal: bool = Field(default=False, alias="BIFROST_TRUST_CLIENT_PRINCIPAL")
    trusted_proxies: int = Field(1, alias="BIFROST_TRUSTED_PROXIES", ge=0, le=10)

    sign_in_tenants: Ids = Field(frozenset(), alias="BIFROST_SIGN_IN_TENANTS")
    sign_in_client_id: UUID | None = Field(None, alias="BIFROST_SIGN_IN_CLIENT_ID")
    sign_in_issuer: str = Field("https://graph.microsoft.com", alias="BIFROST_SIGN_IN_ISSUER")
    bootstrap_admin: str = Field("", alias="BIFROST_BOOTSTRAP_ADMIN")
    egress_allow: HostsAndNetworks = Field(frozenset(), alias="BIFROST_EGRESS_ALLOW")
    client_origins: Origins = Field(frozenset(), alias="BIFROST_CLIENT_ORIGINS")
    public_url: str = Field("", alias="BIFROST_PUBLIC_URL", pattern=r"^(https?://[^/?#]+)?$")
    secret_key: SecretKey = Field(
        default_factory=lambda: SecretStr(secrets.token_urlsafe(KEY_CHARACTERS)),
        alias="BIFROST_SECRET_KEY",
    )
    previous_secret_key: SecretKey | None = Field(None, alias="BIFROST_SECRET_KEY_PREVIOUS")
    refusal_seconds: float = Field(0.5, alias="BIFROST_REFUSAL_SECONDS", ge=0)

    sync_wait_seconds: float = Field(40, alias="BIFROST_SYNC_WAIT_SECONDS", gt=0)
    isolation: str = Field("default", alias="BIFROST_ISOLATION")
    workers_in_all: int = Field(32, alias="BIFROST_WORKERS", ge=1)
    workers_per_organization: int = Field(16, alias="BIFROST_WORKERS_PER_ORGANIZATION", ge=1)
    place_wait_seconds: float = Field(5, alias="BIFROST_PLACE_WAIT_SECONDS", ge=0)
    worker_memory_mb: int = Field(1024, alias="BIFROST_WORKER_MEMORY_MB", ge=64)
    discovery_seconds: float = Field(5, alias="BIFROST_DISCOVERY_SECONDS", gt=0)

    package_index: SecretStr = Field(SecretStr(""), alias="BIFROST_PACKAGE_INDEX")
    package_index_authority: Path | None = Field(None, alias="BIFROST_PACKAGE_INDEX_CA")
    package_seconds: float = Field(600, alias="BIFROST_PACKAGE_SECONDS", gt=0, le=1500)
    package_check_seconds: float = Field(30, alias="BIFROST_PACKAGE_CHECK_SECONDS", ge=0)

    beat_seconds: float = Field(10, alias="BIFROST_BEAT_SECONDS", gt=0)
    silence_seconds: float = Field(25, alias="BIFROST_SILENCE_SECONDS", gt=0)
    lost_seconds: float = Field(30, alias="BIFROST_LOST_SECONDS", gt=0)
    overdue_seconds: float = Field(60, alias="BIFROST_OVERDUE_SECONDS", ge=0)
    cancel_seconds: float = Field(2, alias="BIFROST_CANCEL_SECONDS", gt=0)
    resend_seconds: float = Field(60, alias="BIFROST_RESEND_SECONDS", gt=0)
    retention_days: int = Field(90, alias="BIFROST_EXECUTION_RETENTION_DAYS", ge=0)

    purge_after_seconds: float = Field(60, alias="BIFROST_PURGE_AFTER_SECONDS", ge=0)
    purge_seconds: float = Field(15, alias="BIFROST_PURGE_SECONDS", ge=0, le=30)
    audit_retention_days: int = Field(365, alias="BIFROST_AUDIT_RETENTION_DAYS", ge=0, le=36500)

    @property
    def snapshots_directory(self) -> Path:
        """Where the code is that runs see."""
        return self.cache_directory / "snapshots"

    @property
    def packages_directory(self) -> Path:
        """Where the packages are that runs may import: a folder for each set of them."""
        return self.cache_directory / "packages"

    @property
    def uploads_directory(self) -> Path:
        """Where files are that runs send in parts."""
        return self.cache_directory / "uploads"

    @property
    def runs_directory(self) -> Path:
        """Where each run has a folder of its own while it lasts."""
        return self.cache_directory / "runs"


def in_development() -> bool:
    """Whether this is the development host, where people read the logs."""
    return os.environ.get("AZURE_FUNCTIONS_ENVIRONMENT", "").casefold() == "development"


def from_environment() -> Settings:
    """The settings of this process; SettingsError if they cannot be used."""
    given = {name: value for name, value in os.environ.items() if value.strip()}
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        faults = "; ".join(f"{fault['loc'][0]}: {fault['msg']}" for fault in error.errors())
        raise SettingsError(f"the environment cannot be used: {faults}") from error
    if not settings.storage_connection and not settings.storage_account:
        raise SettingsError(
            "set AzureWebJobsStorage to a connection string, "
            "or AzureWebJobsStorage__accountName to use the managed identity"
        )
    # In development one is made up, and its tokens end with the process.
    if "secret_key" not in settings.model_fields_set and not in_development():
        raise SettingsError(
            f"set BIFROST_SECRET_KEY to at least {KEY_CHARACTERS} random characters, "
            "the same for every instance: it signs the tokens that users sign in with"
        )
    if not settings.public_url and not in_development():
        raise SettingsError(
            "set BIFROST_PUBLIC_URL to where browsers find this platform, such as "
            "https://bifrost.example.com: no address is taken from what a caller sent"
        )
    return settings
