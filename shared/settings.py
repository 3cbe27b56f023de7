"""Settings of this process, read from ``os.environ``."""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, cast
from urllib.parse import urlsplit
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
    model_validator,
)

from shared.development import in_development
from shared.wording.setting_messages import bare, expected, is_secret, listed, origin

KEY_CHARACTERS = 32
STORAGE = ("AzureWebJobsStorage", "AzureWebJobsStorage__accountName")
KEY = "BIFROST_SECRET_KEY"
PUBLIC_URL = "BIFROST_PUBLIC_URL"
SMTP_URL, MAIL_FROM = "BIFROST_SMTP_URL", "BIFROST_MAIL_FROM"
A_KEY = f"at least {KEY_CHARACTERS} random characters, or a reference to a Key Vault that resolves"
#: What ``BIFROST_STORE`` says: this, or where the folder of one box is.
AZURE, SQLITE = "azure", "sqlite:"
#: What ``BIFROST_ISOLATION`` says unless it names layers of the sandbox.
ANY_LAYERS = "default"
SHARE_NAME = r"^([a-z0-9][a-z0-9-]{1,61}[a-z0-9])?$"

#: An address in ASCII, or none.
MAIL_ADDRESS = r"^([A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,185})?$"

#: The beginning of a connection string of Azure Web PubSub: its address and its key.
WEB_PUBSUB = re.compile(r"(?i)Endpoint=(https?://[^;/]+)/?;AccessKey=([^;]+)(;|$)")


class SettingsError(Exception):
    """A setting is missing or invalid; the message says which, and how to correct it."""


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
HostsAndNetworks = Annotated[frozenset[HostOrNetwork], BeforeValidator(listed)]
#: ``https://host``; a trailing slash in the setting is removed.
Origin = Annotated[str, AfterValidator(origin)]
#: Addresses of pages that may act for the signed-in user.
Origins = Annotated[frozenset[Origin], BeforeValidator(listed)]
Ids = Annotated[frozenset[UUID], BeforeValidator(listed)]
HeaderNames = Annotated[
    frozenset[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]+$", to_lower=True)]],
    BeforeValidator(listed),
]


def _without_slash(text: str) -> str:
    return text.rstrip("/")


def _usable(key: SecretStr) -> SecretStr:
    text = key.get_secret_value().strip()
    if text.startswith("@Microsoft.KeyVault("):  # unresolved, and public
        raise ValueError("the reference to the Key Vault could not be resolved")
    if len(text) < KEY_CHARACTERS:
        raise ValueError(f"a key has at least {KEY_CHARACTERS} characters")
    return SecretStr(text)


def _proxy(url: SecretStr) -> SecretStr:
    """Return the address without quotes and a trailing slash; errors omit it and its password."""
    text = bare(url.get_secret_value()).rstrip("/")
    words = "give the address of a proxy, such as http://user:password@proxy.example:3128"
    if not text:
        return SecretStr("")
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.path
        is_plain = parts.port != 0 and not parts.query and not parts.fragment
    except ValueError:  # the port is no number
        raise ValueError(words) from None
    if not (is_whole and is_plain):
        raise ValueError(words)
    return SecretStr(text)


def _pub_sub(text: SecretStr) -> SecretStr:
    bared = bare(text.get_secret_value())
    if bared and WEB_PUBSUB.match(bared) is None:
        raise ValueError("it has no Endpoint and AccessKey")
    return SecretStr(bared)


def _mail_server(url: SecretStr) -> SecretStr:
    """Return the address of a mail server; errors omit it and its password."""
    text = bare(url.get_secret_value()).rstrip("/")
    words = "give the address of a mail server, such as smtp://user:password@smtp.example.com:587"
    if not text:
        return SecretStr("")
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and not parts.path
        is_plain = parts.port != 0 and not parts.query and not parts.fragment
    except ValueError:  # the port is no number
        raise ValueError(words) from None
    if not (is_whole and is_plain):
        raise ValueError(words)
    return SecretStr(text)


