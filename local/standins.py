"""Runs the Key Vault and Azure Files stand-ins on a developer's machine.

    python -m local.standins --data DIR [--vault-port N] [--files-port N]

prints one line of JSON once both listen: ``vaultUrl``, ``vaultCa`` (the authority to trust)
and ``filesConnectionString``. They listen on 127.0.0.1 only, since the vault accepts any
token. All data is in DIR, which only one process can use at a time.
"""

import argparse
import asyncio
import base64
import fcntl
import json
import secrets
import signal
import socket
import ssl
import sys
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from host import parent
from host.serving import Server
from local.files.app import create_app as create_files
from local.files.records import open_records
from local.files.signature import StorageAccount
from local.files.tree import FileTree
from local.vault.app import create_app as create_vault
from local.vault.authority import Authority
from local.vault.database import open_database
from local.vault.store import VaultStore

HOST = "127.0.0.1"
ACCOUNT = "bifrostfiles"
GRACE_SECONDS = 0.2

TlsFactory = Callable[[], ssl.SSLContext]


class HangingUp(Server):
    """Server that aborts connections on shutdown; an idle TLS client would delay it."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(GRACE_SECONDS, self._hang_up)
        await super().shutdown(sockets)

    def _hang_up(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()


def main() -> None:
    options = _options()
    if options.exit_with_parent:
        parent.exit_with_parent()
    options.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _only_one(options.data):
        asyncio.run(_run(options))


async def _run(options: argparse.Namespace) -> None:
    folder: Path = options.data
    authority = Authority(folder)
    account = StorageAccount(ACCOUNT, _account_key(folder / "files.key"))
    with (
        closing(_vault_store(options)) as secret_store,
        closing(open_records(folder / "files.db")) as records,
        _listening(options.vault_port) as vault_socket,
        _listening(options.files_port) as files_socket,
    ):
        vault = _server(create_vault(secret_store), authority)
        files = _server(create_files(account, FileTree(folder / "shares"), records))
        stopping = asyncio.Event()
        _set_on_signals(stopping)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_stop(stopping, vault, files))
            for server, listening in ((vault, vault_socket), (files, files_socket)):
                tasks.create_task(server.serve([listening]))
                await server.listens.wait()
            _announce(authority, account, vault_socket, files_socket)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="local.standins", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, help="folder for all data")
    parser.add_argument(
        "--vault-port", type=int, default=0, help="0, the default, picks a free port"
    )
    parser.add_argument(
        "--files-port", type=int, default=0, help="0, the default, picks a free port"
    )
    parser.add_argument(
        "--exit-with-parent", action="store_true", help="stop when the parent process ends"
    )
    parser.add_argument(
        "--vault-deletion-seconds",
        type=float,
        default=0,
        help="how long a deleted secret stays invisible, as it does in Azure for some seconds",
    )
    return parser.parse_args()


@contextmanager
def _only_one(folder: Path) -> Generator[None]:
    """Lock the folder; the lock ends with the process, also after a crash."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"{folder} is in use by another stand-ins process: stop that first.")
        yield


def _vault_store(options: argparse.Namespace) -> VaultStore:
    database = open_database(options.data / "vault.db")
    return VaultStore(database, deletion_seconds=options.vault_deletion_seconds)


def _account_key(path: Path) -> str:
    """The account's key, created once, so that connection strings stay valid."""
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(base64.b64encode(secrets.token_bytes(64)).decode())
        draft.replace(path)
    return path.read_text()


def _listening(port: int) -> socket.socket:
    """A listening socket, named as TCP: only on such a one asyncio turns Nagle's delay off."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        sys.exit(f"cannot listen on {HOST}:{port}: {error.strerror}.")
    listening.listen()
    return listening


def _server(app: Starlette, authority: Authority | None = None) -> HangingUp:
    """A server for the app; with an authority it serves HTTPS."""
    secure = None if authority is None else _tls(authority)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=1,
        ssl_context_factory=secure,
    )
    return HangingUp(config)


def _tls(authority: Authority) -> Callable[[uvicorn.Config, TlsFactory], ssl.SSLContext]:
    """A context factory for uvicorn, which ignores uvicorn's own configuration."""
    return lambda _config, _default: authority.server_context()


def _set_on_signals(stopping: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)


async def _stop(stopping: asyncio.Event, *servers: Server) -> None:
    await stopping.wait()
    for server in servers:
        server.should_exit = True


def _announce(authority: Authority, account: StorageAccount, *sockets: socket.socket) -> None:
    vault_port, files_port = (listening.getsockname()[1] for listening in sockets)
    files = {
        "DefaultEndpointsProtocol": "http",
        "AccountName": account.name,
        "AccountKey": account.key,
        "FileEndpoint": f"http://{HOST}:{files_port}/{account.name}",
    }
    line = {
        "vaultUrl": f"https://{HOST}:{vault_port}",
        "vaultCa": str(authority.certificate.resolve()),
        "filesConnectionString": ";".join(f"{name}={value}" for name, value in files.items()),
    }
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
