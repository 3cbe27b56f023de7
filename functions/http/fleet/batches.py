"""/api/batches: one workflow or form for many organizations, in stages."""

from uuid import UUID

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound, NotPermitted
from shared.models import fleet
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply

routes = Routes()

CSV = "text/csv"


@routes.endpoint("GET", "batches", allow=Access.ADMIN, about=About.PLATFORM)
async def list_batches(
    call: Call, limit: Limit = 50, continuation_token: str | None = None
) -> "Listed[fleet.batches.BatchView]":
    """List fleet runs, the newest first."""
    start = key_of(continuation_token, "b|", mark=call.mark)
    return await handlers.fleet.batches.page(call, limit, start)


@routes.endpoint(
    "POST",
    "batches",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="batch.create",
    status=201,
    problems=[Conflict, NotFound, NotPermitted],
)
async def create_batch(
    call: Call, body: "fleet.batches.BatchCreate"
) -> "fleet.batches.BatchDetails":
    """Run a workflow or a form for many organizations, as runs of each of them."""
    return await handlers.fleet.batches.create(call, body)


@routes.endpoint(
    "GET", "batches/{batch_id}", allow=Access.ADMIN, about=About.PLATFORM, problems=[NotFound]
)
async def get_batch(call: Call, batch_id: UUID) -> "fleet.batches.BatchDetails":
    """Get a fleet run, with what came of each of its rows."""
    return await handlers.fleet.batches.get(call, batch_id)


@routes.endpoint(
    "POST",
    "batches/{batch_id}/cancel",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="batch.cancel",
    problems=[Conflict, NotFound],
)
async def cancel_batch(call: Call, batch_id: UUID) -> "fleet.batches.BatchDetails":
    """Start no more runs of a fleet run; those that have begun go on."""
    return await handlers.fleet.batches.cancel(call, batch_id)


@routes.endpoint(
    "POST",
    "batches/{batch_id}/retry",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    audit="batch.retry",
    problems=[Conflict, NotFound, NotPermitted],
)
async def retry_batch(
    call: Call, batch_id: UUID, body: "fleet.batches.BatchRetry"
) -> "fleet.batches.BatchDetails":
    """Start those that failed once more, in a fleet run that is over."""
    return await handlers.fleet.batches.retry(call, batch_id, body)


@routes.endpoint(
    "GET",
    "batches/{batch_id}/results",
    allow=Access.ADMIN,
    about=About.PLATFORM,
    problems=[NotFound],
    produces=CSV,
)
async def get_batch_results(call: Call, batch_id: UUID) -> Reply:
    """Download what came of each row as CSV; values are not in it."""
    text = await handlers.fleet.batches.results(call, batch_id)
    headers = {"Content-Disposition": f'attachment; filename="fleet-run-{batch_id}.csv"'}
    return Reply(text.encode(), headers=headers, content_type=CSV)