MailServer = Annotated[SecretStr, AfterValidator(_mail_server)]
WebPubSub = Annotated[SecretStr, AfterValidator(_pub_sub)]
ProxyUrl = Annotated[SecretStr, AfterValidator(_proxy)]
SecretKey = Annotated[SecretStr, AfterValidator(_usable)]


class Settings(BaseModel):
    """All settings; each has its environment variable as alias."""

    model_config = ConfigDict(
        defer_build=True,  # indexing the app needs no settings
        frozen=True,
        extra="ignore",
        str_strip_whitespace=True,
        hide_input_in_errors=True,
    )

    store: str = Field(
        AZURE,
        alias="BIFROST_STORE",
        pattern=r"^(azure|sqlite:.+)$",
        description="azure, or sqlite: and a folder on a disk of this machine, such as "
        "sqlite:/var/lib/bifrost",
    )
    store_sync: Literal["full", "normal"] = Field("full", alias="BIFROST_STORE_SYNC")
    secrets_key_file: Path | None = Field(None, alias="BIFROST_SECRETS_KEY_FILE")
    backup_location: Path | None = Field(None, alias="BIFROST_BACKUP_LOCATION")
    backup_hours: float = Field(24, alias="BIFROST_BACKUP_HOURS", ge=1, le=24 * 31)
    backups_kept: int = Field(7, alias="BIFROST_BACKUPS_KEPT", ge=1, le=1000)
    storage_connection: str = Field("", alias="AzureWebJobsStorage")
    storage_account: str = Field("", alias="AzureWebJobsStorage__accountName")
    vault_url: Origin = Field(
        "",
        alias="BIFROST_KEY_VAULT_URL",
        description="the address of a Key Vault, such as https://bifrost.vault.azure.net",
    )
    vault_authority_file: str = Field("", alias="BIFROST_KEY_VAULT_CA")
    workspace: Path = Field(Path("workspace"), alias="BIFROST_WORKSPACE_LOCATION")
    files_connection: str = Field("", alias="BIFROST_FILES_CONNECTION")
    workspace_share: str = Field(
        "",
        alias="BIFROST_WORKSPACE_SHARE",
        pattern=SHARE_NAME,
        description="the name of a share of Azure Files, 3 to 63 lower-case letters, digits and "
        "hyphens, such as workspace",
    )
    workspace_check_seconds: float = Field(30, alias="BIFROST_WORKSPACE_CHECK_SECONDS", ge=0)
    cache_directory: Path = Field(
        default_factory=lambda: Path(tempfile.gettempdir()) / f"bifrost-{os.getuid()}",
        alias="BIFROST_CACHE_LOCATION",
    )

    trust_client_principal: bool = Field(default=False, alias="BIFROST_TRUST_CLIENT_PRINCIPAL")
    trusted_proxies: int = Field(1, alias="BIFROST_TRUSTED_PROXIES", ge=0, le=10)

    sign_in_tenants: Ids = Field(
        frozenset(),
        alias="BIFROST_SIGN_IN_TENANTS",
        description=f"ids of tenants, not their names, parted by commas, such as {UUID(int=1)}",
    )
    sign_in_client_id: UUID | None = Field(None, alias="BIFROST_SIGN_IN_CLIENT_ID")
    sign_in_issuer: Annotated[str, AfterValidator(_without_slash)] = Field(
        "https://graph.microsoft.com", alias="BIFROST_SIGN_IN_ISSUER"
    )
    workflow_access: Literal["forms", "members"] = Field("forms", alias="BIFROST_WORKFLOW_ACCESS")
    bootstrap_admin: str = Field("", alias="BIFROST_BOOTSTRAP_ADMIN")
    egress_allow: HostsAndNetworks = Field(
        frozenset(),
        alias="BIFROST_EGRESS_ALLOW",
        description="hosts and networks, parted by commas, without https:// and without a path, "
        "such as erp.example.com, 10.1.2.3:8443, 10.0.0.0/8",
    )
    client_origins: Origins = Field(
        frozenset(),
        alias="BIFROST_CLIENT_ORIGINS",
        description="addresses of pages, without a path, parted by commas, such as "
        "https://portal.example.com",
    )
    public_url: Origin = Field(
        "",
        alias="BIFROST_PUBLIC_URL",
        description="the address that browsers use, without a path, such as "
        "https://bifrost.example.com",
    )
    secret_key: SecretKey = Field(
        description=A_KEY,
        default_factory=lambda: SecretStr(secrets.token_urlsafe(KEY_CHARACTERS)),
        alias="BIFROST_SECRET_KEY",
    )
    previous_secret_key: SecretKey | None = Field(
        None, alias="BIFROST_SECRET_KEY_PREVIOUS", description=A_KEY
    )
    refusal_seconds: float = Field(0.5, alias="BIFROST_REFUSAL_SECONDS", ge=0)
    mfa_enabled: bool = Field(default=True, alias="BIFROST_MFA_ENABLED")
    totp_issuer: Annotated[str, StringConstraints(max_length=60, pattern=r"^[^:\r\n]+$")] = Field(
        "Bifrost",
        alias="BIFROST_MFA_TOTP_ISSUER",
        description="1 to 60 characters without a colon, such as Contoso Automation",
    )
    recovery_code_count: int = Field(10, alias="BIFROST_MFA_RECOVERY_CODE_COUNT", ge=1, le=50)
    trusted_device_days: int = Field(30, alias="BIFROST_MFA_TRUSTED_DEVICE_DAYS", ge=1, le=365)
    webauthn_rp_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]*$", max_length=253)] = (
        Field(
            "",
            alias="BIFROST_WEBAUTHN_RP_ID",
            description="the domain of the addresses that browsers use, or one above it, such as "
            "example.com",
        )
    )
    webauthn_origins: Origins = Field(
        frozenset(),
        alias="BIFROST_WEBAUTHN_ORIGIN",
        description="addresses of pages, without a path, parted by commas, such as "
        "https://bifrost.example.com",
    )
    mfa_grace_days: int = Field(14, alias="BIFROST_MFA_GRACE_DAYS", ge=0, le=365)

    smtp_url: MailServer = Field(
        SecretStr(""),
        alias="BIFROST_SMTP_URL",
        description="the address of a mail server, such as "
        "smtp://user:password@smtp.example.com:587, or smtps:// for TLS from the start",
    )
    mail_from: Annotated[str, StringConstraints(max_length=254, pattern=MAIL_ADDRESS)] = Field(
        "",
        alias="BIFROST_MAIL_FROM",
        description="an e-mail address, such as bifrost@example.com",
    )

    dispatch: Literal["queue", "local", "doorbell"] = Field("queue", alias="BIFROST_DISPATCH")
    doorbell_url: Origin = Field(
        "",
        alias="BIFROST_DOORBELL_URL",
        description="the address at which this app reaches itself, without a path, such as "
        "https://bifrost.azurewebsites.net",
    )
    web_pubsub: WebPubSub = Field(
        SecretStr(""),
        alias="BIFROST_WEB_PUBSUB",
        description="the connection string of a Web PubSub service, such as "
        "Endpoint=https://bifrost.webpubsub.azure.com;AccessKey=...;Version=1.0;",
    )
    web_pubsub_hub: Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,63}$")] = (
        Field("bifrost", alias="BIFROST_WEB_PUBSUB_HUB")
    )
    sync_wait_seconds: float = Field(40, alias="BIFROST_SYNC_WAIT_SECONDS", gt=0)
    isolation: str = Field(ANY_LAYERS, alias="BIFROST_ISOLATION")
    workers_in_all: int = Field(32, alias="BIFROST_WORKERS", ge=1)
    workers_per_organization: int = Field(16, alias="BIFROST_WORKERS_PER_ORGANIZATION", ge=1)
    place_wait_seconds: float = Field(5, alias="BIFROST_PLACE_WAIT_SECONDS", ge=0)
    worker_memory_mb: int = Field(1024, alias="BIFROST_WORKER_MEMORY_MB", ge=64)
    discovery_seconds: float = Field(5, alias="BIFROST_DISCOVERY_SECONDS", gt=0)

    endpoint_key_limit: int = Field(600, alias="BIFROST_ENDPOINT_KEY_LIMIT", ge=1, le=1_000_000)
    endpoint_address_limit: int = Field(
        120, alias="BIFROST_ENDPOINT_ADDRESS_LIMIT", ge=1, le=1_000_000
    )
    endpoint_headers: HeaderNames = Field(
        frozenset(),
        alias="BIFROST_ENDPOINT_HEADERS",
        description="names of headers, parted by commas, such as Set-Cookie, Location",
    )
    webhook_limit: int = Field(600, alias="BIFROST_WEBHOOK_LIMIT", ge=1, le=1_000_000)
    delivery_retention_days: int = Field(
        30, alias="BIFROST_DELIVERY_RETENTION_DAYS", ge=1, le=36500
    )

    package_index: SecretStr = Field(SecretStr(""), alias="BIFROST_PACKAGE_INDEX")
    package_index_authority: Path | None = Field(None, alias="BIFROST_PACKAGE_INDEX_CA")
    package_seconds: float = Field(600, alias="BIFROST_PACKAGE_SECONDS", gt=0, le=1500)
    package_check_seconds: float = Field(30, alias="BIFROST_PACKAGE_CHECK_SECONDS", ge=0)

    bifrost_openai_key: SecretStr = Field(SecretStr(""), alias="BIFROST_OPENAI_API_KEY")
    openai_key: SecretStr = Field(SecretStr(""), alias="OPENAI_API_KEY")
    bifrost_anthropic_key: SecretStr = Field(SecretStr(""), alias="BIFROST_ANTHROPIC_API_KEY")
    anthropic_key: SecretStr = Field(SecretStr(""), alias="ANTHROPIC_API_KEY")
    gemini_key: SecretStr = Field(SecretStr(""), alias="GEMINI_API_KEY")
    openrouter_key: SecretStr = Field(SecretStr(""), alias="OPENROUTER_API_KEY")
    openai_model: str = Field("", alias="BIFROST_OPENAI_MODEL")
    anthropic_model: str = Field("", alias="BIFROST_ANTHROPIC_MODEL")
    gemini_model: str = Field("", alias="BIFROST_GEMINI_MODEL")
    openrouter_model: str = Field("", alias="BIFROST_OPENROUTER_MODEL")
    ai_retention_days: int = Field(400, alias="BIFROST_AI_RETENTION_DAYS", ge=0, le=36500)

    run_proxy: ProxyUrl = Field(SecretStr(""), alias="BIFROST_RUN_PROXY")
    run_no_proxy: str = Field("localhost,127.0.0.1,::1", alias="BIFROST_RUN_NO_PROXY")

    beat_seconds: float = Field(10, alias="BIFROST_BEAT_SECONDS", gt=0)
    silence_seconds: float = Field(25, alias="BIFROST_SILENCE_SECONDS", gt=0)
    lost_seconds: float = Field(30, alias="BIFROST_LOST_SECONDS", gt=0)
    overdue_seconds: float = Field(60, alias="BIFROST_OVERDUE_SECONDS", ge=0)
    cancel_seconds: float = Field(2, alias="BIFROST_CANCEL_SECONDS", gt=0)
    resend_seconds: float = Field(60, alias="BIFROST_RESEND_SECONDS", gt=0)
    retention_days: int = Field(90, alias="BIFROST_EXECUTION_RETENTION_DAYS", ge=0)
    schedule_failures: int = Field(5, alias="BIFROST_SCHEDULE_FAILURES", ge=1, le=1000)
    upload_quota_mb: int = Field(10_240, alias="BIFROST_UPLOAD_QUOTA_MB", ge=0)

    purge_after_seconds: float = Field(60, alias="BIFROST_PURGE_AFTER_SECONDS", ge=0)
    purge_seconds: float = Field(15, alias="BIFROST_PURGE_SECONDS", ge=0, le=30)
    audit_retention_days: int = Field(365, alias="BIFROST_AUDIT_RETENTION_DAYS", ge=0, le=36500)

    @model_validator(mode="before")
    @classmethod
    def _reads_leniently(cls, given: object) -> object:
        """Strip blanks and quotes around values; an empty value counts as not set."""
        if not isinstance(given, dict):
            return given
        secret = {f.alias for f in cls.model_fields.values() if is_secret(f)}
        return {
            name: found
            for name, value in cast("dict[str, object]", given).items()
            if (found := _bared(value, keep_quotes=name in secret)) != ""
        }

    @property
    def secret_keys(self) -> list[str]:
        """The secret keys, the current one first."""
        keys = [self.secret_key, self.previous_secret_key]
        return [key.get_secret_value() for key in keys if key]

    @property
    def provider_keys(self) -> Mapping[str, SecretStr]:
        """The environment's keys of language models, by provider; our own names come first."""
        found = {
            "Anthropic": self.bifrost_anthropic_key or self.anthropic_key,
            "OpenAI": self.bifrost_openai_key or self.openai_key,
            "Gemini": self.gemini_key,
            "OpenRouter": self.openrouter_key,
        }
        return {name: key for name, key in found.items() if key}

    @property
    def provider_models(self) -> Mapping[str, str]:
        """The models that the environment names, by provider."""
        found = {
            "Anthropic": self.anthropic_model,
            "OpenAI": self.openai_model,
            "Gemini": self.gemini_model,
            "OpenRouter": self.openrouter_model,
        }
        return {name: model for name, model in found.items() if model}

    @property
    def is_one_box(self) -> bool:
        """Whether the store is a folder of this machine, and this process the only one."""
        return self.store != AZURE

    @property
    def sqlite_folder(self) -> Path:
        """The folder of ``sqlite:<folder>``."""
        return Path(self.store.removeprefix(SQLITE)).expanduser()

    @property
    def snapshots_directory(self) -> Path:
        """The folder with the code that runs see."""
        return self.cache_directory / "snapshots"

    @property
    def packages_directory(self) -> Path:
        """The folder with the packages that runs can import: one folder for each set."""
        return self.cache_directory / "packages"

    @property
    def uploads_directory(self) -> Path:
        """The folder with files that runs send in chunks."""
        return self.cache_directory / "uploads"

    @property
    def runs_directory(self) -> Path:
        """The folder in which each run has its own folder while it lasts."""
        return self.cache_directory / "runs"


