"""Configuration of the app: host.json, local.settings.json and the environment.

Values of local.settings.json become environment variables, unless those are set already.
``AzureFunctionsJobHost__a__b`` overrides ``a.b`` of host.json.
"""

import json
import os
import re
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from host.config_tree import ConfigTree, seconds
from host.errors import SettingsInvalid

#: The setting that says where a box of its own keeps everything, and how its value begins.
STORE, SQLITE = "BIFROST_STORE", "sqlite:"
_OVERRIDE = "azurefunctionsjobhost__"
_PERCENT = re.compile(r"%([^%]*)%")
_DEVELOPMENT_POLLING_CAP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class QueueOptions:
    """Options of queue triggers: ``extensions.queues`` of host.json."""

    batch_size: int = 16
    new_batch_threshold: int = 8
    max_dequeue_count: int = 5
    visibility_timeout_seconds: float = 0
    max_polling_interval_seconds: float = 60
    base64: bool = True


@dataclass(frozen=True, slots=True)
class HostOptions:
    """Options of host.json that the host implements."""

    route_prefix: str = "api"
    custom_headers: dict[str, str] = field(default_factory=dict[str, str])
    function_timeout_seconds: float | None = 1800
    allowed_functions: frozenset[str] | None = None
    queues: QueueOptions = QueueOptions()


@dataclass(frozen=True, slots=True)
class HostSettings:
    """The configuration of one host. The app sees the same ``environment``."""

    app_root: Path
    environment: MutableMapping[str, str]
    host: HostOptions
    cors_origins: tuple[str, ...] = ()
    cors_credentials: bool = False

    def find(self, name: str) -> str | None:
        return self.environment.get(name) or None

    def is_on(self, name: str) -> bool:
        return (self.find(name) or "").lower() in {"1", "true"}

    def expand(self, text: str) -> str:
        """``text`` with every ``%NAME%`` replaced by the setting. Raises SettingsInvalid."""
        return _PERCENT.sub(lambda found: self._require(found[1]), text)

    def connection(self, name: str) -> str:
        """The connection string that a binding calls ``name``, or the store of this box.

        Raises SettingsInvalid.
        """
        store = self.find(STORE) or ""
        if store.startswith(SQLITE):
            return store
        for setting in (f"AzureWebJobs{name}", name):
            if value := self.find(setting):
                return value
        if any(key.startswith(f"{name}__") for key in self.environment):
            raise SettingsInvalid(
                f"the connection {name} is by identity; the development host needs a connection"
                f" string in the setting {name}"
            )
        raise SettingsInvalid(f"the setting {name} with the connection string is missing")

    def is_disabled(self, function: str) -> bool:
        return self.is_on(f"AzureWebJobs.{function}.Disabled") or self.is_on(
            f"AzureWebJobs_{function}_Disabled"
        )

    def _require(self, name: str) -> str:
        value = self.find(name)
        if value is None:
            raise SettingsInvalid(f"the setting {name}, used as %{name}%, is missing")
        return value


def load(app_root: Path, environment: MutableMapping[str, str]) -> HostSettings:
    """Read the files of the app and complete ``environment``. Raises SettingsInvalid."""
    local = _read(app_root / "local.settings.json") or ConfigTree({"IsEncrypted": False})
    if local.get("IsEncrypted") is not False:
        raise SettingsInvalid(
            "local.settings.json counts as encrypted: set IsEncrypted to false in it"
        )
    for name, value in _values(local).items():
        environment.setdefault(name, value)
    environment.setdefault("AZURE_FUNCTIONS_ENVIRONMENT", "Development")
    # This host lives as long as its runs, so they need not wait for a message of the queue.
    environment.setdefault("BIFROST_DISPATCH", "local")
    return HostSettings(
        app_root=app_root,
        environment=environment,
        host=_host_options(app_root, environment),
        cors_origins=_cors_origins(local, environment),
        cors_credentials=local.get("Host", "CORSCredentials") is True
        or environment.get("CORS_SUPPORT_CREDENTIALS", "").lower() == "true",
    )


