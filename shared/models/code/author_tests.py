"""The tests of workflows, and how each ended."""

from typing import Literal

from pydantic import Field

from shared.models.base import Model
from shared.models.code.drafts import Drafts

TestEnd = Literal["passed", "failed", "error", "skipped"]


class AuthorTestRequest(Model):
    """A file whose tests to run: it is one of tests itself, or they are those named after it."""

    file: str
    drafts: Drafts = ()


class AuthorTest(Model):
    """How one test ended; ``error`` is outside the test itself, as in a fixture or an import."""

    name: str
    file: str
    outcome: TestEnd
    seconds: float
    line: int | None = Field(default=None, description="Where it failed, or else begins.")
    message: str = Field(default="", description="Why it failed or was skipped, shortened.")
    printed: str = Field(default="", description="What it printed and logged, shortened.")


class AuthorTestReport(Model):
    """How all tests ended; ``reason`` says why there are fewer than there should be."""

    files: tuple[str, ...]
    tests: tuple[AuthorTest, ...] = ()
    is_complete: bool = True
    reason: str | None = None

    @property
    def has_passed(self) -> bool:
        """Whether all could run, one of them passed, and none failed."""
        outcomes = {test.outcome for test in self.tests}
        return self.is_complete and "passed" in outcomes and outcomes <= {"passed", "skipped"}