def from_environment() -> Settings:
    """Return the settings of this process; SettingsError names all that are missing or invalid."""
    try:
        settings = Settings.model_validate({**os.environ})
    except ValidationError as error:
        faults = [*_faults(error), *_missing({**os.environ})]
        raise SettingsError(f"the environment cannot be used: {'; '.join(faults)}") from error
    missing = _missing({**os.environ})
    if missing:
        raise SettingsError("; ".join(missing))
    return settings


def _bared(value: object, *, keep_quotes: bool) -> object:
    if not isinstance(value, str):
        return value
    found = bare(value)
    return value.strip() if keep_quotes and found else found


def _faults(error: ValidationError) -> list[str]:
    """Return one fault for each invalid setting; without its value, which can be a secret."""
    fields = {field.alias: field for field in Settings.model_fields.values()}
    names = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors(include_input=False))
    return [f"{name}: set it to {expected(fields[name])}" for name in names]


def _missing(environment: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    is_one_box = bare(environment.get("BIFROST_STORE", "")).startswith(SQLITE)
    if not is_one_box and not any(bare(environment.get(name, "")) for name in STORAGE):
        found.append(
            "set AzureWebJobsStorage to a connection string, "
            "or AzureWebJobsStorage__accountName to use the managed identity, "
            "or BIFROST_STORE to sqlite:<folder> to keep everything on this machine"
        )
    # In development a key is generated: its tokens are valid until the process ends.
    if not bare(environment.get(KEY, "")) and not in_development():
        found.append(
            f"set {KEY} to at least {KEY_CHARACTERS} random characters, "
            "the same for every instance: it signs the tokens that users sign in with"
        )
    if not bare(environment.get(PUBLIC_URL, "")) and not in_development():
        found.append(
            f"set {PUBLIC_URL} to the address that browsers use, such as "
            "https://bifrost.example.com: no address is taken from a request"
        )
    if bare(environment.get(SMTP_URL, "")) and not bare(environment.get(MAIL_FROM, "")):
        found.append(f"set {MAIL_FROM} to the address that mail is sent from")
    return found
