"""Checks code that a model wrote: it is parsed, imported and tested, each behind a wall."""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.call import Call, Platform
from shared.errors import Unavailable
from shared.models.code.author_tests import AuthorTestReport
from shared.models.code.code_help import CodeFinding, WrittenDraft
from shared.operations import run_audit
from shared.operations.code.findings import findings_of
from shared.operations.code.sources import test_path_of

NOT_RUN = AuthorTestReport(
    files=(), is_complete=False, reason="the tests did not run: the code has errors"
)


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """What the checks found."""

    findings: tuple[CodeFinding, ...]
    tests: AuthorTestReport

    @property
    def is_clean(self) -> bool:
        return self.tests.has_passed and not self.errors

    @property
    def errors(self) -> list[CodeFinding]:
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def words(self) -> str:
        """What the model is told of it."""
        lines = [f"line {one.line or '?'}: {one.text}" for one in self.errors]
        lines += [self.tests.reason] if self.tests.reason and not self.errors else []
        failed = [test for test in self.tests.tests if test.outcome in ("failed", "error")]
        lines += [f"{test.name} failed: {test.message[-1500:]}" for test in failed]
        if not lines and not self.tests.has_passed:
            lines.append("there is no test that passed")
        return "\n".join(lines)


async def checked(call: Call, path: str, draft: WrittenDraft) -> CheckedDraft:
    """Check a draft; its tests run only if it has no errors, and in no organization."""
    found = findings_of(draft.content)
    if not _has_error(found):
        found += await _imported(call, path, draft.content)
    in_test = [one for one in findings_of(draft.test) if one.severity == "error"]
    found += [one.model_copy(update={"text": f"in its test: {one.text}"}) for one in in_test]
    if _has_error(found):
        return CheckedDraft(tuple(found), NOT_RUN)
    tests = test_path_of(path)
    await run_audit.note_code(call, "code.test", tests, draft.test, None)
    contents = {path: draft.content.encode(), tests: draft.test.encode()}
    return CheckedDraft(tuple(found), await tested(call.platform, contents, tests))


async def tested(platform: Platform, contents: Mapping[str, bytes], file: str) -> AuthorTestReport:
    """Run a file of tests, as if these contents were in the workspace."""
    engine = platform.engine
    async with engine.catalog.drafted(contents) as draft:
        try:
            return await engine.author_tests.run(draft, (file,))
        except Unavailable as error:
            return AuthorTestReport(files=(file,), is_complete=False, reason=str(error))


def _has_error(found: list[CodeFinding]) -> bool:
    return any(one.severity == "error" for one in found)


async def _imported(call: Call, path: str, content: str) -> list[CodeFinding]:
    """Return why discovery would not take the file; it is imported in a process of its own."""
    await run_audit.note_code(call, "code.check", path, content, None)
    entry = await call.platform.engine.catalog.describe({path: content.encode()}, path)
    return [
        CodeFinding(
            rule="discovery", severity="error", line=problem.line, text=problem.error[:2000]
        )
        for problem in entry.problems
    ]
