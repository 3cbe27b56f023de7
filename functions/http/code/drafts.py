"""/api/draft-runs: runs of workflows that are not saved yet."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import LARGE_BODY_LIMIT, Routes
from functions.edge.run_headers import START_PROBLEMS
from shared import handlers
from shared.call import Call
from shared.errors import TooLarge
from shared.models import code
from shared.models.executions import Accepted
from shared.models.replies import Reply
from shared.models.runs import RunOutcome

routes = Routes()


@routes.endpoint(
    "POST",
    "draft-runs",
    allow=Access.ADMIN,
    about=About.ORGANIZATION,
    body_limit=LARGE_BODY_LIMIT,
    also={200: RunOutcome, 202: Accepted},
    problems=[*START_PROBLEMS, TooLarge],
)
async def run_draft(call: Call, body: "code.drafts.DraftRunRequest") -> Reply:
    """Run a workflow as it is in the editor, unsaved; 202 if it takes longer than 2 s."""
    return await handlers.code.drafts.run(call, body)
