"""The settings of production: what ``./bifrost serve`` sets, defaults and refuses."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from host.errors import SettingsInvalid
from host.serve.folders import BoxFolders
from host.settings import SQLITE, STORE

PUBLIC_URL = "BIFROST_PUBLIC_URL"
WORKSPACE = "BIFROST_WORKSPACE_LOCATION"
#: Settings that mean something else here, or that nothing here can keep to.
REFUSED = {
    "BIFROST_TRUST_CLIENT_PRINCIPAL": "nothing in front of this host removes the header from"
    " requests, so anybody could sign in as anybody",
    "BIFROST_TRUSTED_PROXIES": "name the networks of your proxies in BIFROST_PROXY_NETWORKS: a"
    " count lets a caller write its own address where there is no proxy",
}
OFF = {"", "0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of a start, as options and settings name them."""

    app: Path
    store: BoxFolders
    workspace: Path


def places(
    app: Path, store: str | None, workspace: Path | None, environment: Mapping[str, str]
) -> Places:
    """Choose the folders: options first, then settings, then defaults below the app's folder.

    Raises SettingsInvalid for a store that is no folder of this machine.
    """
    named = store or environment.get(STORE, "").strip() or f"{SQLITE}{app / '.bifrost' / 'store'}"
    if not named.startswith(SQLITE) or named == SQLITE:
        raise SettingsInvalid(
            f"the store is {named!r}: serve keeps everything on this machine, so give"
            " --store sqlite:<folder>"
        )
    folder = Path(named.removeprefix(SQLITE)).expanduser().resolve()
    chosen = workspace or Path(environment.get(WORKSPACE, "").strip() or app / "workspace")
    return Places(app, BoxFolders(folder), chosen.expanduser().resolve())


def make_production(chosen: Places, environment: MutableMapping[str, str]) -> None:
    """Complete the environment of this process. Raises SettingsInvalid for what cannot hold."""
    for name, reason in REFUSED.items():
        if environment.get(name, "").strip().lower() not in OFF:
            raise SettingsInvalid(f"leave {name} out: {reason}")
        environment.pop(name, None)
    environment.update(
        {
            "AZURE_FUNCTIONS_ENVIRONMENT": "Production",
            "PYTHON_SCRIPT_FILE_NAME": "bifrost.py",
            STORE: f"{SQLITE}{chosen.store.store}",
            WORKSPACE: str(chosen.workspace),
        }
    )
    if not environment.get("BIFROST_CACHE_LOCATION", "").strip():
        environment["BIFROST_CACHE_LOCATION"] = str(chosen.store.cache)
    if not environment.get("BIFROST_SECRET_KEY", "").strip():
        environment["BIFROST_SECRET_KEY"] = chosen.store.signing_key()


def choose_public_url(
    given: str | None, listening: str, *, is_local: bool, environment: MutableMapping[str, str]
) -> str:
    """Choose the address that browsers use; this machine's own where it listens to no other.

    Raises SettingsInvalid if it has to be given.
    """
    chosen = given or environment.get(PUBLIC_URL, "").strip()
    if not chosen and not is_local:
        raise SettingsInvalid(
            f"give --public-url or {PUBLIC_URL}: the address that browsers use, such as"
            " https://bifrost.example.com. No address is taken from a request"
        )
    environment[PUBLIC_URL] = chosen or listening
    return environment[PUBLIC_URL].rstrip("/")