def _read(path: Path) -> ConfigTree | None:
    try:
        content: object = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise SettingsInvalid(f"{path.name} is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise SettingsInvalid(f"{path.name} must hold a JSON object")
    return ConfigTree(cast("dict[str, object]", content))


def _values(local: ConfigTree) -> dict[str, str]:
    values = local.get("Values")
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise SettingsInvalid("Values in local.settings.json must be an object")
    named = cast("dict[str, object]", values)
    wrong = [name for name, value in named.items() if not isinstance(value, str)]
    if wrong:
        raise SettingsInvalid(f"in local.settings.json, {wrong[0]} of Values must be a string")
    return cast("dict[str, str]", named)


def _host_options(app_root: Path, environment: MutableMapping[str, str]) -> HostOptions:
    tree = _read(app_root / "host.json")
    if tree is None:
        raise SettingsInvalid(f"there is no host.json in {app_root}")
    for name, value in environment.items():
        if name.lower().startswith(_OVERRIDE):
            tree = tree.replaced(name[len(_OVERRIDE) :].split("__"), value)
    if tree.get("version") != "2.0":
        raise SettingsInvalid('host.json must say "version": "2.0"')
    allowed = tree.texts("functions")
    return HostOptions(
        route_prefix=tree.text("api", "extensions", "http", "routePrefix"),
        custom_headers=tree.mapping("extensions", "http", "customHeaders"),
        function_timeout_seconds=_function_timeout(tree),
        allowed_functions=None if allowed is None else frozenset(allowed),
        queues=_queue_options(tree, environment["AZURE_FUNCTIONS_ENVIRONMENT"]),
    )


def _function_timeout(tree: ConfigTree) -> float | None:
    written = tree.text("00:30:00", "functionTimeout")
    return None if written == "-1" else seconds(written, "functionTimeout")


def _queue_options(tree: ConfigTree, environment_name: str) -> QueueOptions:
    queues = tree.below("extensions", "queues")
    batch_size = queues.number(16, 1, 32, "batchSize")
    cores = os.cpu_count() or 1
    polling = seconds(queues.text("00:01:00", "maxPollingInterval"), "maxPollingInterval")
    if polling < 0.1:
        raise SettingsInvalid("maxPollingInterval in host.json must be at least 100 ms")
    if environment_name.lower() == "development":
        polling = min(polling, _DEVELOPMENT_POLLING_CAP_SECONDS)
    encoding = queues.text("base64", "messageEncoding").lower()
    if encoding not in {"base64", "none"}:
        raise SettingsInvalid("messageEncoding in host.json must be base64 or none")
    return QueueOptions(
        batch_size=batch_size,
        new_batch_threshold=queues.number(batch_size // 2 * cores, 0, 10_000, "newBatchThreshold"),
        max_dequeue_count=queues.number(5, 1, 1_000_000, "maxDequeueCount"),
        visibility_timeout_seconds=seconds(
            queues.text("00:00:00", "visibilityTimeout"), "visibilityTimeout"
        ),
        max_polling_interval_seconds=polling,
        base64=encoding == "base64",
    )


def _cors_origins(local: ConfigTree, environment: MutableMapping[str, str]) -> tuple[str, ...]:
    """``Host.CORS`` of local.settings.json, else the JSON array in ``CORS_ALLOWED_ORIGINS``."""
    written = local.get("Host", "CORS")
    if isinstance(written, str):
        return tuple(origin.strip().rstrip("/") for origin in written.split(",") if origin.strip())
    try:
        listed: object = json.loads(environment.get("CORS_ALLOWED_ORIGINS") or "[]")
    except ValueError as error:
        raise SettingsInvalid("CORS_ALLOWED_ORIGINS must be a JSON array of origins") from error
    if not isinstance(listed, list):
        raise SettingsInvalid("CORS_ALLOWED_ORIGINS must be a JSON array of origins")
    return tuple(str(origin).rstrip("/") for origin in cast("list[object]", listed))
