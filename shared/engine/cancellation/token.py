"""The cancellation token of one run in this process."""

from collections.abc import Callable, Generator
from contextlib import contextmanager


class CancellationToken:
    """A request to end a run: any code of this process makes it, the runner acts on it."""

    def __init__(self) -> None:
        self.is_cancelled = False
        self._callback: Callable[[], None] | None = None

    def cancel(self) -> None:
        """Request the end of the run; a second call does nothing."""
        if not self.is_cancelled:
            self.is_cancelled = True
            if self._callback:
                self._callback()

    @contextmanager
    def on_cancel(self, callback: Callable[[], None]) -> Generator[None]:
        """Call ``callback`` on a cancellation inside the block; at once if one came before."""
        self._callback = callback
        if self.is_cancelled:
            callback()
        try:
            yield
        finally:
            self._callback = None
