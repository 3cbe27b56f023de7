"""/api/editor/tests: the tests of workflows, before they are saved."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import LARGE_BODY_LIMIT, Routes
from shared import handlers
from shared.call import Call
from shared.errors import TooLarge
from shared.models import code

routes = Routes()


@routes.endpoint(
    "POST",
    "editor/tests",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    body_limit=LARGE_BODY_LIMIT,
    problems=[TooLarge],
)
async def run_author_tests(
    call: Call, body: "code.author_tests.AuthorTestRequest"
) -> "code.author_tests.AuthorTestReport":
    """Run the tests of a file for at most 60 s, without an organization, network or secrets."""
    return await handlers.code.author_tests.run(call, body)
