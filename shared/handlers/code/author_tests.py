"""Request handlers that run authors' tests."""

from shared.call import Call
from shared.engine.code.author_tests import tests_of
from shared.models.code.author_tests import AuthorTestReport, AuthorTestRequest
from shared.operations import drafts


async def run(call: Call, request: AuthorTestRequest) -> AuthorTestReport:
    """Run the tests of a file, with the unsaved files in place of the saved ones.

    They run without an organization, the platform, a network or secrets: see
    ``shared.engine.code.author_tests``.
    """
    engine, file = call.platform.engine, drafts.python_file(request.file)
    contents = await drafts.accepted(call, "workflow.test", request.drafts)
    known = {*(await engine.catalog.snapshot()).files, *contents}
    files = tests_of(file, known)
    if not files:
        reason = f"there are no tests of {file}: they are in a file test_{_stem(file)}.py"
        return AuthorTestReport(files=(), is_complete=False, reason=reason)
    async with engine.catalog.drafted(contents) as draft:
        return await engine.author_tests.run(draft, files)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".py")
