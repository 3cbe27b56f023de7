"""Where one box keeps what: the store's folder, and those beside it."""

import os
from dataclasses import dataclass
from pathlib import Path

from shared.services.sqlite.backups import default_location
from shared.services.sqlite.database import NAME
from shared.services.sqlite.store import default_key_file
from shared.services.sqlite.vault import secret_key


@dataclass(frozen=True, slots=True)
class BoxFolders:
    """The folders of a store. Keys lie beside it, so that a copy of the store opens nothing."""

    store: Path

    @property
    def host(self) -> Path:
        """Function keys, the signing key, timers: what belongs to this machine."""
        return self.store.with_name(f"{self.store.name}.host")

    @property
    def cache(self) -> Path:
        """Code, packages and the folders of runs, which can be made again."""
        return self.store.with_name(f"{self.store.name}.cache")

    @property
    def backups(self) -> Path:
        """Where backups are kept unless told otherwise."""
        return default_location(self.store)

    @property
    def secrets_key(self) -> Path:
        """What opens the secrets, unless ``BIFROST_SECRETS_KEY_FILE`` names another file."""
        return default_key_file(self.store)

    @property
    def function_keys(self) -> Path:
        """The hashes of the function keys."""
        return self.host / "keys.json"

    @property
    def requests(self) -> Path:
        """Requests of commands on this machine to the process that has the store."""
        return self.host / "requests"

    @property
    def public_url(self) -> Path:
        """The address that the last start was given, for commands that print links."""
        return self.host / "public-url"

    @property
    def exists(self) -> bool:
        """Whether there is a store already."""
        return (self.store / NAME).exists()

    def make(self) -> None:
        """Make the folders that are missing, open to this user alone, whatever the umask is.

        Runs of a platform that is root are other users, who have to get to their own folders.
        """
        for folder in (self.host, self.requests):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder.chmod(0o700)
        self.cache.mkdir(exist_ok=True)
        self.cache.chmod(0o711 if os.geteuid() == 0 else 0o700)

    def keep_public_url(self, url: str) -> None:
        """Write down the address of a start."""
        self.public_url.touch(mode=0o600)
        self.public_url.write_text(url)

    def signing_key(self) -> str:
        """The key that signs tokens and links, made at the first start."""
        return secret_key.load_or_make(self.host / "signing.key", may_make=True).hex()
