"""The development stack: starts and stops the host, and what it keeps its data in.

That is one SQLite store, which the host opens by itself, or Azurite and stand-ins for Key Vault and
Azure Files, which run beside it. Each process is a child that ends with this one, and they stop in
reverse. Azurite needs time to end, since it flushes its data on SIGTERM.
"""

import json
import os
import secrets
from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from urllib.parse import urlsplit

from local.azurite import Azurite, AzuritePorts
from local.children import ROOT, ChildProgram, StartFailed, base_environment, child
from local.data_folders import AZURITE, require_no_other_data
from local.data_folders import STORE as STORE_FOLDER
from local.demo import DEMO_USERS

__all__ = [
    "ROOT",
    "Stack",
    "StackOptions",
    "StartFailed",
    "hosted",
    "local_settings",
    "running",
    "services",
    "stores_only",
]

STORE, STORAGE = "BIFROST_STORE", "AzureWebJobsStorage"
SQLITE = "sqlite:"
#: Where ``npm run dev`` serves the web client.
CLIENT_IN_DEVELOPMENT = "http://localhost:5173"


@dataclass(frozen=True, slots=True)
class StackOptions:
    """How the stack runs. ``port`` 0 is any free port; ``environment`` overrides settings.

    The data is in SQLite, unless the environment names a storage account, or Azurite is asked for:
    with its data in a file, or in memory for tests. Its stores listen on ``stores_port`` and the
    four ports after it, or on free ones. ``client`` is the folder of the built web client; without
    it, only the API is served.
    """

    data: Path
    port: int = 0
    app: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    sign_in: bool = True
    demo: bool = True
    azurite: bool = False
    in_memory: bool = False
    stores_port: int | None = None
    client: Path | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether the data is in a SQLite store."""
        if STORE in self.environment:
            return self.environment[STORE].startswith(SQLITE)
        return not (self.azurite or self.in_memory or STORAGE in self.environment)


@dataclass(frozen=True, slots=True)
class Stack:
    """The running stack and its addresses."""

    url: str
    host: "Popen[str]"
    settings: Mapping[str, str]
    addresses: Mapping[str, str]
    data: Path

    def run_function(self, name: str) -> None:
        """Run a timer or queue function now, through the host's admin API."""
        import httpx

        keys = json.loads((self.data / "host" / "keys.json").read_text())
        httpx.post(
            f"{self.url}/admin/functions/{name}",
            json={"input": ""},
            headers={"x-functions-key": keys["master"]},
        ).raise_for_status()


@contextmanager
def running(options: StackOptions) -> Generator[Stack]:
    """Run the whole stack; StartFailed, with nothing left running, if a process does not start."""
    with services(options) as settings, hosted(options, settings) as stack:
        yield stack


@contextmanager
def hosted(options: StackOptions, settings: Mapping[str, str]) -> Generator[Stack]:
    """Run the Functions host over services that run already."""
    chosen = {**settings, **options.environment}
    with _host(options, chosen) as (host, announced):
        if not options.is_sqlite:
            _write_settings(options.data / "local.settings.json", chosen)
        url = announced["url"]
        # The rules of an account that somebody else runs are theirs.
        if not options.is_sqlite and STORAGE not in options.environment:
            _allow_uploads(chosen[STORAGE], url)
        yield Stack(url, host, chosen, _addresses(options, chosen, url), options.data)


def stores_only(options: StackOptions, settings: Mapping[str, str]) -> None:
    """Make the tables, queues and containers that a storage account lacks, for a host elsewhere."""
    import asyncio

    from local.azure_stores import create

    asyncio.run(create(settings[STORAGE]))
    _write_settings(options.data / "local.settings.json", settings)


def local_settings(settings: Mapping[str, str]) -> str:
    """The settings as ``local.settings.json`` has them."""
    values = {"FUNCTIONS_WORKER_RUNTIME": "python", **settings}
    return json.dumps({"IsEncrypted": False, "Values": values}, indent=2)


@contextmanager
def services(options: StackOptions) -> Generator[Mapping[str, str]]:
    """Run what the host needs beside it, which is nothing for SQLite; yields its settings."""
    options.data.mkdir(parents=True, exist_ok=True)
    settings = _defaults(options)
    if options.is_sqlite:
        if STORE not in options.environment:
            require_no_other_data(options.data)
        yield {STORE: f"{SQLITE}{options.data / STORE_FOLDER}", **settings}
        return
    settings[STORE] = "azure"
    with ExitStack() as processes:
        stand_ins = processes.enter_context(_stand_ins(options))
        if STORAGE not in options.environment:
            folder = None if options.in_memory else options.data / AZURITE
            first = options.stores_port
            ports = None if first is None else AzuritePorts(first, first + 1, first + 2)
            azurite = processes.enter_context(
                Azurite.start(folder, in_memory=options.in_memory, ports=ports)
            )
            settings[STORAGE] = azurite.connection_string
        # They started while Azurite did.
        announced = stand_ins.announced()
        settings["BIFROST_KEY_VAULT_URL"] = announced["vaultUrl"]
        settings["BIFROST_KEY_VAULT_CA"] = announced["vaultCa"]
        settings["BIFROST_FILES_CONNECTION"] = announced["filesConnectionString"]
        yield settings


