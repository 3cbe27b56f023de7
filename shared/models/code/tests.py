"""Tests of workflows that ran in a walled process, and how each of them ended."""

from typing import Annotated, Literal

from pydantic import Field

from shared.models.base import Model


class TestOutcome(Model):
    """``message`` says why a test failed or was left out."""

    __test__ = False

    name: str = Field(max_length=500)
    outcome: Literal["passed", "failed", "skipped"]
    seconds: float
    message: str = Field(default="", max_length=10_000)


class TestReport(Model):
    """Every test of a file; ``error`` is set where they could not be run at all."""

    __test__ = False

    tests: Annotated[tuple[TestOutcome, ...], Field(max_length=500)] = ()
    output: str = Field(default="", max_length=20_000)
    error: str | None = None

    @property
    def has_passed(self) -> bool:
        """Whether there is a test, and none failed."""
        outcomes = {test.outcome for test in self.tests}
        return self.error is None and "passed" in outcomes and "failed" not in outcomes
