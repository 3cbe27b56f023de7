"""How a run ended, for the command line."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import JsonValue

Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Ending:
    """``is_usage``: it did not even begin."""

    result: JsonValue = None
    error: str | None = None
    is_usage: bool = False

    @property
    def exit_code(self) -> int:
        if self.error is None:
            return 0
        return 2 if self.is_usage else 1
