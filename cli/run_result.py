"""A run from the command line: its specification and its result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from cli.run_data import RunData

Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class RunSpec:
    """A run to start: ``texts`` are converted to the types of the workflow's parameters."""

    workspace: Path
    file: str
    name: str
    given: Mapping[str, JsonValue]
    texts: Mapping[str, str]
    org_id: str | None
    run_data: RunData = field(default_factory=RunData)


@dataclass(frozen=True, slots=True)
class RunResult:
    """A run's result; ``is_usage`` if it did not start, ``is_flawed`` for success: false."""

    result: JsonValue = None
    error: str | None = None
    is_usage: bool = False
    is_flawed: bool = False

    @property
    def exit_code(self) -> int:
        if self.error is None:
            return 1 if self.is_flawed else 0
        return 2 if self.is_usage else 1
