"""What is to be run from the command line, and how it ended."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import JsonValue

from cli.run_data import RunData

Say = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class RunSpec:
    """``texts`` become what the workflow's parameters are; ``file`` is in ``workspace``."""

    workspace: Path
    file: str
    name: str
    given: Mapping[str, JsonValue]
    texts: Mapping[str, str]
    org_id: str | None
    run_data: RunData = field(default_factory=RunData)


@dataclass(frozen=True, slots=True)
class RunResult:
    """``is_usage``: it did not even begin; ``is_flawed``: it returned that not all went well."""

    result: JsonValue = None
    error: str | None = None
    is_usage: bool = False
    is_flawed: bool = False

    @property
    def exit_code(self) -> int:
        if self.error is None:
            return 1 if self.is_flawed else 0
        return 2 if self.is_usage else 1
