"""Somebody's wish that a run ends."""

from collections.abc import Callable, Generator
from contextlib import contextmanager


class Wish:
    """Made once, by anybody of this process; heard by whoever has the run."""

    def __init__(self) -> None:
        self.is_made = False
        self._hear: Callable[[], None] | None = None

    def make(self) -> None:
        """Again does nothing."""
        if not self.is_made:
            self.is_made = True
            if self._hear:
                self._hear()

    @contextmanager
    def heard(self, hear: Callable[[], None]) -> Generator[None]:
        """Inside, ``hear`` is called when it is made, at once if it was made before."""
        self._hear = hear
        if self.is_made:
            hear()
        try:
            yield
        finally:
            self._hear = None