def _allow_uploads(connection: str, url: str) -> None:
    """Let the web client upload to Azurite: the one that is served, and that of ``npm run dev``."""
    # A start over SQLite does without the SDK, which takes long to import.
    from local.azure_stores import allow_uploads

    allow_uploads(connection, [url, CLIENT_IN_DEVELOPMENT])


def _stand_ins(options: StackOptions) -> AbstractContextManager[ChildProgram]:
    command = ["local.standins", "--data", str(options.data / "standins")]
    if (first := options.stores_port) is not None:
        command += ["--vault-port", str(first + 3), "--files-port", str(first + 4)]
    return child("stand-ins", command, base_environment(), "--exit-with-parent")


def _defaults(options: StackOptions) -> dict[str, str]:
    return {
        "AZURE_FUNCTIONS_ENVIRONMENT": "Development",
        "PYTHON_SCRIPT_FILE_NAME": "bifrost.py",
        "BIFROST_TRUST_CLIENT_PRINCIPAL": str(options.sign_in).lower(),
        "BIFROST_WORKSPACE_LOCATION": str(ROOT / "workspace"),
        "BIFROST_EGRESS_ALLOW": "127.0.0.1",
        "BIFROST_WORKSPACE_CHECK_SECONDS": "1",
        "BIFROST_CACHE_LOCATION": str(options.data / "cache"),
        "BIFROST_SECRET_KEY": _secret_key(options.data / "secret.key"),
    }


def _secret_key(file: Path) -> str:
    """The secret key, created once, so that users stay signed in after a restart."""
    if not file.exists():
        draft = file.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        draft.replace(file)
    return file.read_text()


def _write_settings(file: Path, settings: Mapping[str, str]) -> None:
    """Write local.settings.json for ``func start`` of Core Tools over the same stores."""
    file.touch(mode=0o600)
    file.write_text(local_settings(settings))


@contextmanager
def _host(
    options: StackOptions, settings: Mapping[str, str]
) -> Generator[tuple["Popen[str]", Mapping[str, str]]]:
    command = ["local.host", "--app", str(options.app), "--data", str(options.data / "host")]
    command += ["--port", str(options.port)]
    if options.sign_in:
        command += ["--sign-in", str(_write_accounts(options.data))]
    if options.client is not None:
        command += ["--client", str(options.client), "--blob-origin", _blob_origin(settings)]
    if not options.demo:
        command += ["--no-demo"]
    environment = {**os.environ, **settings}
    with child("Functions host", command, environment, "--exit-with-parent") as started:
        yield started.process, started.announced()


def _blob_origin(settings: Mapping[str, str]) -> str:
    """The origin that pages upload to; empty where that is the host's own."""
    if settings.get(STORE, "").startswith(SQLITE):
        return ""
    address = urlsplit(_endpoint(settings[STORAGE], "Blob"))
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""


def _write_accounts(data: Path) -> Path:
    """Write the accounts that can sign in at /.auth/login/dev."""
    accounts = [
        {"email": user.email, "name": user.name, "userId": user.sign_in_id, "note": user.note}
        for user in DEMO_USERS
    ]
    file = data / "accounts.json"
    file.write_text(json.dumps(accounts, indent=2))
    return file


def _addresses(options: StackOptions, settings: Mapping[str, str], url: str) -> Mapping[str, str]:
    return {
        "Web page": f"{url}/",
        "API": f"{url}/api",
        "API documentation": f"{url}/api/docs",
        **({"Sign in as": f"{url}/.auth/login/dev"} if options.sign_in else {}),
        "Mail that was sent": f"{url}/.mail",
        **_stores(settings),
        "Workflows": settings["BIFROST_WORKSPACE_LOCATION"],
    }


def _stores(settings: Mapping[str, str]) -> Mapping[str, str]:
    store = settings.get(STORE, "")
    if store.startswith(SQLITE):
        return {"Data": f"{store.removeprefix(SQLITE)} (SQLite)"}
    storage = settings[STORAGE]
    return {
        "Tables": _endpoint(storage, "Table"),
        "Queues": _endpoint(storage, "Queue"),
        "Blobs": _endpoint(storage, "Blob"),
        "Key Vault stand-in": settings["BIFROST_KEY_VAULT_URL"],
        "Azure Files stand-in": _endpoint(settings["BIFROST_FILES_CONNECTION"], "File"),
    }


def _endpoint(connection: str, service: str) -> str:
    parts = dict(part.split("=", 1) for part in connection.split(";") if "=" in part)
    return parts.get(f"{service}Endpoint", "Azure")
