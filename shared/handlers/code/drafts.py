"""Request handlers that run a workflow as it is in the editor, before it is saved."""

from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.errors import NotFound
from shared.models.code.drafts import DraftRunRequest
from shared.models.replies import Reply
from shared.models.runs import RunOptions, RunRequest
from shared.operations import drafts, run_requests

#: A longer run goes on after the answer, in this process.
WAIT_SECONDS = 2


async def run(call: Call, request: DraftRunRequest) -> Reply:
    """Run a workflow with the unsaved files in place of the saved ones; an ordinary execution.

    It runs in this process, which alone has the code, and is not tried again. The record has the
    hash of the code as its version, and the audit log that of each file.
    """
    engine, file = call.platform.engine, drafts.python_file(request.file)
    contents = await drafts.accepted(call, "workflow.draft", request.drafts)
    workflow = await engine.catalog.draft(contents, file, request.workflow_name)
    if not await engine.authorization.may_start(workflow, call.caller.subject, Door.DIRECT):
        raise NotFound("workflow", request.workflow_name)
    options = RunOptions(responds_async=True, wait_seconds=WAIT_SECONDS)
    wanted = RunRequest(input_data=request.input_data)
    order = await run_requests.order_of(call, workflow, wanted, options)
    return await run_requests.outcome(call, order.model_copy(update={"is_draft": True}))
