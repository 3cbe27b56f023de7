"""/api/audit: who did what in the organization in scope."""

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.models.audit import AuditEntry, AuditFilters, AuditVerdict
from shared.models.pages import Listed, key_of
from shared.models.replies import Reply
from shared.models.times import EndTime, StartTime, exclusive
from shared.models.users import ActorReference

routes = Routes()


@routes.endpoint("GET", "audit", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def list_audit_entries(  # noqa: PLR0913  one parameter per filter
    call: Call,
    since: StartTime | None = None,
    until: EndTime | None = None,
    actor: ActorReference | None = None,
    operation: str | None = None,
    object_kind: str | None = None,
    object_id: str | None = None,
    limit: Limit = 100,
    continuation_token: str | None = None,
) -> Listed[AuditEntry]:
    """List audit entries, newest first; operation is a prefix, actor an id or e-mail address."""
    actor_id = actor and await call.platform.directory.users.actor_id_of(actor)
    filters = AuditFilters(since, exclusive(until), actor_id, operation, object_kind, object_id)
    return await handlers.audit.page(
        call, filters, limit, key_of(continuation_token, "e|", mark=call.mark)
    )


@routes.endpoint(
    "GET",
    "audit/export",
    allow=Access.ORG_ADMIN,
    about=About.ORGANIZATION,
    produces="application/x-ndjson",
)
async def export_audit_log(call: Call) -> Reply:
    """Get the whole log as JSON lines, newest first."""
    return await handlers.audit.export(call)


@routes.endpoint("GET", "audit/verify", allow=Access.ORG_ADMIN, about=About.ORGANIZATION)
async def verify_audit_log(call: Call) -> AuditVerdict:
    """Walk the hash chain and name the first broken link."""
    return await handlers.audit.verify(call)
