"""Help with code by a model: drafts, which only a person saves, and findings."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shared.models.base import Model, OrLeftOut
from shared.models.code.author_tests import AuthorTestReport

MOST_CHARACTERS = 100_000

CodeText = Annotated[str, Field(max_length=MOST_CHARACTERS)]
PathText = Annotated[str, Field(min_length=1, max_length=1024)]
Wish = Annotated[str, Field(min_length=1, max_length=20_000)]
ModelText = Annotated[str, Field(max_length=200)]


class GenerateRequest(Model):
    """A workflow to write, or to change if ``path`` is that of a file.

    ``context_paths`` are files that the model is shown besides.
    """

    prompt: Wish
    path: PathText
    content: CodeText | None = None
    context_paths: Annotated[tuple[PathText, ...], Field(max_length=5), OrLeftOut] = ()
    model: ModelText | None = None


class CodeRequest(Model):
    """A file of the workspace, or what its author has not saved yet."""

    path: PathText
    content: CodeText | None = None
    model: ModelText | None = None


class ExplainRequest(CodeRequest):
    question: Annotated[str, Field(max_length=2000)] = ""


class FixRequest(CodeRequest):
    """What is wrong: an error in words, or a failed run of the organization in scope."""

    error: Annotated[str, Field(max_length=20_000)] = ""
    execution_id: UUID | None = None


class CodeFinding(Model):
    """A fault, or advice. ``source`` is who found it: Bifrost's own checks, or the model."""

    rule: str = Field(max_length=100)
    severity: Literal["error", "warning"]
    line: int | None = None
    text: str = Field(max_length=2000)
    source: Literal["bifrost", "model"] = "bifrost"


class CodeDraftFile(Model):
    """A file of a draft. ``etag`` is that of the saved file which it would replace."""

    path: str
    content: str
    diff: str
    etag: str | None = None


class AskedModel(Model):
    """Which model was asked, and the files that it was shown."""

    model: str
    provider: str
    paths: tuple[str, ...]


class CodeDraft(Model):
    """Code that a model wrote, and what became of the checks; it is not saved.

    ``is_clean``: it parses, has no faults, is found by discovery, and its tests passed.
    """

    files: tuple[CodeDraftFile, ...]
    findings: tuple[CodeFinding, ...]
    tests: AuthorTestReport
    is_clean: bool
    notes: str
    rounds: int
    asked: AskedModel


class CodeReview(Model):
    """Findings, by line. ``asked`` is None where no model was asked; ``why_not`` says why."""

    findings: tuple[CodeFinding, ...]
    asked: AskedModel | None = None
    why_not: str | None = None


class CodeExplanation(Model):
    text: str
    asked: AskedModel


class WrittenDraft(Model):
    """What a model answers with when it writes code."""

    content: str
    test: str
    notes: str = ""


class WrittenFinding(Model):
    """What a model answers with for each of its findings."""

    severity: Literal["error", "warning"]
    line: int | None = None
    text: str


class WrittenReview(Model):
    findings: tuple[WrittenFinding, ...] = ()
