"""The start of a box: options and settings, folders, walls; then it serves."""

import asyncio
import logging
import os
import socket
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

from host import loader, settings
from host.errors import SettingsInvalid
from host.serve import forwarded, listening, output, walls
from host.serve.box import Box, BoxOptions, ClientFiles
from host.serve.certificates import Certificates
from host.serve.environment import Places, choose_public_url, make_production, places
from host.serve.forwarded import ProxyNetworks
from host.serve.output import LogFormat
from host.static_site import configuration as site_configuration

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
DRAIN = "BIFROST_DRAIN_SECONDS"
#: Settings that name what is kept elsewhere than beside the store.
ELSEWHERE = ("BIFROST_SECRETS_KEY_FILE", "BIFROST_BACKUP_LOCATION")
DRAIN_SECONDS, MOST_DRAIN_SECONDS = 30.0, 3600.0


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What the command line says; None leaves it to the settings."""

    store: str | None = None
    workspace: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    public_url: str | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    log_format: LogFormat = "json"
    client: Path | None = None


def built_client() -> Path | None:
    """The web client that was built here, or None."""
    folder = ROOT / "client" / "dist"
    return folder if (folder / site_configuration.NAME).is_file() else None


def run(options: ServeOptions) -> None:
    """Serve until a signal. Raises HostError, BifrostError or SettingsError before that."""
    output.configure(options.log_format)
    listening.raise_file_limit()
    environment = os.environ
    chosen = places(ROOT, options.store, options.workspace, environment)
    certificates = _certificates(options)
    client = _client(options)
    _require_out_of_reach(chosen, options.tls_key)
    _make_folders(chosen)
    make_production(chosen, environment)
    with listening.bound(options.host, options.port) as listener:
        url = _public_url(options, listener, environment)
        chosen.store.keep_public_url(url)
        configured = settings.load(chosen.app, environment, with_local=False)
        functions = loader.load(configured)
        output.configure(options.log_format)
        box_options = BoxOptions(
            chosen, configured, url, _proxies(configured), _drain(configured), certificates, client
        )
        _warn_of_plain_http(options, box_options.proxies)
        listener.listen(listening.BACKLOG)
        asyncio.run(Box(functions, box_options).serve(listener))


def _certificates(options: ServeOptions) -> Certificates | None:
    if options.tls_certificate is None and options.tls_key is None:
        return None
    if options.tls_certificate is None or options.tls_key is None:
        raise SettingsInvalid("give both --tls-cert and --tls-key, or neither")
    certificates = Certificates(options.tls_certificate, options.tls_key)
    walls.require_private_key(options.tls_key)
    return certificates


def _client(options: ServeOptions) -> ClientFiles | None:
    """Read the web client's configuration. Uploads go to this origin, so no other is allowed."""
    if options.client is None:
        logger.warning("no web client is served: only the API")
        return None
    folder = options.client.expanduser().resolve()
    return ClientFiles(folder, site_configuration.load(folder, {"BLOB_ORIGIN": ""}))


def _require_out_of_reach(chosen: Places, tls_key: Path | None) -> None:
    """Check that nothing of this machine lies where runs may read, before anything is made."""
    folders = chosen.store
    kept = [folders.store, folders.host, folders.backups, folders.secrets_key]
    kept += [tls_key] if tls_key else []
    named = [Path(text) for name in ELSEWHERE if (text := os.environ.get(name, "").strip())]
    walls.require_out_of_reach([*kept, *named], [chosen.workspace, folders.cache])


def _make_folders(chosen: Places) -> None:
    folders = chosen.store
    folders.make()
    walls.make_private([folders.store, folders.host, folders.backups])


def _public_url(
    options: ServeOptions, listener: socket.socket, environment: MutableMapping[str, str]
) -> str:
    is_tls = options.tls_certificate is not None
    here = listening.address_of(listener, is_tls=is_tls)
    is_local = listening.is_local(options.host)
    return choose_public_url(options.public_url, here, is_local=is_local, environment=environment)


def _proxies(configured: settings.HostSettings) -> ProxyNetworks:
    return ProxyNetworks.parse(configured.find(forwarded.NETWORKS) or "")


def _drain(configured: settings.HostSettings) -> float:
    written = configured.find(DRAIN) or str(DRAIN_SECONDS)
    try:
        seconds = float(written)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= MOST_DRAIN_SECONDS:
        raise SettingsInvalid(f"{DRAIN}: give seconds from 0 to {MOST_DRAIN_SECONDS:g}")
    return seconds


def _warn_of_plain_http(options: ServeOptions, proxies: ProxyNetworks) -> None:
    if options.tls_certificate is not None or listening.is_local(options.host):
        return
    advice = (
        "only the proxy may get to this port"
        if proxies
        else "give --tls-cert and --tls-key, or put a proxy in front and name its network in"
        " BIFROST_PROXY_NETWORKS"
    )
    logger.warning("plain HTTP on a network: passwords can be read", extra={"advice": advice})
