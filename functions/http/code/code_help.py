"""/api/code: a model writes, mends, tests, explains and reviews code; a person saves it."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import BudgetExceeded, Conflict, NotFound, Unavailable
from shared.models import code

routes = Routes()
PROBLEMS = [BudgetExceeded, Conflict, NotFound, Unavailable]


@routes.endpoint(
    "POST",
    "code/generate",
    allow=Access.ADMIN,
    about=About.ORGANIZATION,
    audit="code.generate",
    problems=PROBLEMS,
)
async def generate_code(
    call: Call, body: "code.code_help.GenerateRequest"
) -> "code.code_help.CodeDraft":
    """Write or change a file with a model: a draft, checked and tested, which is not saved."""
    return await handlers.code.code_help.generate(call, body)


@routes.endpoint(
    "POST",
    "code/tests",
    allow=Access.ADMIN,
    about=About.ORGANIZATION,
    audit="code.writeTests",
    problems=PROBLEMS,
)
async def generate_tests(
    call: Call, body: "code.code_help.CodeRequest"
) -> "code.code_help.CodeDraft":
    """Write tests of a file with a model; they have run, and are not saved."""
    return await handlers.code.code_help.write_tests(call, body)


@routes.endpoint(
    "POST",
    "code/fix",
    allow=Access.ADMIN,
    about=About.ORGANIZATION,
    audit="code.fix",
    problems=PROBLEMS,
)
async def fix_code(call: Call, body: "code.code_help.FixRequest") -> "code.code_help.CodeDraft":
    """Mend a file with a model, from an error or a failed run; a draft, which is not saved."""
    return await handlers.code.code_help.fix(call, body)


@routes.endpoint(
    "POST",
    "code/explain",
    allow=Access.ADMIN,
    about=About.ORGANIZATION,
    audit="code.explain",
    problems=PROBLEMS,
)
async def explain_code(
    call: Call, body: "code.code_help.ExplainRequest"
) -> "code.code_help.CodeExplanation":
    """Explain a file with a model."""
    return await handlers.code.code_help.explain(call, body)


@routes.endpoint(
    "POST",
    "code/review",
    allow=Access.ADMIN,
    about=About.ORGANIZATION,
    audit="code.review",
    problems=PROBLEMS,
)
async def review_code(
    call: Call, body: "code.code_help.CodeRequest"
) -> "code.code_help.CodeReview":
    """Review a file: Bifrost's own findings, and a model's where models are on."""
    return await handlers.code.code_help.review(call, body)
