"""The store of a folder, opened once for the process."""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from shared.services.sqlite.database import Database, Sync
from shared.services.sqlite.large_files import LargeFiles
from shared.services.sqlite.vault import secret_key
from shared.services.sqlite.vault.secrets import has_secrets

FILES = "files"
KEY = "secrets.key"

Listener = Callable[[], None]


class Store:
    """A database, the files beside it, and who is told of new messages."""

    def __init__(
        self,
        folder: Path,
        sync: Sync,
        key_file: Path | None = None,
        *,
        even_if_held: bool = False,
    ) -> None:
        self.folder = folder
        self.database = Database(folder, sync, even_if_held=even_if_held)
        self.files = LargeFiles(folder / FILES)
        self._key_file = key_file or default_key_file(folder)
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self._users = 1

    @cached_property
    def key(self) -> bytes:
        """What secrets are sealed with; made for a store that has none yet."""
        is_new = not has_secrets(self.database)
        return secret_key.load_or_make(self._key_file, may_make=is_new)

    def listen(self, queue: str, listener: Listener) -> None:
        """Call it for each message that this process sends to a queue."""
        self._listeners[queue].add(listener)

    def ring(self, queue: str) -> None:
        """A message for this queue can be received now."""
        for listener in self._listeners[queue]:
            listener()

    def share(self) -> "Store":
        """This store for one more user, who closes it, too."""
        self._users += 1
        return self

    def close(self) -> None:
        """Close the files once the last user did."""
        self._users -= 1
        if not self._users:
            self.database.close()
            _opened.pop(self.folder, None)


_opened: dict[Path, Store] = {}


def opened(folder: Path, sync: Sync = "full", key_file: Path | None = None) -> Store:
    """The store of this folder, opened once for the process.

    Each caller closes it once. Raises as ``Database`` does.
    """
    place = folder.resolve()
    known = _opened.get(place)
    if known is not None:
        return known.share()
    made = _opened[place] = Store(place, sync, key_file)
    return made


def default_key_file(folder: Path) -> Path:
    """Beside the store's folder, not in it, so that a copy of the folder opens no secret."""
    return folder.with_name(f"{folder.name}.{KEY}")
