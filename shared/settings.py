"""What this process was told by its environment; the one reader of ``os.environ``."""

import os
import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

VERSION = "0.1.0"


class SettingsError(Exception):
    """The environment lacks something or holds nonsense; says what and how to mend it."""


class Settings(BaseModel):
    """Every setting, by the name it has in the environment."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    storage_connection: str = Field("", alias="AzureWebJobsStorage")
    storage_account: str = Field("", alias="AzureWebJobsStorage__accountName")
    vault_url: str = Field("", alias="BIFROST_KEY_VAULT_URL")
    vault_authority_file: str = Field("", alias="BIFROST_KEY_VAULT_CA")
    workspace: Path = Field(Path("workspace"), alias="BIFROST_WORKSPACE_LOCATION")
    workspace_check_seconds: float = Field(30, alias="BIFROST_WORKSPACE_CHECK_SECONDS", ge=0)
    cache_directory: Path = Field(
        default_factory=lambda: Path(tempfile.gettempdir()) / f"bifrost-{os.getuid()}",
        alias="BIFROST_CACHE_LOCATION",
    )

    trust_client_principal: bool = Field(default=False, alias="BIFROST_TRUST_CLIENT_PRINCIPAL")
    trusted_proxies: int = Field(1, alias="BIFROST_TRUSTED_PROXIES", ge=0, le=10)

    sync_wait_seconds: float = Field(40, alias="BIFROST_SYNC_WAIT_SECONDS", gt=0)
    workers_in_all: int = Field(32, alias="BIFROST_WORKERS", ge=1)
    workers_per_organization: int = Field(16, alias="BIFROST_WORKERS_PER_ORGANIZATION", ge=1)
    place_wait_seconds: float = Field(5, alias="BIFROST_PLACE_WAIT_SECONDS", ge=0)
    worker_memory_mb: int = Field(1024, alias="BIFROST_WORKER_MEMORY_MB", ge=64)
    discovery_seconds: float = Field(5, alias="BIFROST_DISCOVERY_SECONDS", gt=0)

    beat_seconds: float = Field(10, alias="BIFROST_BEAT_SECONDS", gt=0)
    silence_seconds: float = Field(25, alias="BIFROST_SILENCE_SECONDS", gt=0)
    lost_seconds: float = Field(30, alias="BIFROST_LOST_SECONDS", gt=0)
    overdue_seconds: float = Field(60, alias="BIFROST_OVERDUE_SECONDS", ge=0)
    cancel_seconds: float = Field(2, alias="BIFROST_CANCEL_SECONDS", gt=0)
    resend_seconds: float = Field(60, alias="BIFROST_RESEND_SECONDS", gt=0)
    retention_days: int = Field(90, alias="BIFROST_EXECUTION_RETENTION_DAYS", ge=0)

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
    return settings
