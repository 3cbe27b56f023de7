"""Somebody's wish that a run ends."""

from collections.abc import Callable, Generator
from contextlib import contextmanager


class CancellationToken:
    """Made once, by anybody of this process; heard by whoever has the run."""

    def __init__(self) -> None:
        self.is_made = False
        self._hear: Callable[[], None] | None = None

    def cancel(self) -> None:
        """Again does nothing."""
        if not self.is_made:
            self.is_made = True
            if self._hear:
                self._hear()

    @contextmanager
    def on_cancel(self, callback: Callable[[], None]) -> Generator[None]:
        """Inside, ``callback`` is called when it is made, at once if it was made before."""
        self._hear = callback
        if self.is_made:
            callback()
        try:
            yield
        finally:
            self._hear = None
