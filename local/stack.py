"""The development stack: starts and stops Azurite, the stand-ins and the Functions host.

They start in this order, with the seed before the host, and stop in reverse. Each is a child
process that ends with this one. Azurite needs time to end, since it flushes its data on SIGTERM.
"""

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from local.azurite import Azurite
from local.demo import DEMO_USERS

ROOT = Path(__file__).resolve().parents[1]
STOP_SECONDS = 15


class StartFailed(Exception):
    """A process of the stack did not start. An empty message: the process printed the reason."""


@dataclass(frozen=True, slots=True)
class StackOptions:
    """How the stack runs. ``port`` 0 is any free port; ``environment`` overrides settings."""

    data: Path
    port: int = 0
    app: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    sign_in: bool = True
    in_memory: bool = False


@dataclass(frozen=True, slots=True)
class Stack:
    """The running stack and its addresses."""

    url: str
    host: "subprocess.Popen[str]"
    settings: Mapping[str, str]
    addresses: Mapping[str, str]
    data: Path

    def run_function(self, name: str) -> None:
        """Run a timer or queue function now, through the host's admin API."""
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
    _seed(chosen)
    with _host(options, chosen) as (host, announced):
        _write_settings(options.data / "local.settings.json", chosen)
        url = announced["url"]
        yield Stack(url, host, chosen, _addresses(chosen, url), options.data)


@contextmanager
def services(options: StackOptions) -> Generator[Mapping[str, str]]:
    """Run Azurite and the stand-ins; yields the settings that point to them."""
    options.data.mkdir(parents=True, exist_ok=True)
    with ExitStack() as processes:
        settings = _defaults(options)
        if "AzureWebJobsStorage" not in options.environment:
            folder = None if options.in_memory else options.data / "azurite"
            azurite = processes.enter_context(Azurite.start(folder, in_memory=options.in_memory))
            settings["AzureWebJobsStorage"] = azurite.connection_string
        command = ["local.standins", "--data", str(options.data / "standins")]
        child = _child("stand-ins", command, _base_environment(), "--exit-with-parent")
        _, announced = processes.enter_context(child)
        settings["BIFROST_KEY_VAULT_URL"] = announced["vaultUrl"]
        settings["BIFROST_KEY_VAULT_CA"] = announced["vaultCa"]
        settings["BIFROST_FILES_CONNECTION"] = announced["filesConnectionString"]
        yield settings


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
    values = {"FUNCTIONS_WORKER_RUNTIME": "python", **settings}
    file.touch(mode=0o600)
    file.write_text(json.dumps({"IsEncrypted": False, "Values": values}, indent=2))


def _seed(settings: Mapping[str, str]) -> None:
    environment = {**_base_environment(), **settings}
    program = [sys.executable, "-m", "local.seed"]
    done = subprocess.run(program, env=environment, cwd=ROOT, check=False)
    if done.returncode:
        raise StartFailed("the tables and demo organizations could not be created: see above")


@contextmanager
def _host(
    options: StackOptions, settings: Mapping[str, str]
) -> Generator[tuple["subprocess.Popen[str]", Mapping[str, str]]]:
    command = ["host", "--app", str(options.app), "--port", str(options.port)]
    command += ["--data", str(options.data / "host")]
    if options.sign_in:
        command += ["--sign-in", str(_write_accounts(options.data))]
    environment = {**os.environ, **settings}
    with _child("Functions host", command, environment, "--exit-with-parent") as started:
        yield started


def _write_accounts(data: Path) -> Path:
    """Write the accounts that can sign in at /.auth/login/dev."""
    accounts = [
        {"email": user.email, "name": user.name, "userId": user.sign_in_id, "note": user.note}
        for user in DEMO_USERS
    ]
    file = data / "accounts.json"
    file.write_text(json.dumps(accounts, indent=2))
    return file


@contextmanager
def _child(
    name: str, module: list[str], environment: Mapping[str, str], *flags: str
) -> Generator[tuple["subprocess.Popen[str]", Mapping[str, str]]]:
    """Run one of our programs; yields once it has printed its line of JSON."""
    process = subprocess.Popen(
        [sys.executable, "-m", *module, *flags],
        env={**environment},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        # Ctrl-C in a terminal reaches the whole process group; this process must stop the
        # children itself, in order.
        start_new_session=True,
    )
    try:
        yield process, _first_line(name, process)
    finally:
        _stop(process)


def _first_line(name: str, process: "subprocess.Popen[str]") -> Mapping[str, str]:
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise StartFailed(_reason(name, process.wait()))
    announced: Mapping[str, str] = json.loads(line)
    return announced


def _reason(name: str, code: int) -> str:
    """Why a program ended; empty if it printed the reason, as ours do unless a signal ends them."""
    return "" if code > 0 else f"the {name} ended before it was ready, with code {code}"


def _stop(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _base_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def _addresses(settings: Mapping[str, str], url: str) -> Mapping[str, str]:
    def endpoint(connection: str, service: str) -> str:
        parts = dict(part.split("=", 1) for part in connection.split(";") if "=" in part)
        return parts.get(f"{service}Endpoint", "Azure")

    storage = settings["AzureWebJobsStorage"]
    return {
        "API": f"{url}/api",
        "API documentation": f"{url}/api/docs",
        "Sign in as": f"{url}/.auth/login/dev",
        "Tables": endpoint(storage, "Table"),
        "Queues": endpoint(storage, "Queue"),
        "Blobs": endpoint(storage, "Blob"),
        "Key Vault stand-in": settings["BIFROST_KEY_VAULT_URL"],
        "Azure Files stand-in": endpoint(settings["BIFROST_FILES_CONNECTION"], "File"),
        "Workflows": settings["BIFROST_WORKSPACE_LOCATION"],
    }
